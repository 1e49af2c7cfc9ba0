namespace Nq72.Theming;

/// <summary>A poster, banner, card or board: its size, what is drawn on it, and which texts stand where. Measures are in <see cref="Unit"/>, from the top left corner of the trimmed sheet.</summary>
public sealed record PosterTemplate
{
    /// <summary>Its name in addresses and file names: lower case letters, digits and <c>-</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its name for people.</summary>
    public required PosterWords Name { get; init; }

    /// <summary>What it is for, in a sentence.</summary>
    public required PosterWords Note { get; init; }

    /// <summary>What measures are in: millimetres for print, pixels for screens and boards.</summary>
    public required PosterUnit Unit { get; init; }

    /// <summary>Width of the trimmed sheet.</summary>
    public required double Width { get; init; }

    /// <summary>Height of the trimmed sheet.</summary>
    public required double Height { get; init; }

    /// <summary>How far colour goes on beyond the trimmed sheet in a PDF; 0 for none.</summary>
    public double Bleed { get; init; }

    /// <summary>How far from the edge every letter keeps.</summary>
    public required double Safe { get; init; }

    /// <summary>Width of the PNG in pixels; its height follows from the sheet. For a template in pixels, its width.</summary>
    public required int Pixels { get; init; }

    /// <summary>What it can be had as: <c>svg</c>, <c>pdf</c>, <c>png</c>.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>Colour of the sheet, <c>#rrggbb</c>.</summary>
    public required string Paper { get; init; }

    /// <summary>What is drawn below the texts, in order.</summary>
    public IReadOnlyList<PosterShape> Shapes { get; init; } = [];

    /// <summary>The texts.</summary>
    public required IReadOnlyList<PosterText> Texts { get; init; }
}

/// <summary>What a template's measures are in.</summary>
public enum PosterUnit
{
    /// <summary>Millimetres.</summary>
    Mm,

    /// <summary>Pixels.</summary>
    Px,
}

/// <summary>A name or sentence for people.</summary>
/// <param name="Vi">In Vietnamese.</param>
/// <param name="En">In English.</param>
public sealed record PosterWords(string Vi, string En);

/// <summary>An area of one colour.</summary>
/// <param name="Path">SVG path data in the template's unit; it may go beyond the sheet as far as the bleed.</param>
/// <param name="Fill">Its colour, <c>#rrggbb</c>.</param>
/// <param name="With">Drawn only where this text stands; null for always.</param>
public sealed record PosterShape(string Path, string Fill, PosterField? With = null);
