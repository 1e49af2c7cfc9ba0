using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Taxonomies;

/// <summary>Taxonomies over HTTP, to be read: <c>/api/v1/manage/taxonomies</c>.</summary>
internal static class TaxonomyEndpoints
{
    public static IEndpointRouteBuilder MapTaxonomies(this IEndpointRouteBuilder manage)
    {
        var taxonomies = manage.MapGroup("/taxonomies").WithTags("Phân loại").RequireAuthorization(Scopes.Write);
        taxonomies.MapGet("", ListAsync).WithName("ListTaxonomies").WithSummary("Các bảng phân loại và số mục").Produces<TaxonomyList>();
        taxonomies.MapGet("/{alias}", GetAsync).WithName("GetTaxonomy").WithSummary("Một bảng phân loại với các mục theo thứ tự").Produces<TaxonomyView>();
        return manage;
    }

    /// <summary>A list of taxonomies.</summary>
    internal sealed record TaxonomyList(IReadOnlyList<TaxonomyRow> Items, string? Next);

    /// <summary>A taxonomy in the list.</summary>
    internal sealed record TaxonomyRow(string Alias, string Title, int Terms);

    /// <summary>A taxonomy with its terms, in order.</summary>
    internal sealed record TaxonomyView(string Alias, string Title, IReadOnlyList<TermView> Terms);

    /// <summary>A term.</summary>
    internal sealed record TermView(string Key, string Title, string Description);

    private static async Task<IResult> ListAsync(CmsDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Taxonomies.AsNoTracking().OrderBy(taxonomy => taxonomy.Alias)
            .Select(taxonomy => new TaxonomyRow(taxonomy.Alias, taxonomy.Title, db.Terms.Count(term => term.Taxonomy == taxonomy.Alias))).ToListAsync(cancellationToken);
        return Results.Json(new TaxonomyList(rows, null), Json.Options);
    }

    private static async Task<IResult> GetAsync(string alias, CmsDb db, CancellationToken cancellationToken)
    {
        if (await db.Taxonomies.AsNoTracking().FirstOrDefaultAsync(row => row.Alias == alias, cancellationToken) is not { } taxonomy)
            return new ProblemResult(Problem.NotFound($"Không có bảng phân loại '{alias}'.", $"There is no taxonomy '{alias}'."));
        var terms = await db.Terms.AsNoTracking().Where(term => term.Taxonomy == alias).OrderBy(term => term.Order).ThenBy(term => term.Key)
            .Select(term => new TermView(term.Key, term.Title, term.Description)).ToListAsync(cancellationToken);
        return Results.Json(new TaxonomyView(taxonomy.Alias, taxonomy.Title, terms), Json.Options);
    }
}
