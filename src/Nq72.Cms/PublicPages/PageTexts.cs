using System.Globalization;
using Nq72.Cms.Feeds;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;
using Nq72.Theming;

namespace Nq72.Cms.PublicPages;

/// <summary>Dates, languages and addresses as a reader sees them, in one interface language.</summary>
public sealed class PageTexts(SiteSettings site, InstallationOptions installation, string uiLanguage, PreviewGrant? preview = null)
{
    // partners find the others in the API's document
    private static readonly (FeedFormat Format, string Name)[] ReadByPeople = [(FeedFormat.Rss, "RSS"), (FeedFormat.Atom, "Atom"), (FeedFormat.Json, "JSON Feed")];

    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(uiLanguage == "en" ? "en-GB" : "vi-VN");

    /// <summary>Interface language.</summary>
    public string UiLanguage => uiLanguage;

    /// <summary>The instant that somebody at the desk looks as of, and whether it lies ahead; null for everyone.</summary>
    public (DateTimeOffset At, bool IsAhead)? AsOf { get; init; }

    /// <summary>An instant on the site's wall calendar.</summary>
    public Moment Moment(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, installation.Zone);
        return new Moment(local.ToString("HH:mm, dd/MM/yyyy", culture), local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
    }

    /// <summary>The day on the site's wall calendar.</summary>
    public DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, installation.Zone).DateTime);

    /// <summary>A language with its label.</summary>
    public ContentLanguage Language(string tag) => new(tag, tag == "vi" ? "tiếng Việt" : $"tiếng {site.LabelOf(tag)}");

    /// <summary>The address of an item's page: of the page in the same preview, where that shows every page, or of the same instant.</summary>
    public string Url(string type, string slug) => AsOf is not null ? Kept($"/{type.ToLowerInvariant()}/{slug}") : preview is { What: PreviewKind.Site } ? $"{preview.Address}/{type.ToLowerInvariant()}/{slug}" : ItemWriter.Url(installation, type, slug);

    /// <summary>The address under which a page is to be known; null for previews, which are to be known under none.</summary>
    public string? Canonical(string url) => preview is null && AsOf is null ? url : null;

    /// <summary>What stands around every page.</summary>
    /// <param name="at">The instant whose day it is on the page.</param>
    /// <param name="path">The page's own path.</param>
    public SiteFrame Frame(DateTimeOffset at, string path)
    {
        var frame = PublicFrame(at, preview is null ? Kept(path) : Address(preview, path));
        if (AsOf is { } seen)
        {
            return frame with
            {
                Feeds = [],
                ApiUrl = null,
                HomeUrl = Ui(Kept("/")),
                Preview = new PreviewNotice { AsOf = Moment(seen.At), IsAhead = seen.IsAhead, LeaveUrl = Ui(path) },
            };
        }

        if (preview is null)
            return frame;
        return frame with
        {
            // feeds and the API show what is public, which is not what is on this page
            Feeds = [],
            ApiUrl = null,
            HomeUrl = preview.What == PreviewKind.Site ? Ui(preview.Address) : frame.HomeUrl,
            Preview = new PreviewNotice
            {
                AsOf = preview.AsOf is { } shown ? Moment(shown) : null,
                IsAhead = preview.AsOf > preview.OpenedAt,
                ExpiresAt = Moment(preview.ExpiresAt),
            },
        };
    }

    // the page that the reader is on; of a link to one page there is one address only
    private static string Address(PreviewGrant preview, string path) => preview.What == PreviewKind.Site && path != "/" ? preview.Address + path : preview.Address;

    private string Kept(string path) => AsOf is { } seen ? $"{path}?asOf={Uri.EscapeDataString(seen.At.ToWire())}" : path;

    private string Ui(string path) => uiLanguage == "en" ? English(path) : path;

    private static string English(string path) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}ui=en";

    private SiteFrame PublicFrame(DateTimeOffset at, string path) => new()
    {
        SiteName = site.SiteName,
        Lang = "vi",
        Publisher = new Publisher(site.Publisher, null, []),
        PublicBaseUrl = installation.PublicUrl,
        HomeUrl = Ui("/"),
        UiLanguage = uiLanguage,
        TodayLocal = Capital(TimeZoneInfo.ConvertTime(at, installation.Zone).ToString(uiLanguage == "en" ? "dddd, d MMMM yyyy" : "dddd, dd/MM/yyyy", culture)),
        RehearsalClockLocal = installation.IsRehearsal ? Moment(at).Local : null,
        UiLanguages = uiLanguage == "en" ? [new("vi", "Tiếng Việt", path)] : [new("en", "English", English(path))],
        Feeds = [.. ReadByPeople.Select(feed => new FeedLink($"{site.SiteName} ({feed.Name})", feed.Format.Path(FeedQuery.All), feed.Format.MediaType()))],
        ApiUrl = "/docs",
    };

    private string Capital(string text) => culture.TextInfo.ToUpper(text[0]) + text[1..];
}
