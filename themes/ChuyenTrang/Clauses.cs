using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace ChuyenTrang;

/// <summary>Lets a slogan break at its dashes (<c>Y tế dự phòng là then chốt - Y tế cơ sở là nền tảng</c>) before it breaks elsewhere. The words stay as they are.</summary>
internal static partial class Clauses
{
    public static IHtmlContent Of(string text, HtmlEncoder encoder) => new HtmlString(string.Join(
        ' ',
        AfterDash().Split(text).Select(clause => $"<span class=\"clause\">{encoder.Encode(clause)}</span>")));

    [GeneratedRegex("(?<= [-–—]) ", RegexOptions.None, 1000)]
    private static partial Regex AfterDash();
}
