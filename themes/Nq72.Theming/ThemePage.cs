namespace Nq72.Theming;

/// <summary>What every page is given. A theme's layout needs nothing else.</summary>
public abstract record ThemePage
{
    /// <summary>The site around the page.</summary>
    public required SiteFrame Frame { get; init; }

    /// <summary>The absolute address under which the page is to be known and shared; null when the page has none of its own (a notice).</summary>
    public string? CanonicalUrl { get; init; }
}
