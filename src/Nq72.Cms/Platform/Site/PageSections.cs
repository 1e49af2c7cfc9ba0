namespace Nq72.Cms.Platform.Site;

/// <summary>Which content types stand in which part of the public page. A recipe's settings may say otherwise.</summary>
public sealed record PageSections
{
    /// <summary>Articles.</summary>
    public IReadOnlyList<string> Articles { get; init; } = ["Article"];

    /// <summary>Slogans: their title is their text.</summary>
    public IReadOnlyList<string> Slogans { get; init; } = ["Slogan"];

    /// <summary>Model practice.</summary>
    public IReadOnlyList<string> ModelProfiles { get; init; } = ["ModelProfile"];

    /// <summary>Clips.</summary>
    public IReadOnlyList<string> Clips { get; init; } = ["Clip"];

    /// <summary>Bulletins, grouped by language.</summary>
    public IReadOnlyList<string> Bulletins { get; init; } = ["Bulletin"];

    /// <summary>Official documents.</summary>
    public IReadOnlyList<string> Documents { get; init; } = ["Document"];
}
