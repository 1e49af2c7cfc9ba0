using System.Net;
using System.Text;
using Nq72.Scheduler.Platform.Text;

namespace Nq72.Cms.Media.Captions;

/// <summary>
/// The text of captions, in and out. What comes in is taken apart into letters and the eight marks of WebVTT; what goes out is written anew from
/// that, every letter that means something escaped: nothing of the file's own writing gets through.
/// </summary>
/// <remarks>Source: W3C WebVTT §4.2.2 (cue text), §6.4 (tokeniser and parser).</remarks>
internal static class CueText
{
    private const int MostDepth = 16, LongestInstant = 24;

    private static readonly HashSet<string> Marks = ["b", "i", "u", "c", "v", "lang", "ruby", "rt"];
    private static readonly HashSet<string> Harmful = new(["script", "style", "iframe", "object", "embed", "svg", "template", "noscript"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes it apart. Every tag that WebVTT does not have is taken out and found.</summary>
    /// <param name="text">Lines as LF.</param>
    /// <param name="line">The first line's number.</param>
    /// <param name="findings">Added to.</param>
    public static IReadOnlyList<CueNode> Read(string text, int line, List<CaptionFinding> findings)
    {
        var open = new Stack<(string Tag, IReadOnlyList<string> Classes, string? Says, List<CueNode> Inner)>();
        var root = new List<CueNode>();
        var into = root;
        var lastClose = text.LastIndexOf('>');
        var (lineHere, counted) = (line, 0);
        for (var at = 0; at < text.Length;)
        {
            var next = text.IndexOf('<', at);
            if (next < 0)
                next = text.Length;
            if (next > at)
                into.Add(new CueLetters(Decode(text[at..next])));
            if (next == text.Length)
                break;
            lineHere += text.AsSpan(counted, next - counted).Count('\n');
            counted = next;
            if (!IsTag(text, next, lastClose, out var end))
            {
                // 'less than', as people write it
                into.Add(new CueLetters("<"));
                at = next + 1;
                continue;
            }

            var inside = text[(next + 1)..end];
            at = Math.Min(text.Length, end + 1);
            if (inside.StartsWith('/'))
            {
                Close(inside[1..].Trim().ToLowerInvariant());
                continue;
            }

            if (inside.Length > 0 && char.IsAsciiDigit(inside[0]) && CueTime.Read(inside) is { } instant)
            {
                into.Add(new CueInstant(instant));
                continue;
            }

            var (tag, classes, says) = Parts(inside);
            if (Marks.Contains(tag) && open.Count < MostDepth)
            {
                open.Push((tag, classes, tag is "v" or "lang" ? says : null, into));
                into = [];
            }
            else if (Harmful.Contains(tag))
            {
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionScriptRemoved, lineHere, $"<{tag}>"));
                var closing = text.IndexOf($"</{tag}", at, StringComparison.OrdinalIgnoreCase);
                var last = closing < 0 ? -1 : text.IndexOf('>', closing);
                at = last < 0 ? text.Length : last + 1;
            }
            else
            {
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionTagRemoved, lineHere, $"<{inside}>"));
            }
        }

        // marks that were never closed end with the text
        while (open.Count > 0)
            CloseTop();
        return Joined(root);

        void Close(string tag)
        {
            if (!open.Any(one => one.Tag == tag))
                return;
            while (open.Peek().Tag != tag)
                CloseTop();
            CloseTop();
        }

        void CloseTop()
        {
            var (tag, classes, says, outer) = open.Pop();
            if (Joined(into) is { Count: > 0 } inner)
                outer.Add(new CueSpan(tag, classes, says, inner));
            into = outer;
        }
    }

    /// <summary>Writes it as WebVTT: no letter of it can end the text, begin a mark, or look like a line of times.</summary>
    public static string Write(IReadOnlyList<CueNode> nodes)
    {
        var text = new StringBuilder();
        Write(nodes, text);
        return text.ToString();
    }

    /// <summary>The letters alone.</summary>
    public static string Plain(IReadOnlyList<CueNode> nodes)
    {
        var text = new StringBuilder();
        Letters(nodes, text);
        return text.ToString();
    }

    /// <summary>Whether letters are there.</summary>
    public static bool IsBlank(IReadOnlyList<CueNode> nodes) => string.IsNullOrWhiteSpace(Plain(nodes));

    private static void Write(IReadOnlyList<CueNode> nodes, StringBuilder text)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case CueLetters letters:
                    Escape(letters.Text, text);
                    break;
                case CueInstant instant:
                    text.Append('<').Append(CueTime.Write(instant.At)).Append('>');
                    break;
                case CueSpan span:
                    text.Append('<').Append(span.Tag);
                    foreach (var one in span.Classes)
                        text.Append('.').Append(one);
                    if (span.Says is not null)
                        Escape(span.Says, text.Append(' '));
                    text.Append('>');
                    Write(span.Inner, text);
                    text.Append("</").Append(span.Tag).Append('>');
                    break;
            }
        }
    }

    // an empty line would end the caption (§4.1); lines are cut before this
    private static void Escape(string letters, StringBuilder text)
    {
        foreach (var letter in letters)
        {
            _ = letter switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '\u200E' => text.Append("&lrm;"),
                '\u200F' => text.Append("&rlm;"),
                '\u00A0' => text.Append("&nbsp;"),
                '\n' when text.Length == 0 || text[^1] == '\n' => text,
                _ => text.Append(letter),
            };
        }
    }

    private static void Letters(IReadOnlyList<CueNode> nodes, StringBuilder text)
    {
        foreach (var node in nodes)
        {
            if (node is CueLetters letters)
                text.Append(letters.Text);
            else if (node is CueSpan { Tag: not "rt" } span)
                Letters(span.Inner, text);
        }
    }

    // a letter, a slash or a digit behind the bracket, and its other half: else it is a sign for 'less than'
    private static bool IsTag(string text, int at, int lastClose, out int end)
    {
        end = at;
        // a browser would let a tag that is never closed take the rest with it (§6.4); here it is text, and written as such
        if (at > lastClose)
            return false;
        var next = text[at + 1];
        if (!char.IsAsciiLetterOrDigit(next) && next is not ('/' or '!' or '?'))
            return false;
        end = char.IsAsciiDigit(next) ? text.IndexOf('>', at, Math.Min(LongestInstant, text.Length - at)) : text.IndexOf('>', at);
        return !char.IsAsciiDigit(next) || (end > 0 && CueTime.Read(text[(at + 1)..end]) is not null);
    }

    // what is written as a number may be a control character, or a line end that would end the caption
    private static string Decode(string text) => NormalText.Of(WebUtility.HtmlDecode(text));

    private static (string Tag, IReadOnlyList<string> Classes, string? Says) Parts(string inside)
    {
        var space = inside.AsSpan().IndexOfAny(" \t\n");
        var name = space < 0 ? inside : inside[..space];
        var says = space < 0 ? "" : OneLine(Decode(inside[space..]));
        var parts = name.TrimEnd('/').Split('.');
        var tag = parts[0].ToLowerInvariant();
        return (tag, [.. parts.Skip(1).Where(one => one.Length is > 0 and <= 40 && one.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')).Take(8)], says.Length > 0 ? says : null);
    }

    private static string OneLine(string text) => string.Join(' ', text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static List<CueNode> Joined(List<CueNode> nodes)
    {
        var joined = new List<CueNode>();
        var letters = new StringBuilder();
        foreach (var node in nodes)
        {
            if (node is CueLetters { Text: var more })
            {
                letters.Append(more);
                continue;
            }

            Flush();
            joined.Add(node);
        }

        Flush();
        return joined;

        void Flush()
        {
            if (letters.Length > 0)
                joined.Add(new CueLetters(letters.ToString()));
            letters.Clear();
        }
    }
}
