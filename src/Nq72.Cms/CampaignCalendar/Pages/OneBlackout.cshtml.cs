using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Search;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>One blackout to declare, change or lift. Armed releases that it would hold items of are named before anything is written.</summary>
public sealed class OneBlackout(BlackoutQueries blackouts, BlackoutReach reach, PutBlackout put, LiftBlackout lift, ContentTypeCatalog types, CmsDb db) : DeskPage
{
    /// <summary>The key of the one that is changed; null for a new one.</summary>
    public string? Key { get; private set; }

    public BlackoutForm Form { get; private set; } = BlackoutForm.Fresh;

    public IReadOnlyList<Choice> Types { get; private set; } = [];

    public IReadOnlyList<Choice> Genres { get; private set; } = [];

    /// <summary>What it would hold, waiting for the person's word; empty when nothing is asked.</summary>
    public IReadOnlyList<ReachedRelease> Asked { get; private set; } = [];

    protected override string? NeededScope => Scopes.Publish;

    public async Task<IActionResult> OnGetAsync(string? key, CancellationToken cancellationToken)
    {
        Types = [.. (await types.GetAsync(cancellationToken)).All.Select(type => new Choice(type.Name, type.Definition.DisplayName))];
        Genres = (await db.Terms.AsNoTracking().Where(term => term.Taxonomy == "genre").OrderBy(term => term.Order).ToListAsync(cancellationToken)).ConvertAll(term => new Choice(term.Key, term.Title));
        if (key is null)
            return Page();
        var found = await blackouts.GetAsync(key, cancellationToken);
        if (!found.Succeeded)
            return NotFound();
        (Key, Form) = (key, BlackoutForm.Of(found.Value, HttpContext.RequestServices.GetRequiredService<DeskClock>()));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? key, BlackoutForm form, CancellationToken cancellationToken)
    {
        if (await OnGetAsync(key, cancellationToken) is NotFoundResult missing)
            return missing;
        Form = form;
        var made = Key ?? (string.IsNullOrWhiteSpace(form.Key) ? FoldedText.Slug($"{form.Name} {form.From}", OneOccasion.KeyLength) : form.Key.Trim());
        if (Key is null && (await blackouts.GetAsync(made, cancellationToken)).Succeeded)
            return Wrong(Problem.Invalid("key", "duplicate", $"Khóa '{made}' đã có; chọn khóa khác.", $"The key '{made}' is taken; choose another."));
        var reached = await reach.OfAsync(made, form.Read(), cancellationToken);
        if (!reached.Succeeded)
            return Wrong(reached.Problem);
        if (reached.Value.Count > 0 && form.Reached != BlackoutForm.Print(reached.Value))
        {
            Asked = reached.Value;
            return Page();
        }

        var written = await put.ExecuteAsync(made, form.Read(), Actor, cancellationToken);
        if (!written.Succeeded)
            return Wrong(written.Problem);
        return written.Value.TooLate.Count > 0
            ? Done("/admin/settings/blackouts", "blackouts.savedTooLate", form.Name, written.Value.NewlyHeld, string.Join(", ", written.Value.TooLate))
            : Done("/admin/settings/blackouts", "blackouts.saved", form.Name, written.Value.NewlyHeld);
    }

    public async Task<IActionResult> OnPostLiftAsync([FromRoute] string key, CancellationToken cancellationToken)
    {
        if (await OnGetAsync(key, cancellationToken) is NotFoundResult missing)
            return missing;
        var lifted = await lift.ExecuteAsync(key, Actor, cancellationToken);
        return lifted.Succeeded ? Done("/admin/settings/blackouts", "blackouts.lifted", lifted.Value.Name, lifted.Value.Waiting) : Wrong(lifted.Problem);
    }

    private PageResult Wrong(Problem problem)
    {
        Show(FieldWords.In(problem, T, "blackouts"));
        return Page();
    }
}
