namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>What a written Vietnamese text becomes when it is read out. Whatever is given, there is an answer: what is not known stays as written, in ⟦ ⟧, with a finding.</summary>
/// <param name="Spoken">The text to be read out, NFC.</param>
/// <param name="Syllables">How many syllables it has; words that are not Vietnamese and open questions are estimated.</param>
/// <param name="Seconds">How long it takes, pauses included, to a tenth.</param>
/// <param name="Findings">What an editor should look at, in the order of the text.</param>
/// <param name="Changes">Every change of wording, in the order of the text; what is not in here is said as written.</param>
public sealed record SpokenText(string Spoken, int Syllables, double Seconds, IReadOnlyList<SpokenFinding> Findings, IReadOnlyList<SpokenChange> Changes)
{
    /// <summary>Reads a text. Takes time in proportion to its length, also without blanks or ends of lines. Thread-safe.</summary>
    /// <param name="text">As written, in whatever normal form; plain or Markdown.</param>
    /// <param name="tables">Abbreviations, units and what editors kept.</param>
    /// <param name="documents">How a document of this number is named aloud; null when it is not known.</param>
    /// <param name="pace">How fast it is read.</param>
    public static SpokenText Of(string text, ReadingIndex tables, Func<string, SpokenDocument?> documents, SpeechPace pace)
    {
        var said = Read(text, tables, documents).Out;
        var pauses = (said.Pauses[(int)Pause.Short] * pace.CommaSeconds) + (said.Pauses[(int)Pause.Middle] * pace.SemicolonSeconds) + (said.Pauses[(int)Pause.Sentence] * pace.SentenceSeconds) + (said.Pauses[(int)Pause.Block] * pace.BlockSeconds);
        return new(said.ToString(), said.Syllables, pace.Seconds(said.Syllables, pauses), said.Findings, said.Changes);
    }

    /// <summary>Reads a text to its end.</summary>
    internal static Reading Read(string text, ReadingIndex tables, Func<string, SpokenDocument?> documents)
    {
        var reading = new Reading(WrittenText.Of(text), tables, documents);
        for (var at = 0; at < reading.Count;)
            at = Read(reading, at);
        return reading;
    }

    private static int Read(Reading reading, int at)
    {
        switch (reading.Kind(at))
        {
            case TokenKind.Space:
                reading.Out.Blank();
                return at + 1;
            case TokenKind.Break:
                return Break(reading, at);
            case TokenKind.Mark when (Phone(reading, at) ?? Tabled(reading, at)) is { } end:
                reading.AtLineStart = false;
                return end;
            case TokenKind.Mark:
                var isStart = reading.AtLineStart;
                var next = MarkReader.Read(reading, at);
                // bullets and marks of layout do not begin a line
                reading.AtLineStart = isStart && reading.Out.IsAtLineStart;
                return next;
            case TokenKind.Digits:
                var after = Tabled(reading, at) ?? AddressReader.Read(reading, at) ?? DocumentReader.Read(reading, at) ?? PhoneReader.Read(reading, at) ?? ListReader.Read(reading, at) ?? DateReader.Read(reading, at)
                    ?? SlashReader.Read(reading, at) ?? TimeReader.Read(reading, at) ?? QuantityReader.Read(reading, at);
                reading.AtLineStart = false;
                return after;
            default:
                var afterWord = Tabled(reading, at) ?? AddressReader.Read(reading, at) ?? ListReader.Read(reading, at) ?? RomanReader.Read(reading, at) ?? LoneUnit(reading, at) ?? WordReader.Read(reading, at);
                reading.AtLineStart = false;
                return afterWord;
        }
    }

    private static int Break(Reading reading, int at)
    {
        reading.Out.Break(reading.Span(at).Length);
        reading.AtLineStart = true;
        return at + 1;
    }

    private static int? Phone(Reading reading, int at) => reading.IsAny(at, "(+") ? PhoneReader.Read(reading, at) : null;

    private static int? Tabled(Reading reading, int at)
    {
        if (reading.Tables.Word(reading, at) is not { } entry)
            return null;
        var (end, read, rule) = entry;
        return read.Spoken is [var only] ? reading.Say(at, end, only, rule) : reading.Ask(at, end, SpokenDoubt.AmbiguousAbbreviation, [.. read.Spoken]);
    }

    // 'cân nặng (kg)': a unit that can be nothing else
    private static int? LoneUnit(Reading reading, int at)
    {
        if (reading.Span(at).Length < 2 || reading.Tables.Unit(reading, at) is not { Reading.Spoken: [var only] } unit || VietnameseSyllable.IsOne(reading.Span(at)))
            return null;
        return (reading.IsAny(unit.End, "/-") && reading.IsAlphanumeric(unit.End + 1)) || reading.IsAny(at - 1, "/-") ? null : reading.Say(at, unit.End, only, SpokenRule.Unit);
    }
}
