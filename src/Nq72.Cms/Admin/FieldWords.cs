using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Admin;

/// <summary>Names the fields of a problem as the page at hand labels them, where a sentence names one as JSON does: <c>'name'</c> is a release's on one page and an occasion's on another.</summary>
internal static class FieldWords
{
    /// <summary>The problem, with the texts <c>{prefix}.{field}</c> for the names of fields.</summary>
    public static Problem In(Problem problem, UiText text, string prefix) => problem with
    {
        Errors = [.. problem.Errors.Select(error => error with { Message = Named(error, text.Or($"{prefix}.{error.Field}", error.Field)) })],
    };

    private static LocalText Named(FieldError error, string label) => new(Named(error.Message.Vi, error.Field, label), Named(error.Message.En, error.Field, label));

    private static string Named(string sentence, string field, string label) => sentence.Replace($"'{field}'", $"“{label}”", StringComparison.Ordinal);
}
