namespace Nq72.Theming;

/// <summary>A picture in the sizes, formats and shapes that there are.</summary>
public sealed record Picture
{
    /// <summary>All of it.</summary>
    public required PictureCut Whole { get; init; }

    /// <summary>What the picture shows, for who cannot see it; empty: decoration.</summary>
    public required string Alt { get; init; }

    /// <summary>Its part of 16:9 around what matters, for cards and shared links; null: none.</summary>
    public PictureCut? Wide { get; init; }

    /// <summary>Its part of 4:3; null: none.</summary>
    public PictureCut? Classic { get; init; }

    /// <summary>Its part of 1:1; null: none.</summary>
    public PictureCut? Square { get; init; }

    /// <summary>The colour that most of it has, as <c>#rrggbb</c>, to fill its place until it is there; null: not known.</summary>
    public string? Colour { get; init; }

    /// <summary>Caption under the picture; null: none.</summary>
    public string? Caption { get; init; }

    /// <summary>Who took or made it; null: not known.</summary>
    public string? Credit { get; init; }
}
