namespace Nq72.Cms.Feeds;

/// <summary>How a feed is written.</summary>
public enum FeedFormat
{
    /// <summary>JSON Feed 1.1.</summary>
    Json,

    /// <summary>RSS 2.0.</summary>
    Rss,

    /// <summary>Atom (RFC 4287).</summary>
    Atom,

    /// <summary>A page of IPTC ninjs 3.1 documents.</summary>
    Ninjs,
}

/// <summary>What is known of each format.</summary>
public static class FeedFormats
{
    /// <summary>Every format, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<FeedFormat> All = [FeedFormat.Json, FeedFormat.Rss, FeedFormat.Atom, FeedFormat.Ninjs];

    /// <summary>What the address ends in, without the dot.</summary>
    public static string Ending(this FeedFormat format) => format switch
    {
        FeedFormat.Json => "json",
        FeedFormat.Rss => "rss",
        FeedFormat.Atom => "atom",
        _ => "ninjs",
    };

    /// <summary>Media type without charset.</summary>
    public static string MediaType(this FeedFormat format) => format switch
    {
        FeedFormat.Json => "application/feed+json",
        FeedFormat.Rss => "application/rss+xml",
        FeedFormat.Atom => "application/atom+xml",
        // IPTC registered none
        _ => "application/json",
    };

    /// <summary>The address of a whole feed, from the root.</summary>
    /// <param name="format">The format.</param>
    /// <param name="selection">A content type, or <see cref="FeedQuery.All"/>.</param>
    public static string Path(this FeedFormat format, string selection) => $"/api/v1/feeds/{Uri.EscapeDataString(selection)}.{format.Ending()}";
}
