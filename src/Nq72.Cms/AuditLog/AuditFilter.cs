using System.Globalization;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.AuditLog;

/// <summary>Which entries of the audit log are wanted; null and empty narrow nothing.</summary>
/// <param name="Who">A name or id, or a part of a name: person, token, recipe or system.</param>
/// <param name="Action">Subject and verb (<c>item.approve</c>), or the beginning of it (<c>item.</c>).</param>
/// <param name="Subject">Id of what it was done to.</param>
/// <param name="From">The first day, in the installation's zone.</param>
/// <param name="To">The last day, which counts as a whole.</param>
/// <param name="Text">A piece of text in what is told, letter by letter.</param>
public sealed record AuditFilter(string? Who = null, string? Action = null, string? Subject = null, DateOnly? From = null, DateOnly? To = null, string? Text = null)
{
    /// <summary>Longest text to look for.</summary>
    public const int MaxText = 200;

    /// <summary>Reads a filter as it stands in a query string.</summary>
    public static Outcome<AuditFilter> Read(string? who, string? action, string? subject, string? from, string? to, string? text)
    {
        var errors = new Fields();
        var filter = new AuditFilter(
            errors.Optional("who", who, MaxText), errors.Optional("action", action, MaxText), errors.Optional("subject", subject, MaxText), Day(errors, "from", from), Day(errors, "to", to), errors.Optional("q", text, MaxText));
        if (filter.From > filter.To)
            errors.Add("to", "order", "'to' không được trước 'from'.", "'to' must not be before 'from'.");
        return errors.AreInvalid ? errors.Problem : filter;
    }

    /// <summary>The instants from and before which entries are wanted.</summary>
    internal (DateTimeOffset? From, DateTimeOffset? Before) Span(InstallationOptions installation) => (Start(From, installation), Start(To?.AddDays(1), installation));

    private static DateTimeOffset? Start(DateOnly? day, InstallationOptions installation)
    {
        if (day is not { } given)
            return null;
        var midnight = given.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, installation.Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static DateOnly? Day(Fields errors, string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 3000)
            return day;
        errors.Add(field, "day", $"'{field}' là một ngày như 2027-04-07.", $"'{field}' is a day such as 2027-04-07.");
        return null;
    }
}
