using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Nq72.Cms.Doctor;
using Nq72.Cms.Tests.Feeds;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Corpus;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media.Renditions;

/// <summary>Pictures where readers meet them: on pages, in feeds, as other people's programs read these.</summary>
public sealed class PicturesOutsideTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Page_offers_every_format_and_width_with_its_place_and_a_picture_to_share(DatabaseProvider provider)
    {
        var (host, picture, slug) = await PublishedAsync(provider);

        var html = (await host.Public.GetAsync($"/article/{slug}", Token)).ExpectSuccess().Text;
        var page = new HtmlParser().ParseDocument(html);

        var shown = page.QuerySelector("figure.picture picture")!;
        Assert.Equal(["image/avif", "image/webp"], shown.QuerySelectorAll("source").Select(source => source.GetAttribute("type")));
        Assert.All(shown.QuerySelectorAll("source"), source =>
        {
            Assert.Equal(["320w", "640w", "700w"], source.GetAttribute("srcset")!.Split(", ").Select(size => size.Split(' ')[1]));
            Assert.Contains("100vw", source.GetAttribute("sizes"), StringComparison.Ordinal);
        });
        var img = shown.QuerySelector("img")!;
        Assert.Equal(("700", "500", "Một bé được tiêm ở trạm y tế", null), (img.GetAttribute("width"), img.GetAttribute("height"), img.GetAttribute("alt"), img.GetAttribute("loading")));
        Assert.Equal($"background:{picture.GetProperty("colour").GetString()}", img.GetAttribute("style"));
        Assert.Contains(new Uri(img.GetAttribute("src")!).PathAndQuery, picture.PathsOf("whole", "image/jpeg"));
        // every address on the page opens, and none is the picture that came
        var addresses = shown.QuerySelectorAll("source").SelectMany(source => source.GetAttribute("srcset")!.Split(", ").Select(size => size.Split(' ')[0])).Append(img.GetAttribute("src")!).ToList();
        foreach (var address in addresses)
            (await host.Public.GetAsync(new Uri(address).PathAndQuery, Token)).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(picture.GetProperty("sha256").GetString()![..32], html, StringComparison.Ordinal);
        string? Meta(string name) => page.QuerySelector($"meta[property='{name}']")?.GetAttribute("content");
        Assert.Contains(new Uri(Meta("og:image")!).PathAndQuery, picture.PathsOf("16:9", "image/jpeg"));
        Assert.Equal(("700", "image/jpeg", "Một bé được tiêm ở trạm y tế"), (Meta("og:image:width"), Meta("og:image:type"), Meta("og:image:alt")));
        var data = JsonElement.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
        Assert.Equal(4, data.GetProperty("image").GetArrayLength());

        var card = new HtmlParser().ParseDocument((await host.Public.GetAsync("/", Token)).ExpectSuccess().Text).QuerySelector(".card-picture picture");
        Assert.NotNull(card);
        Assert.Contains(new Uri(card.QuerySelector("img")!.GetAttribute("src")!).PathAndQuery, picture.PathsOf("16:9", "image/jpeg"));
    }

    [Theory, OnEveryDatabase]
    public async Task Feeds_name_the_picture_as_others_read_them(DatabaseProvider provider)
    {
        var (host, picture, _) = await PublishedAsync(provider);
        var main = $"{CmsHost.PublicUrl}{picture.PathsOf("whole", "image/jpeg")[^1]}";

        var json = (await FeedTexts.ReadAsync((await host.FeedAsync("json", Token, query: "?limit=1")).Text, Token)).GetProperty("feed").GetProperty("items")[0];
        var rss = await FeedTexts.ReadAsync((await host.FeedAsync("rss", Token, query: "?limit=1")).Text, Token);
        var atom = (await FeedTexts.ReadAsync((await host.FeedAsync("atom", Token, query: "?limit=1")).Text, Token)).GetProperty("feed").GetProperty("entries")[0];

        var attachment = json.GetProperty("attachments")[0];
        Assert.Equal((main, main, "image/jpeg"), (json.Text("image"), attachment.Text("url"), attachment.Text("mime_type")));
        var bytes = (await host.Public.GetAsync(new Uri(main).PathAndQuery, Token)).Expect(HttpStatusCode.OK).Body.Length;
        Assert.Equal(bytes, attachment.GetProperty("size_in_bytes").GetInt64());
        var item = rss.GetProperty("feed").GetProperty("items")[0];
        Assert.Equal((main, bytes), (item.GetProperty("enclosures")[0].Text("url"), item.GetProperty("enclosures")[0].GetProperty("length").GetInt32()));
        Assert.Equal((main, "image/jpeg"), (rss.GetProperty("again").GetProperty("items")[0].GetProperty("enclosure").Text("url"), rss.GetProperty("again").GetProperty("items")[0].GetProperty("enclosure").Text("type")));
        var content = item.GetProperty("media").GetProperty("contents")[0];
        Assert.Equal((main, 700, 500), (content.Text("url"), content.GetProperty("width").GetInt32(), content.GetProperty("height").GetInt32()));
        Assert.Contains(atom.GetProperty("links").EnumerateArray(), link => link.TryGetProperty("rel", out var rel) && rel.GetString() == "enclosure" && link.Text("href") == main && link.Text("type") == "image/jpeg");

        var ninjs = (await host.FeedAsync("ninjs", Token, query: "?limit=1")).Json.GetProperty("items")[0];
        var association = ninjs.GetProperty("associations")[0];
        Assert.Equal(("picture", "Một bé được tiêm ở trạm y tế", picture.PathsOf().Count), (association.Text("type"), association.Text("name"), association.GetProperty("renditions").GetArrayLength()));
        var validity = await NodeClient.ValidateNinjsAsync([ninjs.GetRawText()], Token);
        Assert.True(validity.ExitCode == 0, validity.Error);
    }

    [Theory, OnEveryDatabase]
    public async Task Preview_opens_the_pictures_of_a_draft_by_a_signature(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var picture = await host.PictureAsync(Token);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(picture.IdOf()));
        var preview = await host.PreviewItemAsync(item.Id, Token);

        var media = (await host.Public.GetAsync($"{Items.Delivery(item.Id)}?preview={preview.Secret}", Token)).ExpectSuccess().Json.GetProperty("media")[0];

        Assert.Equal(picture.PathsOf().Count, media.PathsOf().Count);
        foreach (var path in media.PathsOf())
        {
            Assert.Contains("signature=", path, StringComparison.Ordinal);
            (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.OK);
            (await host.Public.GetAsync(path.Split('?')[0], Token)).Expect(HttpStatusCode.NotFound);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Doctor_says_what_pictures_are_worked_on_with_and_how_to_get_what_is_missing(DatabaseProvider provider)
    {
        ImageTools.Need();
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await host.UploadAsync("hỏng.png", MediaSamples.BrokenInside(), Token);
        await host.UploadAsync("a.png", MediaSamples.Picture(64, 48), Token);

        var well = await host.RunAsync<ImageChecks, Checkup>(checks => checks.ImagesAsync(Token));
        Assert.Equal(CheckupState.Well, well.State);
        Assert.Matches(@"^libvips 8\.\d+\.\d+ \(.+\) reads Jpeg, Png, Webp, .*; writes Webp, Jpeg, Avif\. 2 wait, 0 failed\.$", well.Text.En);
        await host.RenderAsync(Token);
        var failed = await host.RunAsync<ImageChecks, Checkup>(checks => checks.ImagesAsync(Token));
        Assert.Equal(CheckupState.Notice, failed.State);
        Assert.Contains("0 wait, 1 failed.", failed.Text.En, StringComparison.Ordinal);

        await using var lacking = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Media:Images:VipsLibrary=/nowhere/libvips.so");
        var missing = await lacking.RunAsync<ImageChecks, Checkup>(checks => checks.ImagesAsync(Token));
        Assert.Equal(CheckupState.Notice, missing.State);
        Assert.Contains("apt-get install libvips42", missing.Text.Vi, StringComparison.Ordinal);
    }

    private async Task<(CmsHost Host, JsonElement Picture, string Slug)> PublishedAsync(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var picture = await host.PictureAsync(Token);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var item = await host.ArticleAsync(Token, fields: MediaLibrary.With(picture.IdOf()));
        return (host, picture, item.Json.GetProperty("slug").GetString()!);
    }
}
