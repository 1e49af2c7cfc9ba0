using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;
using Nq72.Cms.Timeline;

namespace Nq72.Cms.Feeds;

/// <summary>A page of a feed, before it is written in a format.</summary>
public sealed record FeedPage
{
    /// <summary>What was asked for.</summary>
    public required FeedQuery Query { get; init; }

    /// <summary>The installation as a recipe set it.</summary>
    public required SiteSettings Site { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Its own address.</summary>
    public required string SelfUrl { get; init; }

    /// <summary>The address of the first page: what the feed is known by.</summary>
    public required string FirstUrl { get; init; }

    /// <summary>The address of the page after this; null on the last.</summary>
    public required string? NextUrl { get; init; }

    /// <summary>The cursor of the page after this; null on the last.</summary>
    public required string? NextCursor { get; init; }

    /// <summary>The site that it is the feed of.</summary>
    public required string HomeUrl { get; init; }

    /// <summary>The hubs that are told when it changes; empty where none is.</summary>
    public required IReadOnlyList<string> Hubs { get; init; }

    /// <summary>The last change of what stands in it.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The last change that shaped the answer.</summary>
    public required DateTimeOffset? LastModified { get; init; }

    /// <summary>The next instant at which the answer can change by schedule.</summary>
    public required DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The items, last change first.</summary>
    public required IReadOnlyList<VisibleHead> Items { get; init; }

    /// <summary>What was taken back lately, last first; on the first page only.</summary>
    public required IReadOnlyList<Publication> Retracted { get; init; }

    /// <summary>The header <c>Link</c>.</summary>
    /// <remarks>Source: RFC 8288; WebSub §4 (one <c>self</c>, any number of <c>hub</c>); RFC 5005 §3 (<c>next</c>).</remarks>
    public string Links => string.Join(", ",
        Hubs.Select(hub => $"<{hub}>; rel=\"hub\"").Prepend($"<{SelfUrl}>; rel=\"self\"").Concat(NextUrl is null ? [] : [$"<{NextUrl}>; rel=\"next\""]));

    /// <summary>The language of the feed as a whole.</summary>
    public string Language => Query.Items.Lang ?? Site.DefaultLanguage;

    /// <summary>Who publishes the feed.</summary>
    public string Publisher => Site.Publisher.Length > 0 ? Site.Publisher : Site.SiteName;
}

/// <summary>An item in a feed that is read by people.</summary>
public sealed record FeedEntry
{
    /// <summary>The item, and the interval in which it is visible.</summary>
    public required VisibleHead Head { get; init; }

    /// <summary>The address of its page.</summary>
    public required string Url { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Its summary, after the note of a correction; empty when there is neither.</summary>
    public required string Summary { get; init; }

    /// <summary>All of its text as safe HTML with absolute addresses, after the note of a correction; never empty.</summary>
    public required string Html { get; init; }

    /// <summary>The pictures in it.</summary>
    public required IReadOnlyList<HtmlPicture> Pictures { get; init; }

    /// <summary>The files that go with it and may be shown, in their order.</summary>
    public required IReadOnlyList<FeedFile> Files { get; init; }

    /// <summary>Its tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The title of its genre; null when it has none.</summary>
    public required string? Genre { get; init; }

    /// <summary>Who publishes it.</summary>
    public required string Authority { get; init; }

    /// <summary>What feeds know the item by, whatever becomes of addresses and installations.</summary>
    public string Urn => UrnOf(Head.Publication.ItemId);

    /// <summary>The name of an item in feeds.</summary>
    public static string UrnOf(string itemId) => $"urn:nq72:item:{itemId}";
}
