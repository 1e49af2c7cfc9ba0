using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom.Word;

/// <summary>A document goes past what a text needs.</summary>
/// <param name="problem">What is said of it.</param>
internal sealed class WordLimitException(Problem problem) : Exception(problem.Code)
{
    /// <summary>What is said of it.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>Refuses it.</summary>
    /// <param name="vi">Why, in Vietnamese.</param>
    /// <param name="en">Why, in English.</param>
    public static WordLimitException Because(string vi, string en) => new(WordProblems.Unsafe(vi, en));
}
