using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>Reads one item in Orchard Core's form.</summary>
internal sealed class ReadOrchardItem(CmsDb db, ContentTypeCatalog catalog, TimeProvider clock)
{
    /// <summary>The version that readers see now; 404 when they see none.</summary>
    public async Task<Outcome<JsonObject>> PublishedAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var publication = await db.Publications.AsNoTracking().Where(row => row.ItemId == id).VisibleAt(now).FirstOrDefaultAsync(cancellationToken);
        return publication is null ? ItemProblems.NoItem(id) : await VersionAsync(id, publication.Version, cancellationToken);
    }

    /// <summary>A version, the newest without a number.</summary>
    public async Task<Outcome<JsonObject>> VersionAsync(string id, int? number, CancellationToken cancellationToken)
    {
        var item = await db.ContentItems.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (item is null || (await catalog.GetAsync(cancellationToken)) is not { } types || types.Find(item.Type) is not { } type)
            return ItemProblems.NoItem(id);
        var wanted = number ?? item.NewestVersion;
        var version = await db.ContentVersions.AsNoTracking().SingleAsync(row => row.ItemId == id && row.Number == wanted, cancellationToken);
        var now = clock.Now();
        var timeline = await db.Publications.AsNoTracking().Where(row => row.ItemId == id && row.Version == wanted && (row.VisibleUntil == null || row.VisibleUntil > now))
            .OrderBy(row => row.VisibleFrom).ToListAsync(cancellationToken);
        var visible = timeline.Find(row => row.IsVisibleAt(now));
        var next = visible is null ? timeline.FirstOrDefault() : null;
        var made = await db.ContentVersions.Where(row => row.ItemId == version.SourceItemId && row.Number == version.SourceVersion).Select(row => row.VersionId).SingleOrDefaultAsync(cancellationToken);
        var mapping = new OrchardItem(type, await OrchardTerms.ReadAsync(db, [], cancellationToken), types.Parts);
        return mapping.Write(item, version, new OrchardPlace(
            wanted == item.NewestVersion, visible is not null, visible?.PublishedAt, next?.VisibleFrom, (visible ?? next)?.VisibleUntil, made) { Correction = (visible ?? next)?.CorrectionNote });
    }
}
