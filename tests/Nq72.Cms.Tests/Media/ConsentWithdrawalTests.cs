using System.Net;
using System.Text.Json;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media;

/// <summary>Consent that is taken back, and what is told of files before a release goes out.</summary>
public sealed class ConsentWithdrawalTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static int tag = 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Withdrawal_hides_at_once_and_takes_back_what_shows_it(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var file = await WithConsentAsync(host);
        var (visible, planned, armed, draft) = (await host.ApprovedAsync(Token, MediaLibrary.With(file.IdOf())), await host.ApprovedAsync(Token, MediaLibrary.With(file.IdOf())),
            await host.ApprovedAsync(Token, MediaLibrary.With(file.IdOf())), await host.DraftAsync(Token, MediaLibrary.With(file.IdOf())));
        await host.Admin.PublishAsync(visible.Id, Token);
        await host.Admin.PublishAsync(planned.Id, Token, from: host.Now.AddDays(1), until: host.Now.AddDays(2));
        await host.Admin.PublishAsync(planned.Id, Token, from: host.Now.AddDays(3), future: "keep");
        var release = await host.ArmedAsync(host.Now.AddDays(1), Token, new { id = armed.Id });
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await host.Public.GetAsync(file.PathOf(), Token)).Expect(HttpStatusCode.OK);

        var done = (await WithdrawAsync(host, file, new { reason = "Người trong ảnh không muốn xuất hiện.", note = "Cô Lan gọi điện sáng nay." })).ExpectSuccess().Json;

        Assert.Equal(new[] { visible.Id, planned.Id, armed.Id }.Order(StringComparer.Ordinal), done.GetProperty("takenBack").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(0, done.GetProperty("failed").GetArrayLength());
        (await host.Public.GetAsync(file.PathOf(), Token)).Expect(HttpStatusCode.NotFound);
        var gone = (await host.Public.GetAsync(Items.Delivery(visible.Id), Token)).ExpectProblem(HttpStatusCode.Gone, "retracted");
        Assert.Equal("Người trong ảnh không muốn xuất hiện.", gone.Json.GetProperty("reason").GetString());
        Assert.DoesNotContain("Lan", gone.Text, StringComparison.Ordinal);
        Assert.Equal("", await host.TimelineAsync(planned.Id, host.Now, Token));
        Assert.Equal("", await host.TimelineAsync(armed.Id, host.Now, Token));
        Assert.Equal("consentWithdrawn", (await host.ReadReleaseAsync(release, Token)).GetProperty("items")[0].GetProperty("heldFor").GetString());
        (await host.Admin.GetAsync(Items.Manage(draft.Id), Token)).ExpectSuccess();
        // again: nothing is left to do
        Assert.Equal(0, (await WithdrawAsync(host, file, new { reason = "Lần nữa." })).ExpectSuccess().Json.GetProperty("takenBack").GetArrayLength());
    }

    [Theory, OnEveryDatabase]
    public async Task Withdrawal_holds_until_another_paper_is_signed(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var file = await WithConsentAsync(host);
        (await WithdrawAsync(host, file, new { reason = "Rút." })).ExpectSuccess();

        foreach (var body in new object[] { new { consent = (object?)null }, new { people = "none" }, new { people = "adult", consent = new { scope = "s", reference = "ĐY-1" } } })
            Assert.Contains("consentWithdrawn", Codes(await host.DescribeAsync(file.IdOf(), body, Token)));
        var item = await host.DraftAsync(Token, MediaLibrary.With(file.IdOf()));
        await host.Admin.SubmitAsync(item.Id, Token);
        (await host.Admin.PostAsync(Items.Manage(item.Id, "approve"), new { version = 1 }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "consentMissing");

        Assert.Empty(Codes(await host.DescribeAsync(file.IdOf(), new { consent = new { scope = "s", reference = "ĐY-2" } }, Token)));
        (await WithdrawAsync(host, file, new { reason = " " })).ExpectProblem(HttpStatusCode.UnprocessableEntity, "required");
        (await host.Admin.PostAsync($"{MediaLibrary.Path}/{new string('0', 26)}/withdraw-consent", new { reason = "x" }, Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Approved_item_is_not_published_with_a_consent_that_was_taken_back_or_is_over_by_then(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (taken, ending) = (await WithConsentAsync(host), await WithConsentAsync(host));
        await host.DescribeAsync(ending.IdOf(), new { people = "adult", consent = new { scope = "s", reference = "ĐY-1", until = host.Now.AddDays(1) } }, Token);
        var (one, two) = (await host.ApprovedAsync(Token, MediaLibrary.With(taken.IdOf())), await host.ApprovedAsync(Token, MediaLibrary.With(ending.IdOf())));
        (await WithdrawAsync(host, taken, new { reason = "Rút." })).ExpectSuccess();

        (await host.Admin.PostAsync(Items.Manage(one.Id, "publish"), null, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "consentMissing");
        (await host.Admin.PostAsync(Items.Manage(two.Id, "publish"), new { from = host.Now.AddDays(1) }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "consentExpired");
        (await host.Admin.PostAsync(Items.Manage(two.Id, "publish"), null, Token)).ExpectSuccess();
    }

    [Theory, OnEveryDatabase]
    public async Task Preflight_tells_what_is_wrong_with_files_at_the_instant(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var at = host.Now.AddDays(2);
        var cases = new (object Said, string Codes)[]
        {
            (new { people = "none" }, ""),
            (new { people = "adult", consent = new { scope = "s", reference = "ĐY-1", until = at } }, "block consentExpired"),
            (new { people = "adult", consent = new { scope = "s", reference = "ĐY-1", until = at.AddSeconds(1) } }, ""),
            (new { people = "none", rightsUntil = at }, "warn rightsExpired"),
        };
        foreach (var (said, expected) in cases)
        {
            var file = await host.UploadAsync("lời.mp3", MediaSamples.Mp3(Interlocked.Increment(ref tag)), Token);
            await host.DescribeAsync(file.IdOf(), said, Token);
            var item = await host.ApprovedAsync(Token, MediaLibrary.With(file.IdOf()));
            Assert.Equal(expected, await FindingsAsync(host, at, item.Id));
        }

        var picture = await host.UploadAsync("ảnh.jpg", MediaSamples.Jpeg(), Token);
        await host.DescribeAsync(picture.IdOf(), new { people = "none" }, Token);
        var illustrated = await host.ApprovedAsync(Token, MediaLibrary.With(picture.IdOf()));
        Assert.Equal("warn altMissing, warn mediaNotReady", await FindingsAsync(host, at, illustrated.Id));
        await host.DescribeAsync(picture.IdOf(), new { alt = "Cảnh chợ phiên", people = "child" }, Token);
        Assert.Equal("block consentMissing, warn mediaNotReady", await FindingsAsync(host, at, illustrated.Id));
        var release = await host.ReleaseAsync(at, Token, new { id = illustrated.Id });
        (await host.OfReleaseAsync(release, "arm", Token)).ExpectProblem(HttpStatusCode.Conflict, "preflight");
    }

    private static async Task<JsonElement> WithConsentAsync(CmsHost host)
    {
        var file = await host.UploadAsync("lời cô Lan.mp3", MediaSamples.Mp3(Interlocked.Increment(ref tag)), Token);
        await host.DescribeAsync(file.IdOf(), new { people = "adult", consent = new { scope = "s", reference = "ĐY-1" } }, Token);
        return file;
    }

    private static Task<Testing.Cms.CmsAnswer> WithdrawAsync(CmsHost host, JsonElement file, object body) => host.Admin.PostAsync($"{MediaLibrary.Path}/{file.IdOf()}/withdraw-consent", body, Token);

    private static IEnumerable<string?> Codes(JsonElement file) => file.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString());

    private static async Task<string> FindingsAsync(CmsHost host, DateTimeOffset at, string item)
    {
        var release = await host.ReleaseAsync(at, Token, new { id = item });
        var found = (await host.Admin.GetAsync($"/api/v1/manage/releases/{release}/preflight", Token)).ExpectSuccess().Json.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("field").GetString() == "fields.image").Select(finding => $"{finding.GetProperty("severity").GetString()} {finding.GetProperty("code").GetString()}");
        return string.Join(", ", found.Order(StringComparer.Ordinal));
    }
}
