using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Recipes.Export;

/// <summary>The items of an export: of each the version that readers see, those that are planned, the one that was taken back, and the newest.</summary>
internal sealed class ExportItems(CmsDb db, PlainReads reads, TimeProvider clock)
{
    private const int PageSize = 200;

    /// <summary>Reads page by page, in the order of ids.</summary>
    public async IAsyncEnumerable<JsonObject> ReadAsync(OrchardMedia media, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var types = await ContentTypeCatalog.ReadAsync(reads, 0, cancellationToken);
        var terms = await OrchardTerms.ReadAsync(db, media, [], cancellationToken);
        var last = "";
        while (true)
        {
            var after = last;
#pragma warning disable CA1309 // the database compares, in the order of its ORDER BY
            var page = await db.ContentItems.AsNoTracking().Where(item => item.TrashedAt == null && string.Compare(item.Id, after) > 0).OrderBy(item => item.Id).Take(PageSize).ToListAsync(cancellationToken);
#pragma warning restore CA1309
            if (page.Count == 0)
                yield break;
            last = page[^1].Id;
            var plans = await PlanAsync(page, now, cancellationToken);
            var sources = await SourcesAsync(plans, now, cancellationToken);
            foreach (var (item, version, place) in plans)
            {
                if (types.Find(item.Type) is { } type)
                    yield return new OrchardItem(type, terms, types.Parts).Write(item, version, place with { SourceVersionId = sources.GetValueOrDefault((version.SourceItemId ?? "", version.SourceVersion ?? 0)) });
            }
        }
    }

    private async Task<List<(ContentItem Item, ContentVersion Version, OrchardPlace Place)>> PlanAsync(List<ContentItem> page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var standing = await StandingAsync([.. page.Select(item => item.Id)], now, cancellationToken);
        var retracted = await RetractedAsync([.. page.Select(item => item.Id).Where(id => !standing.Contains(id))], cancellationToken);
        var numbers = page.SelectMany(item => standing[item.Id].Concat(retracted[item.Id]).Select(row => (item.Id, row.Version)).Append((item.Id, item.NewestVersion))).ToHashSet();
        var versions = await VersionsAsync(numbers, cancellationToken);
        return [.. page.SelectMany(item => Places(item, [.. standing[item.Id]], retracted[item.Id].SingleOrDefault(), now).Select(place => (item, versions[(item.Id, place.Number)], place.Place)))];
    }

    // what a release planned is told like any plan: readers shall see the same; what it would have sent is not
    private static IEnumerable<(int Number, OrchardPlace Place)> Places(ContentItem item, List<Publication> timeline, Publication? retracted, DateTimeOffset now)
    {
        var told = new HashSet<int>();
        if (retracted is not null && told.Add(retracted.Version))
            yield return (retracted.Version, new OrchardPlace(retracted.Version == item.NewestVersion) { RetractedReason = retracted.RetractedReason });
        foreach (var row in timeline)
        {
            // a version that appears twice is told of once: Orchard Core has no second date
            if (!told.Add(row.Version))
                continue;
            var latest = row.Version == item.NewestVersion;
            var place = row.IsVisibleAt(now)
                ? new OrchardPlace(latest, Published: true, row.PublishedAt, Until: EndOf(row, timeline))
                : new OrchardPlace(latest, From: row.VisibleFrom, Until: EndOf(row, timeline));
            yield return (row.Version, place with { Correction = row.CorrectionNote });
        }

        if (told.Add(item.NewestVersion))
            yield return (item.NewestVersion, new OrchardPlace(Latest: true));
    }

    // an interval that the next one cuts short ends where it would have ended
    private static DateTimeOffset? EndOf(Publication row, List<Publication> timeline) =>
        timeline.Find(other => other.CutId == row.Id && other.VisibleFrom == row.VisibleUntil) is { } cutter ? cutter.CutUntil : row.VisibleUntil;

    /// <summary>For translations: the version ids of those source versions that this export holds.</summary>
    private async Task<Dictionary<(string Item, int Number), string>> SourcesAsync(
        List<(ContentItem Item, ContentVersion Version, OrchardPlace Place)> plans, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = plans.Select(plan => plan.Version.SourceItemId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
            return [];
        var standing = await StandingAsync(ids, now, cancellationToken);
        var newest = await db.ContentItems.Where(item => ids.Contains(item.Id)).Select(item => new { item.Id, item.NewestVersion }).ToListAsync(cancellationToken);
        var numbers = newest.SelectMany(item => standing[item.Id].Select(row => (item.Id, row.Version)).Append((item.Id, item.NewestVersion))).ToHashSet();
        return (await VersionsAsync(numbers, cancellationToken)).ToDictionary(version => version.Key, version => version.Value.VersionId);
    }

    private async Task<ILookup<string, Publication>> StandingAsync(List<string> ids, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await db.Publications.AsNoTracking().Where(row => ids.Contains(row.ItemId) && (row.VisibleUntil == null || row.VisibleUntil > now)).OrderBy(row => row.VisibleFrom).ToListAsync(cancellationToken))
        .ToLookup(row => row.ItemId, StringComparer.Ordinal);

    /// <summary>Of those items that nobody sees or will see: the last interval, where it was taken back.</summary>
    private async Task<ILookup<string, Publication>> RetractedAsync(List<string> ids, CancellationToken cancellationToken) =>
        (await db.Publications.AsNoTracking()
            .Where(row => ids.Contains(row.ItemId) && row.RetractedReason != null && !db.Publications.Any(later => later.ItemId == row.ItemId && later.VisibleFrom > row.VisibleFrom))
            .ToListAsync(cancellationToken)).ToLookup(row => row.ItemId, StringComparer.Ordinal);

    private async Task<Dictionary<(string Item, int Number), ContentVersion>> VersionsAsync(HashSet<(string Item, int Number)> wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.Select(number => number.Item).Distinct(StringComparer.Ordinal).ToList();
        var numbers = wanted.Select(number => number.Number).Distinct().ToList();
        var rows = await db.ContentVersions.AsNoTracking().Where(row => ids.Contains(row.ItemId) && numbers.Contains(row.Number)).ToListAsync(cancellationToken);
        return rows.Where(row => wanted.Contains((row.ItemId, row.Number))).ToDictionary(row => (row.ItemId, row.Number));
    }
}
