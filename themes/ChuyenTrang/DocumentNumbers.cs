using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace ChuyenTrang;

/// <summary>
/// Keeps document numbers and dates (<c>số 72-NQ/TW</c>, <c>ngày 7/4</c>) on one line. Browsers break lines after '-' and '/';
/// a span leaves the characters alone, so that searching and copying find what was written.
/// </summary>
internal static partial class DocumentNumbers
{
    private const int LongestKept = 28;

    /// <summary>Plain text, encoded.</summary>
    public static IHtmlContent Tie(string text, HtmlEncoder encoder)
    {
        var html = new StringBuilder(text.Length + 64);
        var at = 0;
        foreach (var number in Number().EnumerateMatches(text))
        {
            if (number.Length > LongestKept)
            {
                continue;
            }

            html.Append(encoder.Encode(text[at..number.Index]))
                .Append("<span class=\"nb\">")
                .Append(encoder.Encode(text.Substring(number.Index, number.Length)))
                .Append("</span>");
            at = number.Index + number.Length;
        }

        return new HtmlString(html.Append(encoder.Encode(text[at..])).ToString());
    }

    /// <summary>Safe HTML; only its text is touched, never what stands in a tag.</summary>
    public static IHtmlContent TieHtml(string safeHtml) =>
        new HtmlString(TagOrNumber().Replace(safeHtml, match =>
            match.Value[0] == '<' || match.Length > LongestKept ? match.Value : $"<span class=\"nb\">{match.Value}</span>"));

    [GeneratedRegex(@"(?:\b(?:số|Số|ngày|Ngày) )?\b\d+(?:[-/][\p{L}\d]+)+", RegexOptions.None, 1000)]
    private static partial Regex Number();

    // An unclosed quote makes no tag: the atomic group gives up instead of trying every split.
    [GeneratedRegex("""<(?>"[^"]*"|'[^']*'|[^'">])*>|(?:\b(?:số|Số|ngày|Ngày) )?\b\d+(?:[-/][\p{L}\d]+)+""", RegexOptions.None, 1000)]
    private static partial Regex TagOrNumber();
}
