namespace Nq72.Theming;

/// <summary>A statement of health or of figures that was checked against its source.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Kind">Whether it tells what is, or what is aimed at.</param>
/// <param name="Source">The source by name.</param>
/// <param name="SourceUrl">Where the source can be read; null: not online.</param>
public sealed record Claim(string Text, ClaimKind Kind, string Source, string? SourceUrl);

/// <summary>What a claim tells. A theme must never let a target look like an achievement.</summary>
public enum ClaimKind
{
    /// <summary>Something that is so.</summary>
    Fact,

    /// <summary>Something that is aimed at.</summary>
    Target,
}
