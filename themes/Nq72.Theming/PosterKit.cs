namespace Nq72.Theming;

/// <summary>What a theme brings for posters, banners and boards. Data only: the host measures, breaks lines and draws.</summary>
public sealed record PosterKit
{
    /// <summary>The templates, in the order in which they are shown.</summary>
    public required IReadOnlyList<PosterTemplate> Templates { get; init; }

    /// <summary>The fonts by the name that templates use: the files (TTF, OTF or WOFF) that are asked for a letter one after another.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<byte[]>> Fonts { get; init; }

    /// <summary>Words that belong together and are torn over two lines only when nothing else fits, in lower case, by language (BCP 47).</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Phrases { get; init; }
}
