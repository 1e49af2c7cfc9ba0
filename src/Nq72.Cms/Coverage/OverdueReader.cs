using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Coverage;

/// <summary>Finds what is overdue, as of now. As many questions to the database whatever there is.</summary>
public sealed class OverdueReader(CmsDb db, DraftReleases drafts, Appearances appearances, PeakQueries peaks, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>So many of each kind are shown.</summary>
    public const int Most = 50;

    /// <summary>Peaks are looked at that begin within so many days.</summary>
    public const int PeaksAhead = 60;

    /// <summary>What is overdue now.</summary>
    public async Task<Overdue> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var rules = (await SiteSettings.ReadAsync(db, cancellationToken)).Coverage;
        IReadOnlyList<OverdueThing>[] found =
        [
            .. await OfReleasesAsync(now, rules, cancellationToken),
            await BehindAsync(cancellationToken),
            await WaitingAsync(now.AddDays(-rules.WaitsAtMost), cancellationToken),
        ];
        return new([.. found.SelectMany(kind => kind.Take(Most))], found.Any(kind => kind.Count > Most), rules);
    }

    private async Task<IReadOnlyList<OverdueThing>[]> OfReleasesAsync(DateTimeOffset now, CoverageRules rules, CancellationToken cancellationToken)
    {
        var releases = (await drafts.BetweenAsync(null, now.AddDays(rules.ApprovedAhead), cancellationToken)).Where(release => !release.IsArming).ToList();
        var late = releases.FindAll(release => release.At <= now);
        var ids = releases.SelectMany(release => release.Pins).Select(pin => pin.ItemId).Distinct().ToList();
        var versions = (await (from item in db.ContentItems
                               join version in db.ContentVersions on item.Id equals version.ItemId
                               where EF.Parameter(ids).Contains(item.Id)
                               select new { item.Id, item.Lang, IsNewest = item.NewestVersion == version.Number, version.Number, version.Review, version.Title, version.AuthorName }).ToListAsync(cancellationToken))
            .ToLookup(version => version.Id, StringComparer.Ordinal);
        var open = from release in releases
                   from pin in release.Pins
                   where versions.Contains(pin.ItemId)
                   let known = versions[pin.ItemId]
                   let pinned = known.FirstOrDefault(version => version.Number == pin.Version)
                   where pinned?.Review != ReviewState.Approved && (pin.VersionGiven || known.All(version => version.Review != ReviewState.Approved))
                   // what a later draft says will not go out, where the version was named
                   let turn = pin.VersionGiven ? pinned ?? known.First(version => version.IsNewest) : known.First(version => version.IsNewest)
                   select new OverdueThing(OverdueKind.NotApproved, pin.ItemId, turn.Title, turn.Lang, release.At, release.Name, turn.Review == ReviewState.Submitted ? null : turn.AuthorName, turn.Review == ReviewState.Submitted);
        return [late.ConvertAll(release => new OverdueThing(OverdueKind.NotArmed, release.Id, release.Name, null, release.At, null, null, false)), [.. open]];
    }

    private async Task<IReadOnlyList<OverdueThing>> BehindAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today(installation.Zone);
        var high = await peaks.BetweenAsync(today, today.AddDays(PeaksAhead), cancellationToken);
        if (high.Count == 0)
            return [];
        var (first, last) = (high.Min(peak => peak.From), high.Max(peak => peak.To));
        var appearing = (await appearances.ReadAsync(new(Begin(first), Begin(last.AddDays(1))) { Kinds = [AppearanceKind.Published, AppearanceKind.Scheduled, AppearanceKind.Drafted] }, cancellationToken))
            .Select(one => (one.ItemId, one.At, Peak: high.FirstOrDefault(peak => peak.From <= DayOf(one.At) && peak.To >= DayOf(one.At)))).Where(one => one.Peak is not null)
            .DistinctBy(one => one.ItemId).ToDictionary(one => one.ItemId, StringComparer.Ordinal);
        var ids = appearing.Keys.ToList();
        var behind = await (from item in db.ContentItems
                            join version in db.ContentVersions on new { ItemId = item.Id, Number = item.NewestVersion } equals new { version.ItemId, version.Number }
                            join source in db.ContentItems on version.SourceItemId equals source.Id
                            where item.TrashedAt == null && source.NewestVersion > version.SourceVersion && (EF.Parameter(ids).Contains(source.Id) || EF.Parameter(ids).Contains(item.Id))
                            select new { item.Id, item.Lang, Source = source.Id, version.Title, version.AuthorName }).ToListAsync(cancellationToken);
        return
        [
            .. behind.Select(one => (Item: one, When: appearing.TryGetValue(one.Source, out var source) ? source : appearing[one.Id])).OrderBy(one => one.When.At).ThenBy(one => one.Item.Id, StringComparer.Ordinal)
                .Select(one => new OverdueThing(OverdueKind.TranslationBehind, one.Item.Id, one.Item.Title, one.Item.Lang, one.When.At, one.When.Peak!.Name, one.Item.AuthorName, false)),
        ];
    }

    private async Task<IReadOnlyList<OverdueThing>> WaitingAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        await (from item in db.ContentItems
               join version in db.ContentVersions on new { ItemId = item.Id, Number = item.NewestVersion } equals new { version.ItemId, version.Number }
               where item.TrashedAt == null && version.Review == ReviewState.Submitted && version.SubmittedAt < before
               orderby version.SubmittedAt, item.Id
               select new OverdueThing(OverdueKind.Waiting, item.Id, version.Title, item.Lang, version.SubmittedAt!.Value, null, null, true)).Take(Most + 1).ToListAsync(cancellationToken);

    private DateTimeOffset Begin(DateOnly day) => WallTime.ToInstant(day.ToDateTime(TimeOnly.MinValue), installation.Zone);

    private DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, installation.Zone).DateTime);
}
