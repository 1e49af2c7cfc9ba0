using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Images;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Renditions;

/// <summary>Whether and when refused work is tried again.</summary>
internal static class RetryRules
{
    // a machine that is busy makes a picture take too long; a picture that took too long three times is too much for this machine
    private const int TimeLimits = 3;

    // a decoder that dies of the same picture again and again dies of the picture
    private const int Deaths = 5;

    private static readonly string[] TookTooLong = [ImageProblems.Name(ImageRefusalCode.ImageTimeLimit), ClipProblems.Name(ClipRefusalCode.ClipTimeLimit)];

    private static readonly string[] Died = [ImageProblems.Name(ImageRefusalCode.ImageWorkerDied), ClipProblems.Name(ClipRefusalCode.ClipWorkerDied)];

    private static readonly TimeSpan[] Ladder = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)];

    /// <summary>How long to wait; null when it will be the same next time.</summary>
    /// <param name="problem">Why it was refused.</param>
    /// <param name="attempts">How often it was for this reason, one time after the other; from 1.</param>
    public static TimeSpan? WaitAfter(Problem problem, int attempts)
    {
        var step = Ladder[Math.Min(attempts, Ladder.Length) - 1];
        if (TookTooLong.Contains(problem.Code))
            return attempts < TimeLimits ? step : null;
        if (problem.RetryAfter is not { } soonest || (Died.Contains(problem.Code) && attempts >= Deaths))
            return null;
        return step > soonest ? step : soonest;
    }
}
