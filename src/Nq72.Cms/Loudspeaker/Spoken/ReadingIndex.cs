namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Tables of readings made ready to be looked up piece by piece. Made once, used for any number of texts; thread-safe.</summary>
public sealed class ReadingIndex
{
    private readonly Dictionary<string, List<Entry>>.AlternateLookup<ReadOnlySpan<char>> words;
    private readonly Dictionary<string, List<Entry>>.AlternateLookup<ReadOnlySpan<char>> units;

    /// <summary>Makes tables ready.</summary>
    public ReadingIndex(ReadingTables tables)
    {
        words = Make([.. Entries(tables.Kept.Reverse(), SpokenRule.Kept), .. Entries(tables.Abbreviations, SpokenRule.Abbreviation)]);
        units = Make(Entries(tables.Units, SpokenRule.Unit));
    }

    /// <summary>The reading kept or tabled for what begins at a piece; the longest, and of equally long ones what an editor said.</summary>
    internal (int End, WrittenReading Reading, SpokenRule Rule)? Word(Reading reading, int at) => Find(words, reading, at, isUnit: false);

    /// <summary>The unit that begins at a piece.</summary>
    internal (int End, WrittenReading Reading, SpokenRule Rule)? Unit(Reading reading, int at) => Find(units, reading, at, isUnit: true);

    /// <summary>The one reading of a single word; null when the tables have none or several.</summary>
    internal string? Single(string word) =>
        words.TryGetValue(word, out var entries) && entries.Find(entry => entry.Pieces.Length == 1) is { Reading.Spoken: [var only] } ? only : null;

    private static (int End, WrittenReading Reading, SpokenRule Rule)? Find(Dictionary<string, List<Entry>>.AlternateLookup<ReadOnlySpan<char>> index, Reading reading, int at, bool isUnit)
    {
        if (!index.TryGetValue(reading.Span(at), out var entries))
            return null;
        foreach (var entry in entries)
        {
            if (entry.EndsAt(reading, at) is { } end && reading.IsWhole(at, end, isUnit))
                return (end, entry.Reading, entry.Rule);
        }

        return null;
    }

    private static IEnumerable<Entry> Entries(IEnumerable<WrittenReading> readings, SpokenRule rule)
    {
        foreach (var reading in readings)
        {
            var written = WrittenText.Of(reading.Written.Trim());
            string[] pieces = [.. written.Tokens.Select(token => token.Kind is TokenKind.Space or TokenKind.Break ? " " : written.Text.Substring(token.Start, token.Length))];
            if (pieces.Length > 0 && reading.Spoken.Count > 0)
                yield return new(pieces, reading, rule);
        }
    }

    private static Dictionary<string, List<Entry>>.AlternateLookup<ReadOnlySpan<char>> Make(IEnumerable<Entry> entries) =>
        entries.GroupBy(entry => entry.Pieces[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderByDescending(entry => entry.Pieces.Length).ToList(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private sealed record Entry(string[] Pieces, WrittenReading Reading, SpokenRule Rule)
    {
        public int? EndsAt(Reading reading, int at)
        {
            for (var i = 1; i < Pieces.Length; i++)
            {
                var isThere = Pieces[i] == " " ? reading.Kind(at + i) is TokenKind.Space : reading.Span(at + i).SequenceEqual(Pieces[i]);
                if (!isThere)
                    return null;
            }

            return at + Pieces.Length;
        }
    }
}
