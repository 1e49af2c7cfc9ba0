using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Taxonomies.Pages;

/// <summary>The terms of one taxonomy, in their order.</summary>
public sealed class OneTaxonomy(CmsDb db) : DeskPage
{
    public Taxonomy Taxonomy { get; private set; } = null!;

    public IReadOnlyList<Term> Terms { get; private set; } = [];

    protected override string? NeededScope => Scopes.Write;

    public async Task<IActionResult> OnGetAsync(string alias, CancellationToken cancellationToken)
    {
        if (await db.Taxonomies.AsNoTracking().FirstOrDefaultAsync(taxonomy => taxonomy.Alias == alias, cancellationToken) is not { } found)
            return NotFound();
        Taxonomy = found;
        Terms = await db.Terms.AsNoTracking().Where(term => term.Taxonomy == alias).OrderBy(term => term.Order).ThenBy(term => term.Key).ToListAsync(cancellationToken);
        return Page();
    }
}
