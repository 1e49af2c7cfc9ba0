using System.Globalization;
using System.Text;

namespace Nq72.Cms.Newsroom.Word;

/// <summary>Puts blocks together to Markdown.</summary>
internal static class WordMarkdown
{
    private const int Levels = 9, Deepest = 4;

    /// <summary>The whole text. The page's title is the first level of headings: a text's own begin with the second.</summary>
    public static string Write(IReadOnlyList<WordBlock> blocks)
    {
        var headings = blocks.Where(block => block.Kind == WordBlockKind.Heading).ToList();
        var shift = headings.Exists(heading => heading.Level <= 1) ? 1 : 0;
        var text = new StringBuilder();
        var widths = new int[Levels + 1];
        var isOther = false;
        WordBlock? before = null;
        foreach (var block in blocks)
        {
            var follows = before is { Kind: WordBlockKind.Item } && block.Kind == WordBlockKind.Item;
            // two lists behind each other are told apart by their marks
            isOther = follows && before!.List != block.List ? !isOther : follows && isOther;
            if (text.Length > 0)
                text.Append(follows ? "\n" : "\n\n");
            text.Append(block.Kind switch
            {
                WordBlockKind.Heading => $"{new string('#', Math.Clamp(block.Level + shift, 2, Deepest))} {OneLine(block.Text)}",
                WordBlockKind.Item => Item(block, follows ? widths : Clear(widths), isOther),
                WordBlockKind.Quote => $"> {Begin(block.Text).Replace("\n", "\n> ", StringComparison.Ordinal)}",
                WordBlockKind.Table => block.Text,
                _ => Begin(block.Text),
            });
            before = block;
        }

        return text.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>A table by its rows; the first one holds the headings, as Markdown has it.</summary>
    public static string Table(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var width = rows.Max(row => row.Count);
        return string.Join('\n', rows.Select(Line).Take(1).Append($"| {string.Join(" | ", Enumerable.Repeat("---", width))} |").Concat(rows.Skip(1).Select(Line)));

        string Line(IReadOnlyList<string> row) => $"| {string.Join(" | ", Enumerable.Range(0, width).Select(at => at < row.Count ? OneLine(row[at]) : ""))} |";
    }

    private static string Item(WordBlock block, int[] widths, bool isOther)
    {
        var mark = block.Number is { } number ? number.ToString(CultureInfo.InvariantCulture) + (isOther ? ") " : ". ") : isOther ? "* " : "- ";
        widths[block.Level] = mark.Length;
        Array.Clear(widths, block.Level + 1, widths.Length - block.Level - 1);
        // levels that were skipped are not there for Markdown
        var indent = new string(' ', widths.Take(block.Level).Sum());
        return indent + mark + Begin(block.Text).Replace("\n", $"\n{indent}{new string(' ', mark.Length)}", StringComparison.Ordinal);
    }

    private static int[] Clear(int[] widths)
    {
        Array.Clear(widths);
        return widths;
    }

    private static string Begin(string text) => string.Join("  \n", text.Trim().Split('\n').Select(line => MarkdownText.EscapeBegin(line.Trim())));

    private static string OneLine(string text) => text.Trim().Replace('\n', ' ');
}
