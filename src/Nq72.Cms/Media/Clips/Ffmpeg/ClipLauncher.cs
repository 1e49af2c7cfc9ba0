using System.Diagnostics;
using System.Globalization;
using Nq72.Cms.Media.Workers;

namespace Nq72.Cms.Media.Clips.Ffmpeg;

/// <summary>
/// The first moment of a child process: bounds itself, binds its life to its parent's, and becomes ffmpeg or ffprobe. What is bounded so cannot
/// be lifted again by what a hostile file makes of that program.
/// </summary>
internal static class ClipLauncher
{
    /// <summary>The hidden verb that starts it.</summary>
    public const string Verb = "clip-launcher";

    /// <summary>Its exit code when the program could not be started.</summary>
    public const int NotStarted = 126;

    private const int OwnWords = 5;

    /// <summary>How a program is started within its bounds.</summary>
    public static ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments, LaunchBounds bounds)
    {
        // no such bounds there; time and memory are watched all the same
        if (OperatingSystem.IsWindows())
            return WorkerProgram.Bare(new ProcessStartInfo(program, arguments));
        var own = new[] { Environment.ProcessId, bounds.CpuSeconds, bounds.OutputBytes, bounds.AddressBytes }.Select(number => number.ToString(CultureInfo.InvariantCulture));
        return WorkerProgram.StartInfo(Verb, [.. own, program, .. arguments]);
    }

    /// <summary>The life of the process until it is another; returns only when that failed.</summary>
    /// <param name="words">What follows the verb.</param>
    public static int Run(IReadOnlyList<string> words)
    {
        if (words.Count < OwnWords)
            return NotStarted;
        var numbers = words.Take(OwnWords - 1).Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        ProcessLimits.Apply((int)numbers[1], numbers[2]);
        ProcessLimits.EndWithParent((int)numbers[0]);
        _ = ProcessLimits.Become(words[OwnWords - 1], [.. words.Skip(OwnWords)], numbers[3]);
        return NotStarted;
    }
}

/// <summary>What the system holds a child process to.</summary>
/// <param name="CpuSeconds">Seconds that it may compute, all threads together.</param>
/// <param name="OutputBytes">Most bytes of a file that it writes.</param>
/// <param name="AddressBytes">Most addresses.</param>
internal sealed record LaunchBounds(int CpuSeconds, long OutputBytes, long AddressBytes);
