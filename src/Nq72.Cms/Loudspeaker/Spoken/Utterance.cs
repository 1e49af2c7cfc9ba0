using System.Text;

namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>What is said, growing: text, syllables, pauses, changes, findings.</summary>
internal sealed class Utterance(WrittenText written)
{
    private const int MaxQuoted = 200;

    private readonly StringBuilder spoken = new(written.Text.Length + (written.Text.Length / 4));
    private Pause pending;
    private bool wantsBlank;

    /// <summary>Every change of wording, in order.</summary>
    public List<SpokenChange> Changes { get; } = [];

    /// <summary>What an editor should look at, in order.</summary>
    public List<SpokenFinding> Findings { get; } = [];

    /// <summary>Syllables so far.</summary>
    public int Syllables { get; private set; }

    /// <summary>Pauses so far that something was said after, by length.</summary>
    public int[] Pauses { get; } = new int[Enum.GetValues<Pause>().Length];

    /// <summary>Whether nothing of this line was said.</summary>
    public bool IsAtLineStart => spoken.Length == 0 || spoken[^1] == '\n';

    /// <summary>The text so far, NFC: what was left out may have stood between a letter and its mark.</summary>
    public override string ToString() => spoken.ToString().Trim().Normalize();

    /// <summary>A word as it is.</summary>
    public void Word(ReadOnlySpan<char> word, int syllables)
    {
        Begin(word[0]);
        spoken.Append(word);
        Count(syllables);
    }

    /// <summary>A sign as it is.</summary>
    public void Mark(ReadOnlySpan<char> mark, Pause pause)
    {
        wantsBlank = false;
        // a blank that belonged to what was left out
        if (mark is [',' or '.' or ';' or ':' or '!' or '?' or ')' or ']' or '…'] && EndsIn(' '))
            spoken.Length--;
        spoken.Append(mark);
        Rest(pause);
    }

    /// <summary>A blank; one where there are several.</summary>
    public void Blank()
    {
        wantsBlank = false;
        if (spoken is { Length: > 0 } && spoken[^1] is not (' ' or '\n'))
            spoken.Append(' ');
    }

    /// <summary>Ends of lines: one as it is, more as one empty line.</summary>
    public void Break(int lines)
    {
        wantsBlank = false;
        while (EndsIn(' '))
            spoken.Length--;
        if (spoken.Length > 0 && spoken[^1] != '\n')
            spoken.Append('\n', Math.Min(lines, 2));
        else if (lines > 1 && spoken.Length > 1 && spoken[^2] != '\n')
            spoken.Append('\n');
        Rest(lines > 1 ? Pause.Block : Pause.Sentence);
    }

    /// <summary>A pause; of several in a row the longest counts.</summary>
    public void Rest(Pause pause) => pending = pause > pending ? pause : pending;

    /// <summary>Other words than are written.</summary>
    public void Say(int from, int to, string words, SpokenRule rule)
    {
        Note(from, to, words, rule);
        if (words.Length == 0)
            return;
        Begin(words[0]);
        spoken.Append(words);
        Count(SyllablesIn(words));
        wantsBlank = char.IsLetterOrDigit(words[^1]);
        if (words[^1] == ',')
            Rest(Pause.Short);
    }

    /// <summary>A change without words of its own.</summary>
    public void Note(int from, int to, string words, SpokenRule rule)
    {
        var (at, end) = (written.OriginOf(from), written.OriginOf(to));
        Changes.Add(new(written.Text[from..to], words, at, end - at, rule));
    }

    /// <summary>What is written, marked, and a question.</summary>
    public void Ask(int from, int to, SpokenDoubt doubt, string[] candidates)
    {
        Tell(from, to, doubt, candidates);
        Begin('a');
        spoken.Append('⟦').Append(written.Text, from, to - from).Append('⟧');
        // nobody knows how long it is: as if it were spelt
        var letters = 0;
        foreach (var letter in written.Text.AsSpan(from, to - from))
            letters += char.IsLetterOrDigit(letter) ? 1 : 0;
        Count(letters);
        wantsBlank = true;
    }

    /// <summary>A finding about what is written.</summary>
    public void Tell(int from, int to, SpokenDoubt doubt, params string[] candidates)
    {
        var (at, end) = (written.OriginOf(from), written.OriginOf(to));
        Findings.Add(new(doubt, written.Text.AsSpan(from, Math.Min(to - from, MaxQuoted)).ToString(), at, end - at, candidates));
    }

    private bool EndsIn(char letter) => spoken.Length > 0 && spoken[^1] == letter;

    private void Begin(char first)
    {
        if (spoken.Length > 0 && (wantsBlank || char.IsLetterOrDigit(spoken[^1]) || spoken[^1] is '⟧' or ',') && char.IsLetterOrDigit(first))
            spoken.Append(' ');
        wantsBlank = false;
    }

    private void Count(int syllables)
    {
        if (syllables == 0)
            return;
        if (Syllables > 0)
            Pauses[(int)pending]++;
        pending = Pause.None;
        Syllables += syllables;
    }

    // readings are Vietnamese: a blank or a hyphen parts syllables
    private static int SyllablesIn(string words)
    {
        var count = 0;
        var isIn = false;
        foreach (var letter in words)
        {
            var isLetter = char.IsLetterOrDigit(letter);
            count += isLetter && !isIn ? 1 : 0;
            isIn = isLetter;
        }

        return count;
    }
}
