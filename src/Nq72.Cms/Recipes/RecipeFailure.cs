using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes;

/// <summary>Why a recipe failed, for those who have one line: the command line and the start of the program.</summary>
internal static class RecipeFailure
{
    /// <summary>Member of the problem that holds the line of each place.</summary>
    public const string Lines = "lines";

    /// <summary>The first thing that is wrong with its place and line, and how many more there are; Vietnamese / English.</summary>
    public static string InOneLine(Problem problem)
    {
        if (problem.Errors.Count == 0)
            return $"{problem.Title.Vi}: {problem.Detail?.Vi} / {problem.Title.En}: {problem.Detail?.En}";
        var first = problem.Errors[0];
        long? line = problem.Extensions.GetValueOrDefault(Lines) is IReadOnlyDictionary<string, long> lines && lines.TryGetValue(first.Field, out var found) ? found : null;
        var more = problem.Errors.Count - 1;
        return $"{problem.Title.Vi}: {Place("dòng")}: {first.Message.Vi}{(more > 0 ? $" (và {more} lỗi nữa)" : "")} / {problem.Title.En}: {Place("line")}: {first.Message.En}{(more > 0 ? $" (and {more} more)" : "")}";

        string Place(string word) => line is null ? first.Field : $"{first.Field} ({word} {line})";
    }
}
