using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.DeskSettings.Pages;

/// <summary>Where the settings are; each person sees those that they may open.</summary>
public sealed class SettingsHub : DeskPage
{
    private static readonly (string Path, string TextKey, string Scope)[] All =
    [
        ("/admin/settings/occasions", "occasions", Scopes.Preview), ("/admin/settings/campaigns", "campaigns", Scopes.Preview), ("/admin/settings/blackouts", "blackouts", Scopes.Preview),
        ("/admin/settings/places", "places", Scopes.Write), ("/admin/settings/taxonomies", "taxonomies", Scopes.Write), ("/admin/settings/site", "site", Scopes.Admin),
    ];

    public IEnumerable<(string Path, string TextKey, string Scope)> Shown => All.Where(part => May(part.Scope));

    public void OnGet()
    {
        // nothing to read: which parts are shown hangs on the person alone
    }
}
