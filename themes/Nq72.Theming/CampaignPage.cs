namespace Nq72.Theming;

/// <summary>The campaign's public page (chuyên trang): what is visible now, chosen and ordered by the host. Empty lists are sections without content.</summary>
public sealed record CampaignPage : ThemePage
{
    /// <summary>The campaign's name.</summary>
    public required string Name { get; init; }

    /// <summary>BCP 47 tag of the language of name, purpose and occasions.</summary>
    public required string Lang { get; init; }

    /// <summary>What the campaign is for, in a sentence or two.</summary>
    public required string Purpose { get; init; }

    /// <summary>First day of the campaign.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of the campaign; null: open-ended.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The next occasions, soonest first; the first one is shown large.</summary>
    public IReadOnlyList<NextOccasion> NextOccasions { get; init; } = [];

    /// <summary>Articles to show large, the most important first.</summary>
    public IReadOnlyList<ItemCard> LeadArticles { get; init; } = [];

    /// <summary>Further articles, newest first, none of which is a lead article.</summary>
    public IReadOnlyList<ItemCard> MoreArticles { get; init; } = [];

    /// <summary>The page with older articles; null: there are none.</summary>
    public string? OlderArticlesUrl { get; init; }

    /// <summary>The page with newer articles; null: this is the newest.</summary>
    public string? NewerArticlesUrl { get; init; }

    /// <summary>Slogans; the first one is shown large.</summary>
    public IReadOnlyList<Slogan> Slogans { get; init; } = [];

    /// <summary>Models and examples (mô hình, điển hình).</summary>
    public IReadOnlyList<ItemCard> ModelProfiles { get; init; } = [];

    /// <summary>Clips.</summary>
    public IReadOnlyList<ItemCard> Clips { get; init; } = [];

    /// <summary>Bulletins in minority languages, one group a language.</summary>
    public IReadOnlyList<BulletinGroup> Bulletins { get; init; } = [];

    /// <summary>Official texts of the campaign.</summary>
    public IReadOnlyList<DocumentCard> Documents { get; init; } = [];
}

/// <summary>An occasion ahead or under way.</summary>
public sealed record NextOccasion
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its day, or first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Its last day; null: a single day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whole days from today to <see cref="From"/>; 0: today, or under way.</summary>
    public required int DaysLeft { get; init; }

    /// <summary>The year's theme of the occasion; null: none.</summary>
    public string? Motto { get; init; }
}

/// <summary>A slogan.</summary>
/// <param name="Text">The words, with their own punctuation.</param>
/// <param name="Lang">BCP 47 tag.</param>
/// <param name="Url">Its page or poster; null: none.</param>
public sealed record Slogan(string Text, string Lang, string? Url);

/// <summary>The bulletins of one language.</summary>
/// <param name="Lang">The language.</param>
/// <param name="Items">Its bulletins, newest first.</param>
public sealed record BulletinGroup(ContentLanguage Lang, IReadOnlyList<ItemCard> Items);
