using Nq72.Theming;

namespace ChuyenTrang;

/// <summary>What a view tells the layout for the head of the page.</summary>
internal sealed record PageHead
{
    /// <summary>Key in the view data.</summary>
    public const string Key = nameof(PageHead);

    public required string Title { get; init; }

    /// <summary>For search engines and shared links; null: none.</summary>
    public string? Description { get; init; }

    /// <summary>Open Graph type; null: the page is not made for sharing.</summary>
    public string? OpenGraphType { get; init; }

    /// <summary>Open Graph picture; null: none.</summary>
    public Picture? Picture { get; init; }

    /// <summary>BCP 47 tag of the page's content.</summary>
    public required string Lang { get; init; }

    /// <summary>The page in other languages.</summary>
    public IReadOnlyList<LanguageLink> Alternates { get; init; } = [];

    public Moment? PublishedAt { get; init; }

    public Moment? UpdatedAt { get; init; }

    /// <summary>Style sheet of this kind of page besides the theme's own.</summary>
    public required string StyleSheet { get; init; }

    public bool NoIndex { get; init; }

    /// <summary>schema.org data as JSON that is safe within a script element; null: none.</summary>
    public string? StructuredData { get; init; }

    /// <summary>The site's address put before a path; an absolute address stays as it is.</summary>
    public static string Absolute(SiteFrame frame, string url) =>
        url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) ? frame.PublicBaseUrl + url : url;
}
