using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Search;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>One campaign to change, or a new one. The verb is the API's.</summary>
public sealed class OneCampaign(CampaignQueries campaigns, OccasionQueries occasions, PutCampaign put) : DeskPage
{
    /// <summary>The key of the one that is changed; null for a new one.</summary>
    public string? Key { get; private set; }

    public CampaignForm Form { get; private set; } = CampaignForm.Fresh;

    public IReadOnlyList<Choice> Occasions { get; private set; } = [];

    protected override string? NeededScope => Scopes.Publish;

    public async Task<IActionResult> OnGetAsync(string? key, CancellationToken cancellationToken)
    {
        Occasions = [.. (await occasions.AllAsync(cancellationToken)).Where(occasion => occasion.Kind == OccasionKind.Occasion)
            .Select(occasion => new Choice(occasion.Key, $"{occasion.Name} ({OccasionForm.InWords(occasion.Date, T)})"))];
        if (key is null)
            return Page();
        var found = await campaigns.GetAsync(key, cancellationToken);
        if (!found.Succeeded)
            return NotFound();
        (Key, Form) = (key, CampaignForm.Of(found.Value));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? key, CampaignForm form, CancellationToken cancellationToken)
    {
        if (await OnGetAsync(key, cancellationToken) is NotFoundResult missing)
            return missing;
        Form = form.Filled();
        var made = Key ?? (string.IsNullOrWhiteSpace(form.Key) ? FoldedText.Slug(form.Name ?? "", OneOccasion.KeyLength) : form.Key.Trim());
        if (Key is null && (await campaigns.GetAsync(made, cancellationToken)).Succeeded)
            Show(Problem.Invalid("key", "duplicate", $"Khóa '{made}' đã có; chọn khóa khác.", $"The key '{made}' is taken; choose another."));
        else if ((await put.ExecuteAsync(made, Form.Read(), Actor, cancellationToken)).Problem is { } problem)
            Show(FieldWords.In(problem, T, "campaigns"));
        else
            return Done("/admin/settings/campaigns", "campaigns.saved", form.Name);
        return Page();
    }
}
