using Nq72.Cms.Platform.Site;

namespace Nq72.Cms.Broadcasts.Scripts;

/// <summary>Puts a programme together out of its parts: tune, greeting, what comes, texts with who publishes them, slogans, what to do, closing, tune. Pure.</summary>
internal static class Programme
{
    /// <summary>The parts of a programme, in order; without texts there is none.</summary>
    /// <param name="template">The fixed sentences.</param>
    /// <param name="values">What stands for their blanks.</param>
    /// <param name="read">What is read, in order, each with its text.</param>
    public static IReadOnlyList<ScriptBlock> Of(ScriptTemplate template, PlaceValues values, IReadOnlyList<(Broadcast Broadcast, ReadableText Text)> read)
    {
        if (read.Count == 0)
            return [];
        // fixed sentences are in the language of what is read, as long as that is one
        var lang = read.Select(one => one.Text.Lang).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : "vi";
        var words = template.In(lang);
        var blocks = Frame(words, values, lang, before: true).ToList();
        foreach (var (turn, (broadcast, text)) in read.Index())
        {
            var own = template.In(text.Lang);
            blocks.Add(new ScriptBlock(broadcast.Kind == BroadcastKind.Turn ? ScriptBlockKind.Slogan : ScriptBlockKind.Item, TextOf(own, values, text, broadcast.Kind), text.Lang)
            {
                Of = broadcast,
                Title = text.Title,
                Reader = own.Readers.Count == 0 ? null : own.Readers[turn % own.Readers.Count],
            });
        }

        return [.. blocks, .. Frame(words, values, lang, before: false)];
    }

    /// <summary>What is said before and after the texts, as one text.</summary>
    public static string Words(ScriptTemplate template, PlaceValues values, string lang) =>
        string.Join("\n\n", Frame(template.In(lang), values, lang, before: true).Concat(Frame(template.In(lang), values, lang, before: false)).Where(block => block.Kind != ScriptBlockKind.Tune).Select(block => block.Text));

    /// <summary>What is said before and after the texts.</summary>
    private static IEnumerable<ScriptBlock> Frame(ScriptTemplate words, PlaceValues values, string lang, bool before)
    {
        var parts = before
            ? new[] { (ScriptBlockKind.Tune, words.Tune), (ScriptBlockKind.Greeting, words.Greeting), (ScriptBlockKind.Introduction, words.Introduction) }
            : [(ScriptBlockKind.ToDo, words.ToDo), (ScriptBlockKind.Closing, words.Closing), (ScriptBlockKind.Tune, words.Tune)];
        return parts.Where(part => part.Item2.Length > 0).Select(part => new ScriptBlock(part.Item1, values.Fill(part.Item2), lang));
    }

    /// <summary>What is read of one text: who publishes it, what it corrects, its title, its body.</summary>
    public static string TextOf(ScriptTemplate words, PlaceValues values, ReadableText text, BroadcastKind kind)
    {
        string[] parts = kind == BroadcastKind.Turn
            ? [words.SloganLead, text.Title, text.Body]
            : [text.Authority.Length == 0 ? "" : values.Fill(words.Attribution, text.Authority, text.Title), text.Correction is null ? "" : $"{words.Correction} {text.Correction}".Trim(), text.Title, text.Body];
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }
}
