using Nq72.Cms.Composition;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.CommandLine;

/// <summary>What a verb of the installation refused, as the one line that ends the program: Vietnamese / English.</summary>
internal static class Refusal
{
    /// <summary>The exception that says why.</summary>
    public static StartUpException Of(Problem problem)
    {
        var why = problem.Detail ?? problem.Title;
        return new StartUpException($"{Sentence(why.Vi)} / {Sentence(why.En)}");
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
