namespace Nq72.Theming;

/// <summary>A picture in the sizes that there are.</summary>
public sealed record Picture
{
    /// <summary>Address of the size for readers that know no <see cref="SrcSet"/>.</summary>
    public required string Url { get; init; }

    /// <summary>What the picture shows, for who cannot see it; empty: decoration.</summary>
    public required string Alt { get; init; }

    /// <summary>Pixels across of the picture at <see cref="Url"/>.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels down of the picture at <see cref="Url"/>.</summary>
    public required int Height { get; init; }

    /// <summary>Value of the <c>srcset</c> attribute with width descriptors; null: one size only.</summary>
    public string? SrcSet { get; init; }

    /// <summary>Caption under the picture; null: none.</summary>
    public string? Caption { get; init; }

    /// <summary>Who took or made it; null: not known.</summary>
    public string? Credit { get; init; }
}
