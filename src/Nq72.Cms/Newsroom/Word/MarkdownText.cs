using System.Text.RegularExpressions;

namespace Nq72.Cms.Newsroom.Word;

/// <summary>Text as Markdown that reads as that text: signs that would be marks are escaped, no more of them than needed.</summary>
internal static partial class MarkdownText
{
    /// <summary>Text within a line.</summary>
    public static string Escape(string text) => InLine().Replace(text, @"\$0");

    /// <summary>A whole block that begins at the beginning of a line. The renderer takes "I. Mục đích" and "a) …" for lists too.</summary>
    public static string EscapeBegin(string block) => Begin().Replace(block, match => match.Groups["word"].Value + @"\" + match.Groups["sign"].Value);

    /// <summary>An address in a link; null for one that pages do not show as a link.</summary>
    public static string? Address(string address)
    {
        var trimmed = address.Trim();
        return SafeAddress().IsMatch(trimmed) ? trimmed.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal) : null;
    }

    /// <summary>Puts marks around words; blanks at the ends stay outside, where the renderer wants them.</summary>
    public static string Wrap(string text, string mark)
    {
        var words = text.Trim();
        if (words.Length == 0)
            return text;
        var at = text.IndexOf(words, StringComparison.Ordinal);
        return text[..at] + mark + words + mark + text[(at + words.Length)..];
    }

    [GeneratedRegex(@"[\\*`~^]|\](?=\()|\[(?=\^)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\+(?=\+)|=(?==)|""(?="")|\|", RegexOptions.None, 1000)]
    private static partial Regex InLine();

    [GeneratedRegex(@"^(?<word>(?:\d{1,9}|[A-Za-z]|[IVXLCDM]{1,7}|[ivxlcdm]{1,7})(?=[.)](?:\s|$)))(?<sign>[.)])|^(?<sign>#{1,6}(?=\s|$)|[-+](?=\s|$)|>|={3,}|-{3,}|\[(?=[^\]]*\]:))", RegexOptions.None, 1000)]
    private static partial Regex Begin();

    [GeneratedRegex(@"^(https?://[^\s/]+|mailto:[^\s@]+@|tel:[+\d])\S*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SafeAddress();
}
