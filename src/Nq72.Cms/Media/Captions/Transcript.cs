using System.Text;

namespace Nq72.Cms.Media.Captions;

/// <summary>What is said in a clip, as text to be read and searched.</summary>
internal static class Transcript
{
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(2);

    /// <summary>Paragraphs, an empty line between them: a new one after a pause, and where somebody else speaks, whose name then stands before it.</summary>
    /// <param name="file">The captions.</param>
    /// <param name="pause">How long a silence makes a new paragraph; null for two seconds.</param>
    public static string Of(CaptionFile file, TimeSpan? pause = null)
    {
        var text = new StringBuilder();
        var (speaker, until, last) = ((string?)null, TimeSpan.Zero, "");
        foreach (var cue in file.Cues)
        {
            foreach (var (says, words) in Turns(cue))
            {
                // captions that roll upwards say the same again
                if (words == last && cue.Start <= until + (pause ?? UsualPause))
                    continue;
                var isNew = text.Length == 0 || says != speaker || cue.Start - until >= (pause ?? UsualPause) || IsTurn(words);
                if (isNew && text.Length > 0)
                    text.Append("\n\n");
                else if (!isNew)
                    text.Append(' ');
                if (isNew && says is not null && says != speaker)
                    text.Append(says).Append(": ");
                text.Append(words);
                (speaker, last) = (says, words);
            }

            until = cue.End > until ? cue.End : until;
        }

        return text.ToString();
    }

    // each speaker's words; lines that begin with a dash are other people's
    private static IEnumerable<(string? Says, string Words)> Turns(CaptionCue cue)
    {
        var pieces = new List<(string? Says, StringBuilder Words)>();
        Gather(cue.Text, null, pieces);
        foreach (var (says, words) in pieces)
        {
            var line = new StringBuilder();
            foreach (var one in words.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (IsTurn(one) && line.Length > 0)
                {
                    yield return (says, Words(line));
                    line.Clear();
                }

                line.Append(line.Length > 0 ? " " : "").Append(one);
            }

            if (line.Length > 0)
                yield return (says, Words(line));
        }
    }

    private static void Gather(IReadOnlyList<CueNode> nodes, string? says, List<(string? Says, StringBuilder Words)> pieces)
    {
        foreach (var node in nodes)
        {
            if (node is CueSpan { Tag: "v" } voice)
                Gather(voice.Inner, voice.Says, pieces);
            else if (node is CueSpan { Tag: not "rt" } span)
                Gather(span.Inner, says, pieces);
            else if (node is CueLetters letters && pieces is [.., (var before, var words)] && before == says)
                words.Append(letters.Text);
            else if (node is CueLetters first && (!string.IsNullOrWhiteSpace(first.Text) || pieces.Count == 0))
                pieces.Add((says, new StringBuilder(first.Text)));
        }
    }

    private static bool IsTurn(string words) => words.StartsWith("- ", StringComparison.Ordinal) || words.StartsWith("– ", StringComparison.Ordinal);

    private static string Words(StringBuilder line) => string.Join(' ', line.ToString().Split([' ', '\t', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));
}
