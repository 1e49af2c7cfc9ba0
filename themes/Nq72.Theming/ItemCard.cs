namespace Nq72.Theming;

/// <summary>A content item as it stands in a list.</summary>
public sealed record ItemCard
{
    /// <summary>Id of the content item.</summary>
    public required string Id { get; init; }

    /// <summary>Technical name of its content type (<c>Article</c>).</summary>
    public required string Type { get; init; }

    /// <summary>Its title, 1–300 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Its summary; null: none.</summary>
    public string? Summary { get; init; }

    /// <summary>The item's page.</summary>
    public required string Url { get; init; }

    /// <summary>Language of title and summary.</summary>
    public required ContentLanguage Lang { get; init; }

    /// <summary>When it first appeared.</summary>
    public required Moment PublishedAt { get; init; }

    /// <summary>Who publishes it.</summary>
    public required string Authority { get; init; }

    /// <summary>Genre in the interface language (<c>Phóng sự</c>); null: none.</summary>
    public string? Genre { get; init; }

    /// <summary>Its picture; null: none.</summary>
    public Picture? Picture { get; init; }

    /// <summary>What it offers to play.</summary>
    public PlayableKind Playable { get; init; }

    /// <summary>Length of what it offers to play; null: not known, or nothing.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Public note of its newest correction; null: never corrected.</summary>
    public string? CorrectionNote { get; init; }
}

/// <summary>What an item offers to play.</summary>
public enum PlayableKind
{
    /// <summary>Nothing: it is to be read.</summary>
    None,

    /// <summary>A video.</summary>
    Clip,

    /// <summary>A recording.</summary>
    Audio,
}
