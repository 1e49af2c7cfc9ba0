using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Taxonomies.Pages;

/// <summary>The taxonomies, and how many terms each offers.</summary>
public sealed class TaxonomyList(CmsDb db) : DeskPage
{
    /// <summary>A taxonomy with how many terms it has and how many are offered no more.</summary>
    public sealed record Row(string Alias, string Title, int Terms, int Retired);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    protected override string? NeededScope => Scopes.Write;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = await db.Taxonomies.AsNoTracking().OrderBy(taxonomy => taxonomy.Alias).Select(taxonomy => new Row(
            taxonomy.Alias, taxonomy.Title, db.Terms.Count(term => term.Taxonomy == taxonomy.Alias), db.Terms.Count(term => term.Taxonomy == taxonomy.Alias && term.RetiredAt != null))).ToListAsync(cancellationToken);
        return Page();
    }
}
