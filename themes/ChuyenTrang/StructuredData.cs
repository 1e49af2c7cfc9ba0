using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Nq72.Theming;

namespace ChuyenTrang;

/// <summary>An item as schema.org data. Source: schema.org NewsArticle, CorrectionComment.</summary>
internal static class StructuredData
{
    // Vietnamese stays readable; this encoder escapes <, >, & and quotes in any case, so nothing can end the script element.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string ForItem(ItemPage page)
    {
        var frame = page.Frame;
        var article = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = page.BodyHtml is null ? "CreativeWork" : "NewsArticle",
            ["headline"] = page.Title,
            ["inLanguage"] = page.Lang.Tag,
            ["publisher"] = Organization(page.Authority),
            ["isPartOf"] = new JsonObject
            {
                ["@type"] = "WebSite",
                ["name"] = frame.SiteName,
                ["url"] = PageHead.Absolute(frame, frame.HomeUrl),
                ["publisher"] = Organization(frame.Publisher.Name, frame.Publisher.Url),
            },
        };
        Set(article, "datePublished", page.PublishedAt?.Rfc3339);
        Set(article, "dateModified", (page.UpdatedAt ?? page.PublishedAt)?.Rfc3339);
        Set(article, "description", page.Summary);
        Set(article, "url", page.CanonicalUrl);
        Set(article, "mainEntityOfPage", page.CanonicalUrl);
        Set(article, "articleSection", page.Genre);
        if (page.Unit is not null)
        {
            article["sourceOrganization"] = Organization(page.Unit);
        }

        AddPeople(article, page);
        AddMedia(article, page);
        AddCorrections(article, page);
        return article.ToJsonString(Json);
    }

    private static void AddPeople(JsonObject article, ItemPage page)
    {
        var authors = People(page, CreditRole.Author);
        article["author"] = authors.Count > 0 ? authors : Organization(page.Unit ?? page.Authority);
        if (People(page, CreditRole.Translator) is { Count: > 0 } translators)
        {
            article["translator"] = translators;
        }
    }

    private static void AddMedia(JsonObject article, ItemPage page)
    {
        var pictures = page.Clip?.Poster is { } poster ? page.Pictures.Append(poster) : page.Pictures;
        // search engines want the shapes side by side
        var images = new JsonArray([.. pictures.SelectMany(picture => new[] { picture.Whole, picture.Wide, picture.Classic, picture.Square }).OfType<PictureCut>()
            .Select(cut => (JsonNode)PageHead.Absolute(page.Frame, cut.Url))]);
        if (images.Count > 0)
        {
            article["image"] = images;
        }

        if (page.Clip is { } clip)
        {
            var video = new JsonObject
            {
                ["@type"] = "VideoObject",
                ["name"] = page.Title,
                ["contentUrl"] = PageHead.Absolute(page.Frame, clip.Sources[0].Url),
            };
            Set(video, "uploadDate", page.PublishedAt?.Rfc3339);
            Set(video, "description", page.Summary);
            Set(video, "thumbnailUrl", clip.Poster is null ? null : PageHead.Absolute(page.Frame, clip.Poster.Whole.Url));
            Set(video, "duration", clip.Duration is { } length ? System.Xml.XmlConvert.ToString(length) : null);
            article["video"] = video;
        }

        if (page.Audio.Count > 0)
        {
            article["audio"] = new JsonArray([.. page.Audio.Select(track => (JsonNode)new JsonObject
            {
                ["@type"] = "AudioObject",
                ["contentUrl"] = PageHead.Absolute(page.Frame, track.Sources[0].Url),
                ["inLanguage"] = track.Lang.Tag,
            })]);
        }
    }

    private static void AddCorrections(JsonObject article, ItemPage page)
    {
        if (page.Corrections.Count > 0)
        {
            article["correction"] = new JsonArray([.. page.Corrections.Select(correction => (JsonNode)new JsonObject
            {
                ["@type"] = "CorrectionComment",
                ["text"] = correction.Note,
                ["datePublished"] = correction.CorrectedAt.Rfc3339,
            })]);
        }
    }

    private static JsonArray People(ItemPage page, CreditRole role) => new([.. page.Credits
        .Where(credit => credit.Role == role)
        .Select(credit => (JsonNode)new JsonObject { ["@type"] = "Person", ["name"] = credit.Name })]);

    private static JsonObject Organization(string name, string? url = null)
    {
        var organization = new JsonObject { ["@type"] = "Organization", ["name"] = name };
        Set(organization, "url", url);
        return organization;
    }

    private static void Set(JsonObject node, string name, string? value)
    {
        if (value is not null)
        {
            node[name] = value;
        }
    }
}
