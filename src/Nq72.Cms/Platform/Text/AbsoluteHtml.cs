using AngleSharp.Html.Parser;

namespace Nq72.Cms.Platform.Text;

/// <summary>Safe HTML that can be read away from its page: its links and pictures lead somewhere from anywhere. Thread-safe.</summary>
/// <param name="Html">The HTML.</param>
/// <param name="Pictures">What it shows, in order.</param>
public sealed record AbsoluteHtml(string Html, IReadOnlyList<HtmlPicture> Pictures)
{
    private static readonly string[] Addresses = ["href", "src"];

    /// <summary>Makes every address absolute, as a browser would on the page.</summary>
    /// <param name="html">What <see cref="SafeHtml"/> let through.</param>
    /// <param name="page">The page's own address.</param>
    public static AbsoluteHtml Of(string html, Uri page)
    {
        if (!Addresses.Any(name => html.Contains($"{name}=", StringComparison.Ordinal)))
            return new(html, []);
        var body = new HtmlParser().ParseDocument(html).Body!;
        foreach (var element in body.QuerySelectorAll("[href],[src]"))
        {
            foreach (var name in Addresses)
            {
                if (element.GetAttribute(name) is { } address && Uri.TryCreate(page, address, out var absolute))
                    element.SetAttribute(name, absolute.AbsoluteUri);
            }
        }

        var pictures = body.QuerySelectorAll("img[src]").Select(picture => new HtmlPicture(picture.GetAttribute("src")!, picture.GetAttribute("alt") ?? ""))
            .Where(picture => Uri.TryCreate(picture.Url, UriKind.Absolute, out _)).DistinctBy(picture => picture.Url, StringComparer.Ordinal);
        return new(body.InnerHtml, [.. pictures]);
    }
}

/// <summary>A picture in a text.</summary>
/// <param name="Url">Absolute address.</param>
/// <param name="Alt">Its words; empty when it has none.</param>
public sealed record HtmlPicture(string Url, string Alt);
