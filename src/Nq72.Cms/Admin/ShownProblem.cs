using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Admin;

/// <summary>The problem that the page at hand shows: its summary at the top, and each error at its field. One for each request.</summary>
public sealed class ShownProblem
{
    /// <summary>What went wrong; null when nothing did.</summary>
    public Problem? Current { get; set; }

    /// <summary>The errors of one field, by its JSON name; <c>fields.tags[2]</c> counts as an error of <c>fields.tags</c>.</summary>
    public IEnumerable<FieldError> Of(string field) =>
        Current?.Errors.Where(error => error.Field == field || error.Field.StartsWith(field + "[", StringComparison.Ordinal)) ?? [];

    /// <summary>The id of a field's control, and with <c>-error</c> of its message.</summary>
    public static string IdOf(string field) => "f-" + string.Concat(field.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'));
}
