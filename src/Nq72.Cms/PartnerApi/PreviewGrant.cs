namespace Nq72.Cms.PartnerApi;

/// <summary>What a preview link opens for one request, once it is known to hold.</summary>
/// <param name="What">How much it opens.</param>
/// <param name="OpenedAt">The instant of the request: what is not the link's own is shown as of then.</param>
/// <param name="ExpiresAt">From when the link is refused.</param>
/// <param name="Address">Where its pages begin: a path, which ends with the link's secret.</param>
/// <param name="Secret">The link's secret, for addresses of the API.</param>
public sealed record PreviewGrant(PreviewKind What, DateTimeOffset OpenedAt, DateTimeOffset ExpiresAt, string Address, string Secret)
{
    /// <summary>The instant that it shows; null for a version of an item, whenever that is visible.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The item, of a link to one.</summary>
    public string? ItemId { get; init; }

    /// <summary>The item's version; null for its newest one, or for the one that is visible at <see cref="AsOf"/>.</summary>
    public int? Version { get; init; }

    /// <summary>The public page's path, of a link to one.</summary>
    public string? Path { get; init; }

    /// <summary>The instant at which to look at the timeline.</summary>
    public DateTimeOffset At => AsOf ?? OpenedAt;
}

/// <summary>How much a preview link opens.</summary>
public enum PreviewKind
{
    /// <summary>One item: its page, and the item in the API.</summary>
    Item,

    /// <summary>One public page.</summary>
    Page,

    /// <summary>The delivery side of the API and the public pages.</summary>
    Site,
}

/// <summary>Marks an endpoint that preview links may open; all others they do not.</summary>
internal sealed class OpenToPreviews
{
    /// <summary>Answers of the API, for links to everything.</summary>
    public static readonly OpenToPreviews Api = new();

    /// <summary>The item that the route names by <c>id</c>, for links to that item too.</summary>
    public static readonly OpenToPreviews OneItem = new() { IsOneItem = true };

    /// <summary>Public pages, for links to everything.</summary>
    public static readonly OpenToPreviews Pages = new() { IsPage = true };

    /// <summary>The page that every link leads to.</summary>
    public static readonly OpenToPreviews Entry = new() { IsPage = true, IsEntry = true };

    /// <summary>Whether it answers with a page.</summary>
    public bool IsPage { get; private init; }

    /// <summary>Whether it answers with one item.</summary>
    public bool IsOneItem { get; private init; }

    /// <summary>Whether every link leads there.</summary>
    public bool IsEntry { get; private init; }
}
