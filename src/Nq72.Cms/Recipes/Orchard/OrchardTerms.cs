using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Taxonomies;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>Terms by Orchard Core's id and by our key, and files by its path and by our id. Immutable once made.</summary>
internal sealed class OrchardTerms
{
    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Taxonomy, string Key), string> ids = [];
    private readonly Dictionary<string, string> taxonomies = new(StringComparer.Ordinal);

    private OrchardTerms(OrchardMedia media) => Media = media;

    /// <summary>The files.</summary>
    public OrchardMedia Media { get; }

    /// <summary>The terms that are stored, and those that a recipe is about to store.</summary>
    public static async Task<OrchardTerms> ReadAsync(CmsDb db, IEnumerable<PutTaxonomies.Input> coming, CancellationToken cancellationToken) =>
        await ReadAsync(db, await OrchardMedia.ReadAsync(db, cancellationToken), coming, cancellationToken);

    /// <summary>The same, with the files as somebody wants to have them written.</summary>
    public static async Task<OrchardTerms> ReadAsync(CmsDb db, OrchardMedia media, IEnumerable<PutTaxonomies.Input> coming, CancellationToken cancellationToken)
    {
        var terms = new OrchardTerms(media);
        foreach (var taxonomy in await db.Taxonomies.AsNoTracking().ToListAsync(cancellationToken))
            terms.taxonomies[taxonomy.Alias] = taxonomy.ContentItemId;
        foreach (var term in await db.Terms.AsNoTracking().ToListAsync(cancellationToken))
            terms.Add(term.Taxonomy, term.Key, term.ContentItemId);
        foreach (var taxonomy in coming)
        {
            terms.taxonomies.TryAdd(taxonomy.Alias, taxonomy.ContentItemId);
            foreach (var term in taxonomy.Terms)
                terms.Add(taxonomy.Alias, term.Key, term.ContentItemId);
        }

        return terms;
    }

    /// <summary>The key of the term with that id; the id itself when there is none, so that the refusal names it.</summary>
    public string KeyOf(string id) => keys.GetValueOrDefault(id, id);

    /// <summary>The id of a term; its key when it has none.</summary>
    public string IdOf(string taxonomy, string key) => ids.GetValueOrDefault((taxonomy, key), key);

    /// <summary>The id of a taxonomy; empty when there is none.</summary>
    public string TaxonomyId(string alias) => taxonomies.GetValueOrDefault(alias, "");

    private void Add(string taxonomy, string key, string id)
    {
        keys.TryAdd(id, key);
        ids.TryAdd((taxonomy, key), id);
    }
}
