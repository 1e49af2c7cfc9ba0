namespace Nq72.Theming;

/// <summary>A text of a poster: which, where, and between which sizes it may fit itself. Sizes are those of the letters' square (em).</summary>
public sealed record PosterText
{
    /// <summary>Which text.</summary>
    public required PosterField Shows { get; init; }

    /// <summary>Left edge of its box.</summary>
    public required double X { get; init; }

    /// <summary>Top edge of its box.</summary>
    public required double Y { get; init; }

    /// <summary>Width of its box.</summary>
    public required double Width { get; init; }

    /// <summary>Height of its box; marks above and below letters stay in it too.</summary>
    public required double Height { get; init; }

    /// <summary>Name of the font in the kit.</summary>
    public required string Font { get; init; }

    /// <summary>The size below which it is no longer read from where people stand: then the text is too long.</summary>
    public required double MinSize { get; init; }

    /// <summary>The largest size.</summary>
    public required double MaxSize { get; init; }

    /// <summary>From baseline to baseline, in sizes. More is taken where marks of two lines would come nearer than <see cref="Clearance"/>.</summary>
    public double LineHeight { get; init; } = 1.2;

    /// <summary>What stays free between the lowest mark of a line and the highest of the next, in sizes.</summary>
    public double Clearance { get; init; } = 0.05;

    /// <summary>Added after each letter, in sizes.</summary>
    public double Tracking { get; init; }

    /// <summary>Colours of its clauses, one after another and from the beginning again.</summary>
    public required IReadOnlyList<string> Fills { get; init; }

    /// <summary>How lines stand in the box.</summary>
    public PosterAlign Align { get; init; } = PosterAlign.Left;

    /// <summary>How the block stands in the box.</summary>
    public PosterSettle Settle { get; init; } = PosterSettle.Middle;

    /// <summary>Whether it is written in capitals.</summary>
    public bool Capitals { get; init; }

    /// <summary>Whether sizes and baselines are whole units: sharper on boards with few pixels.</summary>
    public bool Whole { get; init; }

    /// <summary>
    /// The bar that is drawn in place of the dash between two clauses (<c>A - B</c>), each of which then begins a line; null keeps the dash and lets lines run on.
    /// </summary>
    public PosterBar? Bar { get; init; }
}

/// <summary>A bar between two clauses; measures in sizes of the text.</summary>
/// <param name="Width">Its length.</param>
/// <param name="Height">Its thickness; 0 leaves only the gap.</param>
/// <param name="Gap">What it adds between the two lines, itself included.</param>
/// <param name="Fill">Its colour.</param>
public sealed record PosterBar(double Width, double Height, double Gap, string Fill);

/// <summary>What a poster can show.</summary>
public enum PosterField
{
    /// <summary>The slogan.</summary>
    Slogan,

    /// <summary>Who publishes it.</summary>
    Authority,

    /// <summary>The campaign's name.</summary>
    Campaign,

    /// <summary>The occasion's name, where one was given.</summary>
    Occasion,
}

/// <summary>How lines stand.</summary>
public enum PosterAlign
{
    /// <summary>From the left edge.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Middle,

    /// <summary>To the right edge.</summary>
    Right,
}

/// <summary>How a block stands.</summary>
public enum PosterSettle
{
    /// <summary>At the top.</summary>
    Top,

    /// <summary>In the middle.</summary>
    Middle,

    /// <summary>At the bottom.</summary>
    Bottom,
}
