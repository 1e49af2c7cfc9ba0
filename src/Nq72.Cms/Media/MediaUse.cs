using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;

namespace Nq72.Cms.Media;

/// <summary>Tells where a file is used: from the versions themselves, which note the files they refer to when they are saved.</summary>
public sealed class MediaUse(CmsDb db)
{
    /// <summary>The items that refer to it, those that do so now first.</summary>
    public async Task<IReadOnlyList<MediaUsedIn>> WhereAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await (from facet in db.VersionFacets
                          join item in db.ContentItems on facet.ItemId equals item.Id
                          join version in db.ContentVersions on new { facet.ItemId, facet.Number } equals new { version.ItemId, version.Number }
                          where facet.Kind == VersionFacet.Media && facet.Value == id
                          select new
                          {
                              item.Id, item.Type, item.Lang, item.NewestVersion, version.Number, version.Title,
                              IsAhead = db.Publications.Any(publication => publication.ItemId == item.Id && publication.Version == version.Number && (publication.VisibleUntil == null || publication.VisibleUntil > now)),
                              IsVisible = db.Publications.Any(publication => publication.ItemId == item.Id && publication.Version == version.Number
                                  && publication.VisibleFrom <= now && (publication.VisibleUntil == null || publication.VisibleUntil > now)),
                          }).ToListAsync(cancellationToken);
        return
        [
            .. rows.GroupBy(row => row.Id, StringComparer.Ordinal).Select(versions =>
            {
                var newest = versions.MaxBy(row => row.Number)!;
                return new MediaUsedIn(newest.Id, newest.Type, newest.Lang, newest.Title, [.. versions.Select(row => row.Number).OrderDescending()],
                    versions.Any(row => row.IsVisible), versions.Any(row => row.IsAhead || row.Number == row.NewestVersion));
            }).OrderByDescending(item => item.IsCurrent).ThenBy(item => item.Title, StringComparer.Ordinal),
        ];
    }

    /// <summary>Those of the files that something refers to now.</summary>
    public IQueryable<string> Current(DateTimeOffset now) =>
        from facet in db.VersionFacets
        join item in db.ContentItems on facet.ItemId equals item.Id
        where facet.Kind == VersionFacet.Media && (facet.Number == item.NewestVersion
            || db.Publications.Any(publication => publication.ItemId == facet.ItemId && publication.Version == facet.Number && (publication.VisibleUntil == null || publication.VisibleUntil > now)))
        select facet.Value;

    /// <summary>What is visible or planned with the file counts as changed, so that partners are told of it. The caller counts the epoch.</summary>
    internal Task MarkItemsAsync(string id, DateTimeOffset now, CancellationToken cancellationToken) => db.MarkIntervalsAsync(
        publication => db.VersionFacets.Any(facet => facet.Kind == VersionFacet.Media && facet.Value == id && facet.ItemId == publication.ItemId && facet.Number == publication.Version), now, cancellationToken);
}

/// <summary>An item whose versions refer to a file.</summary>
/// <param name="Id">The item.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Lang">Its language.</param>
/// <param name="Title">Title of the newest version that refers to it.</param>
/// <param name="Versions">The versions that refer to it, newest first.</param>
/// <param name="IsVisible">Whether one of them is visible now.</param>
/// <param name="IsCurrent">Whether the newest version refers to it, or one that is visible or planned; false for history only.</param>
public sealed record MediaUsedIn(string Id, string Type, string Lang, string Title, IReadOnlyList<int> Versions, bool IsVisible, bool IsCurrent);
