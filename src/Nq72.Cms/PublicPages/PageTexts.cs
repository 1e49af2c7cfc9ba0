using System.Globalization;
using Nq72.Cms.Feeds;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Theming;

namespace Nq72.Cms.PublicPages;

/// <summary>Dates, languages and addresses as a reader sees them, in one interface language.</summary>
public sealed class PageTexts(SiteSettings site, InstallationOptions installation, string uiLanguage)
{
    // partners find the others in the API's document
    private static readonly (FeedFormat Format, string Name)[] ReadByPeople = [(FeedFormat.Rss, "RSS"), (FeedFormat.Atom, "Atom"), (FeedFormat.Json, "JSON Feed")];

    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(uiLanguage == "en" ? "en-GB" : "vi-VN");

    /// <summary>Interface language.</summary>
    public string UiLanguage => uiLanguage;

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

    /// <summary>What stands around every page.</summary>
    public SiteFrame Frame(DateTimeOffset at, string path) => new()
    {
        SiteName = site.SiteName,
        Lang = "vi",
        Publisher = new Publisher(site.Publisher, null, []),
        PublicBaseUrl = installation.PublicUrl,
        HomeUrl = uiLanguage == "en" ? "/?ui=en" : "/",
        UiLanguage = uiLanguage,
        TodayLocal = Capital(TimeZoneInfo.ConvertTime(at, installation.Zone).ToString(uiLanguage == "en" ? "dddd, d MMMM yyyy" : "dddd, dd/MM/yyyy", culture)),
        RehearsalClockLocal = installation.IsRehearsal ? Moment(at).Local : null,
        UiLanguages = uiLanguage == "en" ? [new("vi", "Tiếng Việt", path)] : [new("en", "English", $"{path}?ui=en")],
        Feeds = [.. ReadByPeople.Select(feed => new FeedLink($"{site.SiteName} ({feed.Name})", feed.Format.Path(FeedQuery.All), feed.Format.MediaType()))],
        ApiUrl = "/docs",
    };

    private string Capital(string text) => culture.TextInfo.ToUpper(text[0]) + text[1..];
}
