using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Search;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>One occasion to change, or a new one. The verb is the API's; occasions are never removed, because peaks and history name them.</summary>
public sealed class OneOccasion(OccasionQueries occasions, PutOccasion put) : DeskPage
{
    internal const int KeyLength = 64;
    private static readonly string[] DateKinds = ["solar", "span", "lunar", "none"];

    /// <summary>The key of the one that is changed; null for a new one.</summary>
    public string? Key { get; private set; }

    public OccasionForm Form { get; private set; } = OccasionForm.Fresh;

    public IReadOnlyList<Choice> Kinds => [.. Enum.GetValues<OccasionKind>().Select(kind => new Choice(kind.ToString(), T[$"calendar.kind.{kind}"]))];

    public IReadOnlyList<Choice> Dates => [.. DateKinds.Select(date => new Choice(date, T[$"occasions.date.{date}"]))];

    protected override string? NeededScope => Scopes.Publish;

    public async Task<IActionResult> OnGetAsync(string? key, CancellationToken cancellationToken)
    {
        if (key is null)
            return Page();
        var found = await occasions.GetAsync(key, cancellationToken);
        if (!found.Succeeded)
            return NotFound();
        (Key, Form) = (key, OccasionForm.Of(found.Value));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? key, OccasionForm form, CancellationToken cancellationToken)
    {
        if (await OnGetAsync(key, cancellationToken) is NotFoundResult missing)
            return missing;
        Form = form;
        var made = Key ?? (string.IsNullOrWhiteSpace(form.Key) ? FoldedText.Slug(form.Name ?? "", KeyLength) : form.Key.Trim());
        if (Key is null && (await occasions.GetAsync(made, cancellationToken)).Succeeded)
            Show(Problem.Invalid("key", "duplicate", $"Khóa '{made}' đã có; chọn khóa khác.", $"The key '{made}' is taken; choose another."));
        else if ((await put.ExecuteAsync(made, form.Read(), Actor, cancellationToken)).Problem is { } problem)
            Show(FieldWords.In(Dated(problem), T, "occasions"));
        else
            return Done("/admin/settings/occasions", "occasions.saved", form.Name);
        return Page();
    }

    // the verb's own sentence says how JSON writes a date
    private Problem Dated(Problem problem) => problem with
    {
        Errors = [.. problem.Errors.Select(error => error.Field == "date" ? error with { Message = new(T["occasions.dateWrong"], T["occasions.dateWrong"]) } : error)],
    };
}
