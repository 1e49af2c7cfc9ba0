using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.ContentItems;

/// <summary>
/// Puts versions into the search index that are not in it: those from before there was one, and those of an older program that still runs beside
/// this one. A few at a time, behind everybody else who writes; any number of nodes may do it together.
/// </summary>
public sealed class FillSearchIndex(CmsDb db, UnitOfWork work, PlainReads reads, SearchIndex index)
{
    private const int AtOnce = 100;

    /// <summary>Adds some. False when there were none left.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var unit = await work.BeginAsync(WritePriority.Bulk, cancellationToken);
        var types = await ContentTypeCatalog.ReadAsync(reads, 0, cancellationToken);
        var waiting = await db.ContentVersions.AsNoTracking().Where(version => version.SearchForm == 0).OrderBy(version => version.ItemId).ThenBy(version => version.Number)
            .Take(AtOnce).Select(version => new { version.ItemId, version.Number, version.Type, version.Document }).ToListAsync(cancellationToken);
        foreach (var version in waiting)
        {
            // on PostgreSQL another node may have been faster: whoever changes the row adds it
            var mine = await db.ContentVersions.Where(row => row.ItemId == version.ItemId && row.Number == version.Number && row.SearchForm == 0)
                .ExecuteUpdateAsync(row => row.SetProperty(found => found.SearchForm, SearchTokens.Form), cancellationToken);
            if (mine == 0)
                continue;
            var content = VersionContent.Parse(version.Document);
            // of a type that is no more there are no fields to read by
            await index.AddAsync([new(version.ItemId, version.Number, content.TokensForSearch(types.Find(version.Type) is { } type ? content.Texts(type) : []))], cancellationToken);
        }

        await unit.CommitAsync(cancellationToken);
        return waiting.Count > 0;
    }
}
