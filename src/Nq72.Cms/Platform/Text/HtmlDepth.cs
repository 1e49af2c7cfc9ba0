using System.Text;
using AngleSharp.Dom;

namespace Nq72.Cms.Platform.Text;

/// <summary>
/// How deep HTML nests. A parser's time grows with the square of it, and walking the tree by calls ends the process at some depth; no text
/// that somebody wrote to be read comes near either.
/// </summary>
internal static class HtmlDepth
{
    private const int Max = 200;

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase) { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr" };

    // an element of these ends where the next one of the same name begins
    private static readonly HashSet<string> EndsItself = new(StringComparer.OrdinalIgnoreCase) { "p", "li", "dt", "dd", "tr", "td", "th", "option" };

    /// <summary>Whether tags are nested too deep to be parsed; judged by the text, in one pass.</summary>
    public static bool IsTooDeep(string html)
    {
        var open = new Stack<string>();
        var count = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && open.Count <= Max; at = html.IndexOf('<', at + 1))
        {
            var isEnd = at + 1 < html.Length && html[at + 1] == '/';
            var begin = at + (isEnd ? 2 : 1);
            var end = begin;
            while (end < html.Length && char.IsAsciiLetterOrDigit(html[end]))
                end++;
            var name = html[begin..end];
            if (name.Length == 0 || Void.Contains(name))
                continue;
            if (isEnd)
                CloseUpTo(name);
            else if (!(EndsItself.Contains(name) && open.TryPeek(out var last) && last.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                open.Push(name);
                count[name] = count.GetValueOrDefault(name) + 1;
            }
        }

        return open.Count > Max;

        void CloseUpTo(string name)
        {
            // an end without a beginning closes nothing
            if (count.GetValueOrDefault(name) == 0)
                return;
            string closed;
            do
            {
                closed = open.Pop();
                count[closed]--;
            }
            while (!closed.Equals(name, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>The text alone when elements are nested too deep to be walked by calls, whatever the tags looked like; null otherwise.</summary>
    /// <param name="body">What was parsed.</param>
    /// <param name="isShown">Whether an element's text is text.</param>
    public static string? TextIfTooDeep(IElement body, Func<IElement, bool> isShown)
    {
        var text = new StringBuilder();
        var tooDeep = false;
        var path = new Stack<(INodeList Children, int Next)>();
        path.Push((body.ChildNodes, 0));
        while (path.TryPop(out var place))
        {
            if (place.Next == place.Children.Length)
                continue;
            var node = place.Children[place.Next];
            path.Push((place.Children, place.Next + 1));
            if (node is IText)
                text.Append(node.NodeValue);
            else if (node is IElement element && isShown(element))
                path.Push((node.ChildNodes, 0));
            tooDeep |= path.Count > 2 * Max;
        }

        return tooDeep ? text.ToString() : null;
    }
}
