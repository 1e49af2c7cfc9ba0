using System.Text.Json;
using System.Xml.Linq;
using Nq72.Cms.Tests.Support;
using Nq72.Testing.Cms;

namespace Nq72.Cms.Tests.Feeds;

/// <summary>Asks for feeds, and has other people's libraries read them.</summary>
internal static class FeedTexts
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";
    public static readonly string[] Endings = ["json", "rss", "atom", "ninjs"];

    public static string Path(string ending, string selection = "all", string query = "") => $"/api/v1/feeds/{selection}.{ending}{query}";

    /// <summary>A feed as feedsmith understands it (<c>feed</c>) and, for XML, as rss-parser does (<c>again</c>).</summary>
    public static async Task<JsonElement> ReadAsync(string text, CancellationToken cancellationToken)
    {
        var read = await NodeClient.RunAsync("read-feed.mjs", text, cancellationToken);
        Assert.True(read.ExitCode == 0, $"{read.Error}\n{text}");
        return JsonElement.Parse(read.Output);
    }

    public static async Task<CmsAnswer> FeedAsync(this CmsHost host, string ending, CancellationToken cancellationToken, string selection = "all", string query = "") =>
        (await host.Public.GetAsync(Path(ending, selection, query), cancellationToken)).ExpectSuccess();

    /// <summary>Ids of the items that a feed shows, in its order; what it only names as taken back is not among them.</summary>
    public static IReadOnlyList<string> Shown(this CmsAnswer answer)
    {
        const string Urn = "urn:nq72:item:";
        return answer.ContentHeaders.ContentType!.MediaType switch
        {
            "application/feed+json" => [.. answer.Json.GetProperty("items").EnumerateArray().Select(item => item.Text("id")[Urn.Length..])],
            "application/rss+xml" => [.. XDocument.Parse(answer.Text).Descendants("guid").Select(guid => guid.Value[Urn.Length..])],
            "application/atom+xml" => [.. XDocument.Parse(answer.Text).Descendants(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value[Urn.Length..])],
            _ => [.. answer.Json.GetProperty("items").EnumerateArray().Where(item => item.Text("pubStatus") == "usable").Select(item => item.Text("uri").Split('/')[^1])],
        };
    }

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>An article that is visible from now on, or from an instant.</summary>
    public static async Task<CmsItem> ArticleAsync(
        this CmsHost host, CancellationToken cancellationToken, string? title = null, object? fields = null, string lang = "vi", string[]? tags = null, string? summary = null, DateTimeOffset? from = null,
        string? translationOf = null)
    {
        var further = new Dictionary<string, object?> { ["tags"] = tags ?? [], ["summary"] = summary ?? "" };
        if (translationOf is not null)
            further["translationOf"] = translationOf;
        var item = await host.Admin.CreateItemAsync("Article", title ?? Items.Title(), cancellationToken, lang, fields ?? Items.Complete, further);
        await host.Admin.SubmitAsync(item.Id, cancellationToken);
        await host.Admin.ApproveAsync(item.Id, 1, cancellationToken);
        await host.Admin.PublishAsync(item.Id, cancellationToken, from);
        return item;
    }
}
