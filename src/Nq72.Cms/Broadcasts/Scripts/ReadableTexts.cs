using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;

namespace Nq72.Cms.Broadcasts.Scripts;

/// <summary>Reads what of items' versions is read out; as many questions to the database for a hundred as for one.</summary>
public sealed class ReadableTexts(CmsDb db, ContentTypeCatalog catalog)
{
    /// <summary>The texts of these versions; those that are not there are left out.</summary>
    public async Task<IReadOnlyDictionary<(string ItemId, int Version), ReadableText>> FindAsync(IReadOnlyCollection<(string ItemId, int Version)> pins, SiteSettings site, CancellationToken cancellationToken)
    {
        var types = await catalog.GetAsync(cancellationToken);
        var ids = pins.Select(pin => pin.ItemId).Distinct(StringComparer.Ordinal).ToList();
        var wanted = pins.ToHashSet();
        var versions = await (from version in db.ContentVersions.AsNoTracking()
                              join item in db.ContentItems on version.ItemId equals item.Id
                              where EF.Parameter(ids).Contains(version.ItemId)
                              select new { Version = version, item.Lang }).ToListAsync(cancellationToken);
        var notes = (await db.Publications.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.ItemId) && row.CorrectionNote != null).Select(row => new { row.ItemId, row.Version, row.CorrectionNote }).ToListAsync(cancellationToken))
            .ToLookup(row => (row.ItemId, row.Version), row => row.CorrectionNote);
        return versions.Where(row => wanted.Contains((row.Version.ItemId, row.Version.Number)))
            .ToDictionary(row => (row.Version.ItemId, row.Version.Number), row => Text(row.Version, row.Lang, types.Find(row.Version.Type), notes[(row.Version.ItemId, row.Version.Number)].FirstOrDefault(), site));
    }

    private static ReadableText Text(ContentVersion version, string lang, ContentType? type, string? correction, SiteSettings site)
    {
        var content = version.Read();
        var body = type is null ? [] : type.Fields.Where(field => field.Kind == FieldKind.Markdown).Select(field => SafeHtml.PlainFromMarkdown((string?)content.Fields[field.Key])).Where(text => text.Length > 0);
        return new(version.ItemId, version.Number, lang, version.Title, string.Join("\n\n", body), content.Authority ?? site.Publisher, correction, version.AuthorName, version.ApprovedBy);
    }
}
