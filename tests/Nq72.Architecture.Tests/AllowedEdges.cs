namespace Nq72.Architecture.Tests;

/// <summary>
/// Which slice may name which: one line a slice. A new edge is added here, by hand, in the change that needs it; it must not close a
/// circle. Every slice may name each Platform below it; Platform names no slice.
/// </summary>
internal static class AllowedEdges
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Table = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["Cms.Accounts"] = ["Cms.Admin", "Cms.ContentTypes", "Cms.Taxonomies"],
        ["Cms.AsOf"] = ["Cms.Admin", "Cms.ContentItems", "Cms.Timeline", "Scheduler.Channels", "Scheduler.Deliveries", "Scheduler.Releases"],
        ["Cms.AuditLog"] = ["Cms.Accounts", "Cms.Admin"],
        ["Cms.ContentItems"] = ["Cms.ContentTypes", "Cms.Places", "Cms.Search", "Cms.Taxonomies"],
        ["Cms.Timeline"] = ["Cms.ContentItems", "Scheduler.Releases"],
        ["Cms.Media"] = ["Cms.Admin", "Cms.ContentItems", "Cms.ContentTypes", "Cms.Search", "Cms.Timeline", "Scheduler.Releases"],
        ["Cms.Approvals"] = ["Cms.Admin", "Cms.ContentItems", "Cms.ContentTypes", "Cms.Newsroom"],
        ["Cms.Newsroom"] = ["Cms.Admin", "Cms.ContentItems", "Cms.ContentTypes", "Cms.Media", "Cms.Places", "Cms.Search", "Cms.Taxonomies", "Cms.Timeline", "Scheduler.Calendar", "Scheduler.Campaigns", "Scheduler.Deliveries", "Scheduler.Releases"],
        ["Cms.Translations"] = ["Cms.Admin", "Cms.ContentItems", "Cms.ContentTypes", "Cms.Newsroom", "Cms.Search"],
        ["Cms.Help"] = ["Cms.Admin"],
        ["Cms.Broadcasts"] = ["Cms.Admin", "Cms.ContentItems", "Cms.ContentTypes", "Cms.Loudspeaker", "Cms.PartnerApi", "Cms.Places", "Cms.Timeline", "Scheduler.Channels", "Scheduler.Deliveries"],
        ["Cms.Loudspeaker"] = ["Cms.Admin", "Cms.ContentItems", "Cms.Places"],
        ["Cms.Places"] = ["Cms.Admin", "Cms.Search"],
        ["Cms.Taxonomies"] = ["Cms.Admin", "Cms.Search"],
        ["Cms.PartnerApi"] = ["Cms.ContentItems", "Cms.ContentTypes", "Cms.Media", "Cms.Search", "Cms.Timeline", "Scheduler.Calendar", "Scheduler.Campaigns", "Scheduler.Releases"],
        ["Cms.Feeds"] = ["Cms.ContentItems", "Cms.ContentTypes", "Cms.Formats", "Cms.Media", "Cms.PartnerApi", "Cms.Taxonomies", "Cms.Timeline", "Scheduler.Channels", "Scheduler.Deliveries", "Scheduler.Releases"],
        ["Cms.PublicPages"] = ["Cms.ContentItems", "Cms.ContentTypes", "Cms.Feeds", "Cms.Media", "Cms.PartnerApi", "Cms.Taxonomies", "Cms.Timeline", "Scheduler.Calendar", "Scheduler.Campaigns"],
        ["Cms.Posters"] = ["Cms.Admin", "Cms.ContentItems", "Cms.Newsroom", "Scheduler.Calendar", "Scheduler.Campaigns"],
        ["Cms.Previews"] =
        [
            "Cms.Admin", "Cms.ContentItems", "Cms.ContentTypes", "Cms.Feeds", "Cms.Formats", "Cms.Loudspeaker", "Cms.Media", "Cms.Newsroom", "Cms.PartnerApi", "Cms.Places", "Cms.PublicPages", "Cms.ReleaseRoom", "Cms.Taxonomies", "Cms.Timeline",
            "Scheduler.Channels", "Scheduler.Releases",
        ],
        ["Cms.Rehearsal"] =
        [
            "Cms.Accounts", "Cms.Admin", "Cms.ContentItems", "Cms.PartnerApi", "Cms.Previews", "Cms.Timeline", "Scheduler.Campaigns", "Scheduler.Channels", "Scheduler.Deliveries", "Scheduler.Rehearsals", "Scheduler.Releases",
        ],
        ["Cms.Formats"] = ["Cms.ContentItems", "Cms.ContentTypes", "Cms.Media", "Cms.PartnerApi", "Cms.Timeline", "Scheduler.Channels", "Scheduler.Releases"],
        ["Cms.Recipes"] =
        [
            "Cms.Accounts", "Cms.Broadcasts", "Cms.ContentItems", "Cms.ContentTypes", "Cms.Loudspeaker", "Cms.Media", "Cms.Newsroom", "Cms.Places", "Cms.Search", "Cms.Taxonomies", "Cms.Timeline",
            "Scheduler.Calendar", "Scheduler.Campaigns", "Scheduler.Channels", "Scheduler.Releases",
        ],
        ["Cms.Backups"] = ["Scheduler.Channels", "Scheduler.Deliveries"],
        ["Cms.DeskSettings"] = ["Cms.Admin", "Cms.ContentItems", "Cms.ContentTypes", "Cms.Recipes", "Cms.Taxonomies", "Scheduler.Campaigns"],
        ["Cms.Doctor"] = ["Cms.Media", "Cms.Timeline", "Scheduler.Channels", "Scheduler.Deliveries"],
        ["Cms.ReleaseRoom"] = ["Cms.Admin", "Cms.ContentItems", "Cms.ContentTypes", "Cms.Formats", "Cms.Newsroom", "Cms.PartnerApi", "Cms.Places", "Cms.Taxonomies", "Cms.Timeline", "Scheduler.Channels", "Scheduler.Deliveries", "Scheduler.Progress", "Scheduler.Releases"],
        ["Cms.CampaignCalendar"] = ["Cms.Admin", "Cms.ContentItems", "Cms.ContentTypes", "Cms.PartnerApi", "Cms.Search", "Cms.Taxonomies", "Cms.Timeline", "Scheduler.Calendar", "Scheduler.Campaigns", "Scheduler.Releases"],
        ["Cms.Coverage"] = ["Cms.Admin", "Cms.ContentItems", "Cms.ContentTypes", "Cms.Newsroom", "Cms.Taxonomies", "Scheduler.Calendar", "Scheduler.Campaigns", "Scheduler.Releases"],
        ["Cms.Monitoring"] = ["Cms.Accounts", "Cms.Notices", "Cms.Recipes", "Scheduler.Channels", "Scheduler.Deliveries"],
        ["Cms.Notices"] = ["Cms.Accounts", "Cms.Admin", "Cms.Feeds", "Scheduler.Channels", "Scheduler.Deliveries", "Scheduler.Releases"],
        ["Cms.Today"] = ["Cms.Admin", "Cms.Help", "Cms.Newsroom", "Scheduler.Campaigns", "Scheduler.Channels", "Scheduler.Deliveries", "Scheduler.Releases"],
        ["Scheduler.Campaigns"] = ["Scheduler.Calendar"],
        ["Scheduler.Deliveries"] = ["Scheduler.Channels"],
        ["Scheduler.Progress"] = ["Scheduler.Channels", "Scheduler.Deliveries", "Scheduler.Releases"],
        ["Scheduler.Quartz"] = ["Scheduler.Campaigns", "Scheduler.Deliveries", "Scheduler.Releases"],
        ["Scheduler.Rehearsals"] = ["Scheduler.Channels", "Scheduler.Deliveries"],
        ["Scheduler.Releases"] = ["Scheduler.Calendar", "Scheduler.Campaigns", "Scheduler.Channels", "Scheduler.Deliveries"],
    };
}
