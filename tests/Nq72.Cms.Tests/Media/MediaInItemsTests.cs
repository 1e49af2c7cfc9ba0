using System.Net;
using System.Text.Json;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media;

/// <summary>Items that use files: what is asked of them before they go out, and what readers are told.</summary>
public sealed class MediaInItemsTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Readers_are_told_of_the_file_in_their_language_or_visibly_in_another(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var file = await host.PdfAsync(Token, "Cẩm nang.pdf");
        await host.DescribeAsync(file.IdOf(), new { alt = new { vi = "Bìa cẩm nang", en = "Cover of the guide" }, caption = "Cẩm nang 2027", credit = "CDC Lạng Sơn", licence = "CC BY" }, Token);
        var vi = await host.ApprovedAsync(Token, MediaLibrary.With(file.IdOf()));
        var en = await host.Admin.CreateApprovedAsync("Article", Items.Title(), Token, "en", MediaLibrary.With(file.IdOf()));
        await host.Admin.PublishAsync(vi.Id, Token);
        await host.Admin.PublishAsync(en.Id, Token);

        var inVi = await MediaAsync(host, Items.Delivery(vi.Id));
        var inEn = await MediaAsync(host, Items.Delivery(en.Id));

        Assert.Equal((file.IdOf(), "document", "application/pdf", file.GetProperty("url").GetString()), (inVi.IdOf(), Text(inVi, "kind"), Text(inVi, "type"), Text(inVi, "url")));
        Assert.Equal(("Bìa cẩm nang", "vi", "Cẩm nang 2027", "vi", "CDC Lạng Sơn", "CC BY"), (Text(inVi, "alt"), Text(inVi, "altLang"), Text(inVi, "caption"), Text(inVi, "captionLang"), Text(inVi, "credit"), Text(inVi, "licence")));
        Assert.Equal(("Cover of the guide", "en", "Cẩm nang 2027", "vi"), (Text(inEn, "alt"), Text(inEn, "altLang"), Text(inEn, "caption"), Text(inEn, "captionLang")));
        Assert.Equal(0, inVi.GetProperty("renditions").GetArrayLength());
        var listed = (await host.Public.GetAsync("/api/v1/items?lang=en&limit=1&fields=id,media", Token)).ExpectSuccess().Json.GetProperty("items")[0];
        Assert.Equal((en.Id, file.IdOf()), (listed.IdOf(), listed.GetProperty("media")[0].IdOf()));
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_said_anew_reaches_readers_and_partners_at_once(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var file = await host.PdfAsync(Token);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(file.IdOf()));
        await host.Admin.PublishAsync(item.Id, Token);
        Assert.Equal(JsonValueKind.Null, (await MediaAsync(host, Items.Delivery(item.Id))).GetProperty("credit").ValueKind);
        var token = (await host.Public.GetAsync("/api/v1/sync", Token)).ExpectSuccess().Json.GetProperty("next").GetString();

        await host.DescribeAsync(file.IdOf(), new { credit = "Báo Lạng Sơn", rightsUntil = host.Now.AddMinutes(5) }, Token);

        Assert.Equal("Báo Lạng Sơn", Text(await MediaAsync(host, Items.Delivery(item.Id)), "credit"));
        var synced = (await host.Public.GetAsync($"/api/v1/sync?since={token}", Token)).ExpectSuccess().Json;
        Assert.Equal((item.Id, 1), (synced.GetProperty("changes")[0].GetProperty("item").IdOf(), synced.GetProperty("changes")[0].GetProperty("item").GetProperty("media").GetArrayLength()));

        // the end of rights is a change too, though nobody records it
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        var ended = (await host.Public.GetAsync($"/api/v1/sync?since={synced.GetProperty("next").GetString()}", Token)).ExpectSuccess().Json.GetProperty("changes");
        Assert.Equal((1, item.Id, 0), (ended.GetArrayLength(), ended[0].GetProperty("item").IdOf(), ended[0].GetProperty("item").GetProperty("media").GetArrayLength()));
    }

    [Theory, OnEveryDatabase]
    public async Task Draft_may_name_any_file_and_is_handed_in_only_with_one_that_there_is(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token, MediaLibrary.With("4000000000000000000000000z"));

        var refused = (await host.Admin.PostAsync(Items.Manage(item.Id, "submit"), null, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "unknownMedia");

        Assert.True(refused.Json.GetProperty("errors").TryGetProperty("fields.image", out _));
    }

    [Theory]
    [OnEveryDatabase("""{}""", "consentMissing")]
    [OnEveryDatabase("""{"people":"adult"}""", "consentMissing")]
    [OnEveryDatabase("""{"people":"adult","consent":{"scope":"chiến dịch"}}""", "consentMissing")]
    [OnEveryDatabase("""{"people":"adult","consent":{"reference":"ĐY-1"}}""", "consentMissing")]
    [OnEveryDatabase("""{"people":"child","consent":{"scope":"chiến dịch","reference":"ĐY-1"}}""", "consentMissing")]
    [OnEveryDatabase("""{"people":"child","consent":{"scope":"chiến dịch","reference":"ĐY-1","guardian":"mẹ"}}""", "consentMissing")]
    [OnEveryDatabase("""{"people":"adult","consent":{"scope":"chiến dịch","reference":"ĐY-1","until":"2027-03-01T00:00:00Z"}}""", "consentExpired")]
    [OnEveryDatabase("""{"people":"none"}""", null)]
    [OnEveryDatabase("""{"people":"adult","consent":{"scope":"chiến dịch","reference":"ĐY-1"}}""", null)]
    [OnEveryDatabase("""{"people":"child","consent":{"scope":"chiến dịch","reference":"ĐY-1","guardian":"mẹ","own":"underSeven"}}""", null)]
    [OnEveryDatabase("""{"people":"child","consent":{"scope":"chiến dịch","reference":"ĐY-1","guardian":"mẹ","own":"given"}}""", null)]
    public async Task Approval_needs_the_consent_of_those_in_it(DatabaseProvider provider, string said, string? code)
    {
        var host = await hosts.OnAsync(provider);
        var file = (await host.UploadAsync("ảnh.jpg", MediaSamples.Jpeg(), Token)).IdOf();
        (await host.Admin.PutAsync($"{MediaLibrary.Path}/{file}", said, Token, ("If-Match", "*"))).ExpectSuccess();
        var item = await host.DraftAsync(Token, MediaLibrary.With(file));
        await host.Admin.SubmitAsync(item.Id, Token);

        var answer = await host.Admin.PostAsync(Items.Manage(item.Id, "approve"), new { version = 1 }, Token);

        if (code is null)
            answer.ExpectSuccess();
        else
            Assert.True(answer.ExpectProblem(HttpStatusCode.UnprocessableEntity, code).Json.GetProperty("errors").TryGetProperty("fields.image", out _));
    }

    private static async Task<JsonElement> MediaAsync(CmsHost host, string path) => (await host.Public.GetAsync(path, Token)).ExpectSuccess().Json.GetProperty("media")[0];

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();
}
