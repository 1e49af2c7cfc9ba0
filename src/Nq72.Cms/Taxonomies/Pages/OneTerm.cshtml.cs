using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Taxonomies.Pages;

/// <summary>One term to rename, place, retire or bring back, or a new one.</summary>
public sealed class OneTerm(CmsDb db, PutTerm put, RetireTerm retire) : DeskPage
{
    /// <summary>The form as typed.</summary>
    public sealed record TermForm(string? Key, string? Title, string? Description, string? Place);

    public Taxonomy Taxonomy { get; private set; } = null!;

    /// <summary>The term that is changed; null for a new one.</summary>
    public Term? Term { get; private set; }

    public TermForm Form { get; private set; } = new(null, null, null, null);

    protected override string? NeededScope => Scopes.Admin;

    public async Task<IActionResult> OnGetAsync(string alias, string? key, CancellationToken cancellationToken)
    {
        if (await db.Taxonomies.AsNoTracking().FirstOrDefaultAsync(taxonomy => taxonomy.Alias == alias, cancellationToken) is not { } found)
            return NotFound();
        Taxonomy = found;
        if (key is null)
            return Page();
        Term = await db.Terms.AsNoTracking().FirstOrDefaultAsync(term => term.Taxonomy == alias && term.Key == key, cancellationToken);
        if (Term is null)
            return NotFound();
        var before = await db.Terms.CountAsync(term => term.Taxonomy == alias && term.Order < Term.Order, cancellationToken);
        Form = new(key, Term.Title, Term.Description, (before + 1).ToString(CultureInfo.InvariantCulture));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string alias, [FromRoute] string? key, TermForm form, CancellationToken cancellationToken)
    {
        if (await OnGetAsync(alias, key, cancellationToken) is NotFoundResult missing)
            return missing;
        Form = form;
        var made = key ?? (string.IsNullOrWhiteSpace(form.Key) ? FoldedText.Slug(form.Title ?? "", PutTerm.KeyLength) : form.Key.Trim());
        if (key is null && await db.Terms.AnyAsync(term => term.Taxonomy == alias && term.Key == made, cancellationToken))
            return Wrong(Problem.Invalid("key", "duplicate", $"Khóa '{made}' đã có; chọn khóa khác.", $"The key '{made}' is taken; choose another."));
        var written = await put.RunAsync(alias, made, new(form.Title, form.Description, PlaceOf(form.Place)), Actor, cancellationToken);
        return written.Succeeded ? Done($"/admin/settings/taxonomy/{alias}", "terms.saved", written.Value.Title) : Wrong(written.Problem);
    }

    public async Task<IActionResult> OnPostRetireAsync([FromRoute] string alias, [FromRoute] string key, bool retired, CancellationToken cancellationToken)
    {
        if (await OnGetAsync(alias, key, cancellationToken) is NotFoundResult missing)
            return missing;
        var done = await retire.RunAsync(alias, key, retired, Actor, cancellationToken);
        return done.Succeeded ? Done($"/admin/settings/taxonomy/{alias}", retired ? "terms.retiredDone" : "terms.revivedDone", done.Value.Title) : Wrong(done.Problem);
    }

    private PageResult Wrong(Problem problem)
    {
        Show(FieldWords.In(problem, T, "terms"));
        return Page();
    }

    // what is no number is a place that the verb refuses
    private static int? PlaceOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;
}
