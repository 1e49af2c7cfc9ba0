using System.Globalization;
using System.Xml.Linq;

namespace Nq72.Cms.Newsroom.Word;

/// <summary>What a document's lists look like, and how far each has counted.</summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;

    private readonly Dictionary<string, string> lists = new(StringComparer.Ordinal);
    private readonly Dictionary<(string List, int Level), (string Format, int Start)> looks = [];
    private readonly Dictionary<string, int[]> counts = new(StringComparer.Ordinal);

    /// <param name="part">The lists; null for a document without any.</param>
    public WordNumbering(XElement? part)
    {
        foreach (var look in part?.Elements(W.Main + "abstractNum") ?? [])
        {
            var id = (string?)look.Attribute(W.Main + "abstractNumId") ?? "";
            foreach (var level in look.Elements(W.Main + "lvl"))
                looks[(id, Number(level.Attribute(W.Level)) ?? 0)] = ((string?)level.Element(W.Main + "numFmt")?.Attribute(W.Value) ?? "decimal", Number(level.Element(W.Main + "start")?.Attribute(W.Value)) ?? 1);
        }

        foreach (var list in part?.Elements(W.Main + "num") ?? [])
        {
            if ((string?)list.Attribute(W.NumberId) is { } id && (string?)list.Element(W.Main + "abstractNumId")?.Attribute(W.Value) is { } look)
                lists[id] = look;
        }
    }

    /// <summary>The next item of a list; null for what is in none.</summary>
    /// <param name="properties">The paragraph's, or its style's.</param>
    public Item? Next(XElement? properties)
    {
        if ((string?)properties?.Element(W.NumberId)?.Attribute(W.Value) is not { } id || !lists.TryGetValue(id, out var look))
            return null;
        var level = Math.Clamp(Number(properties.Element(W.Level)?.Attribute(W.Value)) ?? 0, 0, Levels - 1);
        var (format, start) = looks.GetValueOrDefault((look, level), ("bullet", 1));
        if (format == "none")
            return null;
        if (!counts.TryGetValue(id, out var counted))
            counts[id] = counted = new int[Levels];
        counted[level]++;
        // what is under it begins anew
        Array.Clear(counted, level + 1, Levels - level - 1);
        return new(level, format == "bullet" ? null : start - 1 + counted[level], format is not ("bullet" or "decimal" or "decimalZero"));
    }

    private static int? Number(XAttribute? attribute) => int.TryParse((string?)attribute, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1_000_000 ? number : null;

    /// <summary>An item of a list.</summary>
    /// <param name="Level">How deep, from 0.</param>
    /// <param name="Number">Its number; null for a bullet.</param>
    /// <param name="IsOtherwise">Whether it was counted by letters or Roman figures.</param>
    public readonly record struct Item(int Level, int? Number, bool IsOtherwise);
}
