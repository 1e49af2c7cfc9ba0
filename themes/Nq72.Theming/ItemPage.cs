namespace Nq72.Theming;

/// <summary>One content item on a page of its own, in the version that is visible now.</summary>
public sealed record ItemPage : ThemePage
{
    /// <summary>Id of the content item.</summary>
    public required string Id { get; init; }

    /// <summary>Technical name of its content type (<c>Article</c>).</summary>
    public required string Type { get; init; }

    /// <summary>Its title, 1–300 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Its summary; null: none.</summary>
    public string? Summary { get; init; }

    /// <summary>Its text as HTML that is already safe: a theme writes it as it is. Headings begin at level 2. Null: nothing to read, only to play.</summary>
    public string? BodyHtml { get; init; }

    /// <summary>Language of title, summary and body.</summary>
    public required ContentLanguage Lang { get; init; }

    /// <summary>The language that was asked for and does not exist, so that <see cref="Lang"/> stands in for it; null: no fallback. A theme must show it.</summary>
    public ContentLanguage? FallbackFrom { get; init; }

    /// <summary>When it first appeared, or will; null: neither, it is a draft in a preview. A theme must say so.</summary>
    public required Moment? PublishedAt { get; init; }

    /// <summary>When this version appeared; null: it is the first.</summary>
    public Moment? UpdatedAt { get; init; }

    /// <summary>Who publishes it. A theme must show it.</summary>
    public required string Authority { get; init; }

    /// <summary>Unit that made it; null: the authority itself, or not given.</summary>
    public string? Unit { get; init; }

    /// <summary>Genre in the interface language; null: none.</summary>
    public string? Genre { get; init; }

    /// <summary>The campaign that it belongs to; null: none.</summary>
    public string? CampaignName { get; init; }

    /// <summary>Public corrections, newest first; empty: never corrected. A theme must show them.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>Verified claims of the text with their sources.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>The same item in other languages, visible now.</summary>
    public IReadOnlyList<LanguageLink> Translations { get; init; } = [];

    /// <summary>Official texts that it goes back to.</summary>
    public IReadOnlyList<DocumentCard> Documents { get; init; } = [];

    /// <summary>Further items on the matter.</summary>
    public IReadOnlyList<ItemCard> Related { get; init; } = [];

    /// <summary>Pictures that are not in the body; the first one leads.</summary>
    public IReadOnlyList<Picture> Pictures { get; init; } = [];

    /// <summary>Its video; null: none.</summary>
    public Clip? Clip { get; init; }

    /// <summary>Its recordings.</summary>
    public IReadOnlyList<AudioTrack> Audio { get; init; } = [];

    /// <summary>Who made, translated, checked and read it.</summary>
    public IReadOnlyList<Credit> Credits { get; init; } = [];
}

/// <summary>A public correction (đính chính).</summary>
/// <param name="Note">What was wrong and what is right.</param>
/// <param name="CorrectedAt">When it appeared.</param>
public sealed record Correction(string Note, Moment CorrectedAt);
