namespace Nq72.Theming;

/// <summary>The site around a page: its name, who publishes it, the reader's interface language and today's date.</summary>
public sealed record SiteFrame
{
    /// <summary>The site's name, as in the masthead.</summary>
    public required string SiteName { get; init; }

    /// <summary>BCP 47 tag of the language that names and imprint are written in.</summary>
    public required string Lang { get; init; }

    /// <summary>Who publishes the site and answers for it.</summary>
    public required Publisher Publisher { get; init; }

    /// <summary>Absolute address of the site without a slash at its end; put before a path wherever an absolute address is needed.</summary>
    public required string PublicBaseUrl { get; init; }

    /// <summary>Where the masthead leads: the campaign page's path.</summary>
    public required string HomeUrl { get; init; }

    /// <summary>Language of labels and messages, BCP 47: <c>vi</c> or <c>en</c>. A theme falls back to Vietnamese.</summary>
    public required string UiLanguage { get; init; }

    /// <summary>Today on the site's wall calendar, written out in the interface language (<c>Thứ Năm, 26/03/2026</c>).</summary>
    public required string TodayLocal { get; init; }

    /// <summary>The turned clock's date and time, written out; null when the page is no rehearsal. A theme must show it on every page.</summary>
    public string? RehearsalClockLocal { get; init; }

    /// <summary>What a page that was opened by a preview link says of itself; null for public pages. A theme must show it on every page, and keep such a page from search engines.</summary>
    public PreviewNotice? Preview { get; init; }

    /// <summary>The same page with its interface in other languages; empty: no choice is offered.</summary>
    public IReadOnlyList<LanguageLink> UiLanguages { get; init; } = [];

    /// <summary>Feeds that readers may subscribe to; empty: none.</summary>
    public IReadOnlyList<FeedLink> Feeds { get; init; } = [];

    /// <summary>Where the public API is described; null: not shown.</summary>
    public string? ApiUrl { get; init; }
}

/// <summary>Who publishes the site.</summary>
/// <param name="Name">Full name of the authority.</param>
/// <param name="Url">The authority's own site; null: none.</param>
/// <param name="Imprint">Lines of the imprint as they are to be shown (person responsible, address, licence); empty: none.</param>
public sealed record Publisher(string Name, string? Url, IReadOnlyList<string> Imprint);

/// <summary>One feed.</summary>
/// <param name="Title">What a reader sees in the list of feeds.</param>
/// <param name="Url">Path or absolute address.</param>
/// <param name="MediaType"><c>application/rss+xml</c>, <c>application/atom+xml</c> or <c>application/feed+json</c>.</param>
public sealed record FeedLink(string Title, string Url, string MediaType);
