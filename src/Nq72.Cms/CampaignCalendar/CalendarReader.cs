using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.CampaignCalendar;

/// <summary>Reads what stands in the calendar: as many questions for a year as for a day.</summary>
public sealed class CalendarReader(
    CmsDb db, OccasionQueries occasions, PeakQueries peaks, BlackoutQueries blackouts, PlannedReleases releases, BlackoutCheck held, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>So many items appear at most, and so many end: more belong in a list.</summary>
    public const int MostItems = 2000;

    /// <summary>What the days from first to last hold.</summary>
    /// <param name="first">First day, in the installation's zone.</param>
    /// <param name="last">Last day.</param>
    /// <param name="filter">What is wanted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CalendarDays> ReadAsync(DateOnly first, DateOnly last, CalendarFilter filter, CancellationToken cancellationToken)
    {
        var (from, until) = (Begin(first), Begin(last.AddDays(1)));
        var high = await peaks.BetweenAsync(first, last, cancellationToken);
        var entries = new List<CalendarEntry>();
        if (filter.Wants(CalendarKind.Peak))
            entries.AddRange(high.Select(peak => new CalendarEntry(CalendarKind.Peak, peak.Id, peak.Name, peak.From, peak.To)));
        if (filter.Wants(CalendarKind.Occasion) || filter.Wants(CalendarKind.Holiday))
            entries.AddRange((await occasions.BetweenAsync(first, last, cancellationToken)).Select(Of).Where(entry => filter.Wants(entry.Kind)));
        if (filter.Wants(CalendarKind.Blackout))
            entries.AddRange((await blackouts.BetweenAsync(from, until, cancellationToken)).Select(Of));
        if (filter.Wants(CalendarKind.Release))
            entries.AddRange(await ReleasesAsync(from, until, filter, high, cancellationToken));
        var isCut = false;
        foreach (var (kind, read) in new[] { (CalendarKind.Item, (Func<DateTimeOffset, DateTimeOffset, string?, CancellationToken, Task<List<Moment>>>)BeginsAsync), (CalendarKind.Expiry, EndsAsync) })
        {
            if (!filter.Wants(kind))
                continue;
            var moments = await read(from, until, filter.Lang, cancellationToken);
            isCut |= moments.Count > MostItems;
            entries.AddRange(await EntriesAsync(kind, [.. moments.Take(MostItems)], cancellationToken));
        }

        return new([.. entries.OrderBy(entry => entry.From).ThenBy(entry => entry.At).ThenBy(entry => entry.Kind).ThenBy(entry => entry.Id, StringComparer.Ordinal)], isCut);
    }

    private async Task<IEnumerable<CalendarEntry>> ReleasesAsync(DateTimeOffset from, DateTimeOffset until, CalendarFilter filter, IReadOnlyList<PeakView> high, CancellationToken cancellationToken)
    {
        var now = filter.At > clock.Now() ? filter.At.Value : clock.Now();
        var planned = await releases.BetweenAsync(from, until, now, cancellationToken);
        var together = planned.Where(IsToGoOut).ToLookup(release => release.At);
        if (filter.Lang is { } lang)
        {
            var ids = planned.SelectMany(release => release.Items).ToHashSet(StringComparer.Ordinal);
            var inLang = (await db.ContentItems.Where(item => ids.Contains(item.Id) && item.Lang == lang).Select(item => item.Id).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
            planned = [.. planned.Where(release => release.Items.Any(inLang.Contains))];
        }

        return planned.Select(release => new CalendarEntry(CalendarKind.Release, release.Id, release.Name, DayOf(release.At), DayOf(release.At))
        {
            At = release.At, State = release.State, IsMovable = release.IsMovable,
            Conflicts = [.. ConflictsOf(release, together[release.At], high.FirstOrDefault(peak => peak.From <= DayOf(release.At) && peak.To >= DayOf(release.At)), now)],
        });
    }

    private static IEnumerable<CalendarConflict> ConflictsOf(PlannedRelease release, IEnumerable<PlannedRelease> together, PeakView? peak, DateTimeOffset now)
    {
        foreach (var pin in release.BlackedOut)
            yield return new("calendar.conflict.blackout", pin.Title, pin.Blackout);
        foreach (var finding in release.NewBlocks)
            yield return peak is null ? new("calendar.conflict.block") { Finding = finding } : new("calendar.conflict.blockInPeak", peak.Name) { Finding = finding };
        if (release.Held > 0)
            yield return new("calendar.conflict.held", release.Held);
        if (release.State == ReleaseState.Draft && release.At <= now)
            yield return new("calendar.conflict.late");
        foreach (var other in together.Where(other => IsToGoOut(release) && other.Id != release.Id))
            yield return new("calendar.conflict.sameInstant", other.Name);
    }

    private static bool IsToGoOut(PlannedRelease release) => release.State is ReleaseState.Draft or ReleaseState.Arming or ReleaseState.Armed or ReleaseState.Held;

    private Task<List<Moment>> BeginsAsync(DateTimeOffset first, DateTimeOffset end, string? lang, CancellationToken cancellationToken) => (
        from publication in db.Publications
        join version in db.ContentVersions on new { publication.ItemId, Number = publication.Version } equals new { version.ItemId, version.Number }
        where publication.VisibleFrom >= first && publication.VisibleFrom < end && publication.ReleaseId == null && (lang == null || publication.Lang == lang)
        orderby publication.VisibleFrom, publication.ItemId
        select new Moment(publication.ItemId, publication.Version, publication.Lang, version.Title, publication.VisibleFrom, publication.CorrectionNote != null)).Take(MostItems + 1).ToListAsync(cancellationToken);

    // where the next interval begins at once nothing ends for a reader; what was taken back did not expire
    private Task<List<Moment>> EndsAsync(DateTimeOffset first, DateTimeOffset end, string? lang, CancellationToken cancellationToken) => (
        from publication in db.Publications
        join version in db.ContentVersions on new { publication.ItemId, Number = publication.Version } equals new { version.ItemId, version.Number }
        where publication.VisibleUntil >= first && publication.VisibleUntil < end && publication.RetractedReason == null && (lang == null || publication.Lang == lang)
            && !db.Publications.Any(next => next.ItemId == publication.ItemId && next.VisibleFrom == publication.VisibleUntil)
        orderby publication.VisibleUntil, publication.ItemId
        select new Moment(publication.ItemId, publication.Version, publication.Lang, version.Title, publication.VisibleUntil!.Value, false)).Take(MostItems + 1).ToListAsync(cancellationToken);

    private async Task<IEnumerable<CalendarEntry>> EntriesAsync(CalendarKind kind, List<Moment> moments, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var ahead = kind == CalendarKind.Item ? moments.FindAll(moment => moment.At > now) : [];
        var covered = (await held.FindAsync(ahead.ConvertAll(moment => new PlannedPin(moment.Key, moment.ItemId, moment.Version, moment.At)), cancellationToken)).ToLookup(pin => pin.Key, StringComparer.Ordinal);
        return moments.Select(moment => new CalendarEntry(kind, moment.ItemId, moment.Title, DayOf(moment.At), DayOf(moment.At))
        {
            At = moment.At, Lang = moment.Lang, IsCorrection = moment.IsCorrection,
            Conflicts = [.. covered[moment.Key].Select(pin => new CalendarConflict("calendar.conflict.itemBlackout", pin.Blackout))],
        });
    }

    private static CalendarEntry Of(OccasionOccurrence occasion) =>
        new(occasion.Kind == OccasionKind.Holiday ? CalendarKind.Holiday : CalendarKind.Occasion, occasion.Occasion, occasion.Name, occasion.From, occasion.To);

    private CalendarEntry Of(BlackoutView blackout) => new(CalendarKind.Blackout, blackout.Key, blackout.Name, DayOf(blackout.From), DayOf(blackout.To.AddMicroseconds(-1)));

    private DateTimeOffset Begin(DateOnly day) => WallTime.ToInstant(day.ToDateTime(TimeOnly.MinValue), installation.Zone);

    private DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, installation.Zone).DateTime);

    private sealed record Moment(string ItemId, int Version, string Lang, string Title, DateTimeOffset At, bool IsCorrection)
    {
        public string Key => $"{ItemId}@{At.ToWire()}";
    }
}

/// <summary>What is wanted of the calendar.</summary>
/// <param name="Kinds">Only these; empty for all.</param>
/// <param name="Lang">Only items in this language, and releases that hold one; null for all.</param>
public sealed record CalendarFilter(IReadOnlyCollection<CalendarKind> Kinds, string? Lang)
{
    /// <summary>Whether the kind is wanted.</summary>
    public bool Wants(CalendarKind kind) => Kinds.Count == 0 || Kinds.Contains(kind);

    /// <summary>The instant as of which releases are told; null, or one that has passed, for now: what was planned then is not kept.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>What some days hold.</summary>
/// <param name="Entries">By first day and instant.</param>
/// <param name="IsCut">Whether there are more items than are shown.</param>
public sealed record CalendarDays(IReadOnlyList<CalendarEntry> Entries, bool IsCut);
