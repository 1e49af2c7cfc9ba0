using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Nq72.Cms.Posters.Drawing;

/// <summary>
/// A font as outlines, one unit high. Letters are set one after another: Vietnamese in NFC has one letter for each sound with its marks, so nothing needs to be put together.
/// What would need it is a letter that the font lacks. Thread-safe.
/// </summary>
public sealed class PosterFont : IDisposable
{
    private const float Em = 1000;

    private readonly List<SKTypeface> faces;
    private readonly ConcurrentDictionary<int, Letter?> letters = new();

    /// <summary>Reads the files; they are asked for a letter one after another.</summary>
    public PosterFont(IEnumerable<byte[]> files) =>
        faces = [.. files.Select(file => SKTypeface.FromData(SKData.CreateCopy(file)) ?? throw new InvalidOperationException("A font of the theme cannot be read: TTF, OTF or WOFF is needed."))];

    /// <summary>A letter: how far it moves the pen, and its shape, in sizes.</summary>
    public sealed record Letter(double Advance, Outline Outline);

    /// <summary>The letter; null when the font lacks it.</summary>
    public Letter? Find(Rune rune) => letters.GetOrAdd(rune.Value, Read);

    /// <summary>The letters of a text that the font lacks, each once.</summary>
    public IReadOnlyList<string> Missing(string text) => [.. text.EnumerateRunes().Where(rune => Find(rune) is null).Distinct().Select(rune => rune.ToString())];

    /// <summary>How long the text is, in sizes.</summary>
    public double Measure(string text, double tracking)
    {
        var (length, count) = (0.0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            length += Find(rune)!.Advance;
            count++;
        }

        return length + (tracking * Math.Max(0, count - 1));
    }

    /// <summary>The text's shape with the pen beginning at 0, in sizes.</summary>
    public Outline Draw(string text, double tracking)
    {
        var pen = 0.0;
        var shapes = new List<Outline>();
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = Find(rune)!;
            shapes.Add(letter.Outline.Placed(1, pen, 0));
            pen += letter.Advance + tracking;
        }

        return Outline.Join(shapes);
    }

    public void Dispose()
    {
        foreach (var face in faces)
            face.Dispose();
    }

    private Letter? Read(int value)
    {
        var rune = new Rune(value);
        // a loose mark would have to be put onto the letter before it, which nobody here does
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark)
            return null;
        var wanted = Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator ? ' ' : value;
        if (faces.Find(face => face.ContainsGlyph(wanted)) is not { } found)
            return null;
        using var font = new SKFont(found, Em) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true, Edging = SKFontEdging.Antialias };
        var glyph = font.GetGlyph(wanted);
        using var path = font.GetGlyphPath(glyph);
        return new Letter(font.GetGlyphWidths([glyph])[0] / Em, path is null ? Outline.Empty : Outline.Of(path).Placed(1 / Em, 0, 0));
    }
}
