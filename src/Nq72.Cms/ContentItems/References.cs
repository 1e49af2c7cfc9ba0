using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;

namespace Nq72.Cms.ContentItems;

/// <summary>Reads what field values may refer to.</summary>
public static class References
{
    /// <summary>Places, terms and languages as the scope's transaction sees them.</summary>
    public static async Task<KnownReferences> ReadAsync(CmsDb db, CancellationToken cancellationToken)
    {
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var places = await db.Places.Select(place => place.Code).ToListAsync(cancellationToken);
        var terms = await db.Terms.Select(term => new { term.Taxonomy, term.Key }).ToListAsync(cancellationToken);
        return new KnownReferences(
            places.ToHashSet(StringComparer.Ordinal),
            terms.GroupBy(term => term.Taxonomy, StringComparer.Ordinal)
                .ToDictionary(taxonomy => taxonomy.Key, IReadOnlySet<string> (taxonomy) => taxonomy.Select(term => term.Key).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal),
            tag => LanguageTags.IsKnown(tag, site));
    }
}
