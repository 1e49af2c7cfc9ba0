using System.Globalization;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>The form of a blackout as typed: days, with a time of day where it does not begin or end with the day.</summary>
/// <param name="Key">Its key; null takes one from the name and the first day.</param>
/// <param name="Name">Its name.</param>
/// <param name="From">First day, as typed.</param>
/// <param name="FromTime">HH:mm; none for the day's beginning.</param>
/// <param name="To">Last day, as typed.</param>
/// <param name="ToTime">HH:mm at which it is over; none for the day's end.</param>
/// <param name="Types">Content types that pass.</param>
/// <param name="Genres">Genres that pass.</param>
/// <param name="Tags">Tags that pass, with commas or lines between.</param>
/// <param name="Reached">The armed releases that the person was shown before, as <see cref="Print"/> has them.</param>
public sealed record BlackoutForm(
    string? Key, string? Name, string? From, string? FromTime, string? To, string? ToTime, IReadOnlyList<string>? Types, IReadOnlyList<string>? Genres, string? Tags, string? Reached)
{
    /// <summary>A fresh form.</summary>
    public static readonly BlackoutForm Fresh = new(null, null, null, null, null, null, [], [], null, null);

    /// <summary>The form that shows a blackout as it is.</summary>
    public static BlackoutForm Of(BlackoutView view, DeskClock clock)
    {
        var (from, to) = (clock.ToLocal(view.From), clock.ToLocal(view.To));
        var wholeDay = to.TimeOfDay == TimeSpan.Zero;
        return new(view.Key, view.Name, Day(from), from.TimeOfDay == TimeSpan.Zero ? null : Time(from), Day(wholeDay ? to.AddDays(-1) : to), wholeDay ? null : Time(to),
            view.Allow.Types, view.Allow.Genres, string.Join(", ", view.Allow.Tags), null);
    }

    /// <summary>What the verb is asked.</summary>
    public BlackoutInput Read() => new(Name, Bound(From, FromTime), Bound(To, ToTime), new ContentMarks(Types ?? [], TagNames(), Genres ?? []));

    /// <summary>What people were told of releases, so that what has changed since is told again.</summary>
    public static string Print(IReadOnlyList<ReachedRelease> reached) => string.Join('|', reached.Select(release => string.Create(CultureInfo.InvariantCulture, $"{release.Id}:{release.At.ToWire()}:{release.Held.Count}")));

    private IReadOnlyList<string> TagNames() => [.. (Tags ?? "").Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private static DayOrTime? Bound(string? day, string? time)
    {
        if (string.IsNullOrWhiteSpace(day))
            return null;
        if (string.IsNullOrWhiteSpace(time) && TypedTime.DayOf(day) is { } whole)
            return new(whole, null);
        return new(null, new WallTime(null, $"{TypedTime.Day(day)!.Trim()}T{TypedTime.Hour(time)?.Trim()}"));
    }

    private static string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTime at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}
