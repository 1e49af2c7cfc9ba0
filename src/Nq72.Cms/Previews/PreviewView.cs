using Nq72.Cms.PartnerApi;

namespace Nq72.Cms.Previews;

/// <summary>A preview link as the desk shows it: everything but its secret.</summary>
public record PreviewView
{
    public required Guid Id { get; init; }

    /// <summary><c>item</c>, <c>page</c> or <c>site</c>.</summary>
    public required PreviewKind What { get; init; }

    public required string? Item { get; init; }

    /// <summary>The item's title as it is now; null for links to pages.</summary>
    public required string? Title { get; init; }

    /// <summary>The item's version; null for its newest one, or for the one visible at <see cref="AsOf"/>.</summary>
    public required int? Version { get; init; }

    public required string? Path { get; init; }

    /// <summary>The instant that it shows; null for a version of an item.</summary>
    public required DateTimeOffset? AsOf { get; init; }

    public required string? Note { get; init; }

    /// <summary><c>active</c>, <c>expired</c> or <c>withdrawn</c>.</summary>
    public required PreviewState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset? WithdrawnAt { get; init; }

    public required string? WithdrawnBy { get; init; }
}

/// <summary>A preview link that was just made: the only time its secret is seen.</summary>
public sealed record MadePreview : PreviewView
{
    /// <summary>The address to give away: a page.</summary>
    public required string Link { get; init; }

    /// <summary>The same for programs: an address of the API, which takes the parameter <c>preview</c> wherever the link opens it; null for links to a page.</summary>
    public required string? Api { get; init; }
}
