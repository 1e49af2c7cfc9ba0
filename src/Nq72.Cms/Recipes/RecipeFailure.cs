using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes;

/// <summary>Why a recipe failed, for those who have one line: the command line and the start of the program.</summary>
internal static class RecipeFailure
{
    /// <summary>Member of the problem that holds the line of each place.</summary>
    public const string Lines = "lines";

    /// <summary>The first thing that is wrong with its place and line, and how many more there are.</summary>
    public static string InOneLine(Problem problem)
    {
        if (problem.Errors.Count == 0)
            return $"{problem.Title.Vi}: {problem.Detail?.Vi}";
        var first = problem.Errors[0];
        var line = problem.Extensions.GetValueOrDefault(Lines) is IReadOnlyDictionary<string, long> lines && lines.TryGetValue(first.Field, out var found) ? $" (dòng {found})" : "";
        var more = problem.Errors.Count > 1 ? $" (và {problem.Errors.Count - 1} lỗi nữa)" : "";
        return $"{problem.Title.Vi}: {first.Field}{line}: {first.Message.Vi}{more}";
    }
}
