using System.Net;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media;

/// <summary>Pictures of the library that stand within a text: used, asked for and hidden as those of a field.</summary>
public sealed class MediaInTextsTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Picture_opens_with_the_text_and_stands_on_the_page_once(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var picture = await host.PictureAsync(Token);
        var item = await host.ApprovedAsync(Token, Showing(picture.IdOf()));
        var address = TextMedia.AddressOf(picture.IdOf());
        (await host.Public.GetAsync(address, Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");

        await host.Admin.PublishAsync(item.Id, Token);

        var jpeg = picture.PathsOf("whole", "image/jpeg");
        var shown = (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json;
        Assert.Equal(picture.IdOf(), Assert.Single(shown.GetProperty("media").EnumerateArray()).IdOf());
        Assert.Contains($"<img src=\"{CmsHost.PublicUrl}{address}\" alt=\"Trẻ được tiêm\">", shown.GetProperty("html").GetProperty("body").GetString(), StringComparison.Ordinal);
        var led = (await host.Public.GetAsync(address, Token)).Expect(HttpStatusCode.Found);
        Assert.Equal(("no-store", true), (led.Headers.CacheControl!.ToString(), jpeg.Contains(led.Headers.Location!.OriginalString, StringComparer.Ordinal)));
        (await host.Public.GetAsync(led.Headers.Location!.OriginalString, Token)).Expect(HttpStatusCode.OK);
        var page = (await host.Public.GetAsync($"/article/{shown.GetProperty("slug").GetString()}", Token)).ExpectSuccess().Text;
        Assert.Single(page.Split("alt=\"Trẻ được tiêm\"")[1..]);
        Assert.Contains($"src=\"{CmsHost.PublicUrl}{jpeg[^1]}\" alt=\"Trẻ được tiêm\" width=\"", page, StringComparison.Ordinal);
        // in the text, and not before or after it again
        Assert.DoesNotContain("Một bé được tiêm ở trạm y tế", page, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task What_may_not_be_shown_leaves_page_and_address(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var picture = await host.PictureAsync(Token);
        var item = await host.ApprovedAsync(Token, Showing(picture.IdOf()));
        await host.Admin.PublishAsync(item.Id, Token);
        var slug = (await host.Admin.GetItemAsync(item.Id, Token)).Json.GetProperty("slug").GetString();
        Assert.Contains("Trẻ được tiêm", (await host.Public.GetAsync($"/article/{slug}", Token)).ExpectSuccess().Text, StringComparison.Ordinal);

        await host.DescribeAsync(picture.IdOf(), new { people = "none", rightsUntil = host.Now.AddMinutes(1) }, Token);
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        var page = (await host.Public.GetAsync($"/article/{slug}", Token)).ExpectSuccess().Text;
        Assert.DoesNotContain("Trẻ được tiêm", page, StringComparison.Ordinal);
        Assert.Contains("Đoạn sau ảnh.", page, StringComparison.Ordinal);
        (await host.Public.GetAsync(TextMedia.AddressOf(picture.IdOf()), Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
    }

    [Theory, OnEveryDatabase]
    public async Task People_in_it_are_asked_for_and_it_is_not_deleted_while_it_stands_there(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var file = (await host.UploadAsync("ảnh.jpg", MediaSamples.Jpeg(), Token)).IdOf();
        var item = await host.DraftAsync(Token, Showing(file));
        await host.Admin.SubmitAsync(item.Id, Token);

        var refused = (await host.Admin.PostAsync(Items.Manage(item.Id, "approve"), new { version = 1 }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "consentMissing");

        Assert.True(refused.Json.GetProperty("errors").TryGetProperty("fields.body", out _));
        (await host.Admin.SendAsync(HttpMethod.Delete, $"{MediaLibrary.Path}/{file}", null, Token)).ExpectProblem(HttpStatusCode.Conflict, "mediaUsed");
    }

    [Theory, OnEveryDatabase]
    public async Task Text_is_handed_in_only_with_pictures_that_there_are(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token, Showing("4000000000000000000000000z"));

        var refused = (await host.Admin.PostAsync(Items.Manage(item.Id, "submit"), null, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "unknownMedia");

        Assert.True(refused.Json.GetProperty("errors").TryGetProperty("fields.body", out _));
    }

    [Theory]
    [InlineData("/media/4000000000000000000000000z", "4000000000000000000000000z")]
    [InlineData("/media/4000000000000000000000000z/anh.jpg", null)]
    [InlineData("https://example.vn/media/4000000000000000000000000z", null)]
    [InlineData("/media/4000000000000000000000000U", null)]
    public void Address_names_a_file_or_none(string address, string? id) => Assert.Equal(id, TextMedia.IdOf(address));

    private static object Showing(string media) => new { body = $"Đoạn trước ảnh.\n\n![Trẻ được tiêm]({TextMedia.AddressOf(media)})\n\nĐoạn sau ảnh." };
}
