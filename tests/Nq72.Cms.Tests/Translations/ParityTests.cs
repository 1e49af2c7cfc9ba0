using System.Text.Json.Nodes;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Tests.Support;
using Nq72.Cms.Translations;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Translations;

/// <summary>Where translations stand, and who stands for their words.</summary>
public sealed class ParityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Board_says_of_each_language_what_is_to_be_done_next(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);
        var source = await host.ApprovedAsync(Token);
        Assert.Equal(ParityState.Missing, (await RowAsync(host, source.Id)).StateIn("tyz"));

        var translation = await TranslateAsync(host, source.Id);
        Assert.Equal(ParityState.Draft, (await RowAsync(host, source.Id)).StateIn("tyz"));
        await host.Admin.SubmitAsync(translation, Token);
        Assert.Equal(ParityState.AwaitsNative, (await RowAsync(host, source.Id)).StateIn("tyz"));
        Assert.True((await SignAsync(host, translation, 1, "Nông Thị Bản")).Succeeded);
        Assert.Equal(ParityState.Submitted, (await RowAsync(host, source.Id)).StateIn("tyz"));
        await host.Admin.ApproveAsync(translation, 1, Token);
        Assert.Equal(ParityState.Done, (await RowAsync(host, source.Id)).StateIn("tyz"));
        await host.NextDraftAsync(source.Id, Token);
        Assert.Equal(ParityState.Stale, (await RowAsync(host, source.Id)).StateIn("tyz"));

        // brought up to its source, it is a draft that needs a new sign-off
        (await host.Admin.PutAsync(Items.Manage(translation), new { title = "Bản dịch mới", sourceVersion = 2 }, Token, ("If-Match", "*"))).ExpectSuccess();
        Assert.Equal(ParityState.Draft, (await RowAsync(host, source.Id)).StateIn("tyz"));
        await host.Admin.SubmitAsync(translation, Token);
        Assert.Equal(ParityState.AwaitsNative, (await RowAsync(host, source.Id)).StateIn("tyz"));
        Assert.DoesNotContain(translation, (await AllAsync(host, new())).Select(row => row.Id));
        Assert.DoesNotContain(source.Id, (await AllAsync(host, new(Without: "tyz"))).Select(row => row.Id));
        Assert.Contains(source.Id, (await AllAsync(host, new(Without: "en"))).Select(row => row.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Sign_off_is_not_the_authors_and_of_the_newest_version_only(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);
        var source = await host.ApprovedAsync(Token);
        var translation = await TranslateAsync(host, source.Id);
        var saved = await host.RunAsync<UpdateItem, Outcome<ContentVersion>>(verb => verb.RunAsync(translation, new JsonObject { ["title"] = "Của Lan" }, 1, People.Lan, Token));
        Assert.True(saved.Succeeded);

        Assert.Equal("stale", (await SignAsync(host, translation, 1, "Nông Thị Bản")).Problem!.Code);
        Assert.Equal("required", Assert.Single((await SignAsync(host, translation, 2, " ")).Problem!.Errors).Code);
        Assert.Equal("ownTranslation", Assert.Single((await SignAsync(host, translation, 2, "hoàng thị lan")).Problem!.Errors).Code);
        Assert.Equal("ownTranslation", (await host.RunAsync<SignOffTranslation, Outcome<NativeSignOff>>(verb => verb.RunAsync(translation, 2, "Nông Thị Bản", null, People.Lan, Token))).Problem!.Code);
        Assert.Equal("noSignOff", (await SignAsync(host, source.Id, 1, "Nông Thị Bản")).Problem!.Code);
        Assert.True((await SignAsync(host, translation, 2, "Nông Thị Bản")).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task Verified_claims_leave_the_sign_off_where_it_was(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);
        var source = await host.ApprovedAsync(Token);
        var translation = await TranslateAsync(host, source.Id, new { body = "Chữ.", claims = new[] { new { text = "95%", source = "CDC" } } });
        await host.Admin.SubmitAsync(translation, Token);
        Assert.True((await SignAsync(host, translation, 1, "Nông Thị Bản")).Succeeded);

        var verified = await host.RunAsync<VerifyClaims, Outcome<ContentVersion>>(verb => verb.RunAsync(translation, 1, ["claims[0]"], People.Minh, Token));

        Assert.Equal(2, verified.Value!.Number);
        Assert.Equal(ParityState.Submitted, (await RowAsync(host, source.Id)).StateIn("tyz"));
    }

    [Theory, OnEveryDatabase]
    public async Task Preflight_warns_of_words_that_no_native_speaker_stands_for(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);
        var source = await host.ApprovedAsync(Token);
        var translation = await TranslateAsync(host, source.Id);
        await host.Admin.SubmitAsync(translation, Token);
        await host.Admin.ApproveAsync(translation, 1, Token);
        var release = await host.ReleaseAsync(host.Now.AddHours(1), Token, new { id = translation });

        Assert.Contains("nativeSignOffMissing", await FindingsAsync(host, release));
        await SignAsync(host, translation, 1, "Nông Thị Bản");
        Assert.DoesNotContain("nativeSignOffMissing", await FindingsAsync(host, release));
    }

    [Theory, OnEveryDatabase]
    public async Task Source_version_that_there_is_not_is_refused(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);
        var source = await host.ApprovedAsync(Token);
        var translation = await TranslateAsync(host, source.Id);

        var answer = await host.Admin.PutAsync(Items.Manage(translation), new { title = "Mới", sourceVersion = 9 }, Token, ("If-Match", "*"));

        Assert.Equal("unknownVersion", answer.Json.GetProperty("code").GetString());
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty("sourceVersion", out _));
    }

    private static async Task<CmsHost> StartAsync(DatabaseProvider provider)
    {
        var host = await CmsHost.StartNewAsync(provider, Token);
        var site = new SiteSettings { SiteName = "Thử", DefaultLanguage = "vi", Languages = [new("vi", "Tiếng Việt"), new("en", "Tiếng Anh"), new("tyz", "Tày") { NativeSignOff = true }] };
        Assert.True((await host.RunAsync<PutSiteSettings, Outcome<bool>>(verb => verb.RunAsync(site, Actor.System, Token))).Succeeded);
        return host;
    }

    private static async Task<string> TranslateAsync(CmsHost host, string source, object? fields = null) =>
        (await host.Admin.CreateItemAsync("Article", "Bản dịch", Token, "tyz", fields ?? Items.Complete, new Dictionary<string, object?>(StringComparer.Ordinal) { ["translationOf"] = source })).Id;

    private static Task<Outcome<NativeSignOff>> SignAsync(CmsHost host, string id, int version, string speaker) =>
        host.RunAsync<SignOffTranslation, Outcome<NativeSignOff>>(verb => verb.RunAsync(id, version, speaker, "Đã nghe", People.Minh, Token));

    private static async Task<IReadOnlyList<ParityRow>> AllAsync(CmsHost host, ParityQueries.Filter filter) =>
        (await host.RunAsync<ParityQueries, Outcome<ParityQueries.Page>>(queries => queries.ListAsync(filter, Token))).Value!.Rows;

    private static async Task<ParityRow> RowAsync(CmsHost host, string source) => (await AllAsync(host, new())).Single(row => row.Id == source);

    private static async Task<IReadOnlyList<string?>> FindingsAsync(CmsHost host, string release)
    {
        var answer = await host.Admin.GetAsync($"/api/v1/manage/releases/{release}/preflight", Token);
        return [.. answer.ExpectSuccess().Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString())];
    }
}
