using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Recipes.Samples;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.DeskSettings.Pages;

/// <summary>Where the settings are; each person sees those that they may open. Administrators bring sample content in and take it out again.</summary>
public sealed class SettingsHub(SampleContent samples) : DeskPage
{
    private static readonly (string Path, string TextKey, string Scope)[] All =
    [
        ("/admin/settings/occasions", "occasions", Scopes.Preview), ("/admin/settings/campaigns", "campaigns", Scopes.Preview), ("/admin/settings/blackouts", "blackouts", Scopes.Preview),
        ("/admin/settings/places", "places", Scopes.Write), ("/admin/settings/taxonomies", "taxonomies", Scopes.Write), ("/admin/settings/site", "site", Scopes.Admin),
    ];

    public IEnumerable<(string Path, string TextKey, string Scope)> Shown => All.Where(part => May(part.Scope));

    /// <summary>The sample content that is there; null for none.</summary>
    public SampleState? Samples { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Samples = await samples.ReadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAddSamplesAsync(CancellationToken cancellationToken)
    {
        if (!May(Scopes.Admin))
            return Refused();
        if ((await samples.AddAsync(Actor, cancellationToken)).Problem is not { } problem)
            return Done("/admin/settings", "samples.added");
        Show(problem);
        return await OnGetAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostRemoveSamplesAsync(CancellationToken cancellationToken)
    {
        if (!May(Scopes.Admin))
            return Refused();
        var removed = await samples.RemoveAsync(Actor, cancellationToken);
        if (removed.Succeeded && removed.Value.Problems is [])
            return Done("/admin/settings", "samples.removed", removed.Value.Items);
        Show(removed.Succeeded ? removed.Value.Problems[0] : removed.Problem);
        return await OnGetAsync(cancellationToken);
    }
}
