using System.Globalization;
using System.Security.Cryptography;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.EndToEnd.Tests;

/// <summary>The campaign's recipe, a release of 20 items to three channels, one of them 65 communes: everything at its instant, each once.</summary>
public sealed class FirstPeakTests
{
    private const int Items = 20;
    private const int Communes = 65;

    [Theory, OnEveryDatabase]
    public async Task Release_at_its_instant_is_visible_and_reaches_every_destination_once(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, cancel);
        await using var receiver = await RecordingReceiver.StartNewAsync(cancel);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { Database = database, SetupRecipe = "nq72" }, cancel);
        using var desk = cms.Client();
        using var reader = cms.Client(null);
        var newspaper = await ConfigureAsync(desk, "bao-lang-son-day", "ninjs", $"{receiver.Url}bao", cancel);
        var portal = await ConfigureAsync(desk, "cong-tinh-day", "portal", $"{receiver.Url}cong", cancel);
        var ids = new List<string>();
        for (var number = 1; number <= Items; number++)
            ids.Add((await desk.CreateApprovedAsync("Article", $"Bài số {number} của đợt phát", cancel, fields: new { body = $"Nội dung số **{number}**." })).Id);

        var at = InSeconds(20);
        var release = (await desk.PostAsync("api/v1/manage/releases", new
        {
            name = "Đợt phát đầu tiên",
            at = Wire(at),
            items = ids.Select(id => new { id, channels = new[] { "bao-lang-son-day", "cong-tinh-day", "loa-xa" } }),
            missed = new { policy = "sendUntil" },
        }, cancel)).ExpectSuccess().Json.GetProperty("id").GetString();
        (await desk.PostAsync($"api/v1/manage/releases/{release}/arm", new { }, cancel)).ExpectSuccess();
        Assert.True(TimeProvider.System.GetUtcNow() < at, "Arming took longer than the test gives it; the instant is past.");

        var one = Watch.AroundAsync(reader, $"api/v1/items/{ids[0]}", at, TimeSpan.FromSeconds(1), cancel);
        var list = Watch.AroundAsync(reader, "api/v1/items?type=Article&limit=100", at, TimeSpan.FromSeconds(1), cancel);
        var page = Watch.AroundAsync(reader, "article/bai-so-1-cua-dot-phat", at, TimeSpan.FromSeconds(1), cancel);
        (await one).Changes(at, Watch.Is200);
        // all together: before the instant none of the release is in the list, after it all are
        (await list).Changes(at, answer => ids.TrueForAll(id => answer.Text.Contains(id, StringComparison.Ordinal)));
        (await list).Changes(at, answer => ids.Exists(id => answer.Text.Contains(id, StringComparison.Ordinal)));
        (await page).Changes(at, Watch.Is200);
        (await one).IsNeverKeptBeyond(at);
        (await list).IsNeverKeptBeyond(at);
        (await page).IsNeverKeptBeyond(at);

        await receiver.WaitForAsync(Items * 2, cancel);
        await Eventually.TrueAsync(async () => Accepted(await desk.GetAsync($"api/v1/manage/releases/{release}", cancel)) == Items * (2 + Communes), TimeSpan.FromSeconds(60), cancel);
        await AssertPushesAsync(receiver, newspaper, portal, at, cancel);
        AssertFiles(cms, at);
    }

    [Theory, OnEveryDatabase]
    public async Task Schedule_with_the_scheduler_off_changes_api_list_and_page_at_the_instant(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, cancel);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { Database = database, SetupRecipe = "nq72", Scheduler = false }, cancel);
        using var desk = cms.Client();
        using var reader = cms.Client(null);
        var item = await desk.CreateApprovedAsync("Article", "Bài hẹn giờ", cancel, fields: new { body = "Nội dung." });
        var at = InSeconds(8);
        (await desk.PostAsync($"api/v1/manage/items/{item.Id}/publish", new { from = Wire(at), until = Wire(at.AddSeconds(12)) }, cancel)).ExpectSuccess();

        var one = Watch.AroundAsync(reader, $"api/v1/items/{item.Id}", at, TimeSpan.FromMilliseconds(800), cancel);
        var list = Watch.AroundAsync(reader, "api/v1/items?type=Article&limit=100", at, TimeSpan.FromMilliseconds(800), cancel);
        var page = Watch.AroundAsync(reader, "article/bai-hen-gio", at, TimeSpan.FromMilliseconds(800), cancel);
        (await one).Changes(at, Watch.Is200);
        (await one).IsNeverKeptBeyond(at);
        (await list).Changes(at, answer => answer.Text.Contains(item.Id, StringComparison.Ordinal));
        (await page).Changes(at, Watch.Is200);

        var end = await Watch.AroundAsync(reader, $"api/v1/items/{item.Id}", at.AddSeconds(12), TimeSpan.FromMilliseconds(500), cancel);
        end.Changes(at.AddSeconds(12), answer => !Watch.Is200(answer));
        end.IsNeverKeptBeyond(at.AddSeconds(12));
    }

    private static async Task<string> ConfigureAsync(CmsClient desk, string channel, string format, string url, CancellationToken cancellationToken)
    {
        var secret = $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
        (await desk.PutAsync($"api/v1/manage/channels/{channel}", new { format, transport = "webhook", destinations = new[] { new { key = "nhan", url, secret } } }, cancellationToken)).ExpectSuccess();
        return secret;
    }

    private static async Task AssertPushesAsync(RecordingReceiver receiver, string newspaper, string portal, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var pushes = receiver.Requests;
        Assert.Equal(Items * 2, pushes.Count);
        Assert.Equal(Items * 2, pushes.Select(push => push.Header("webhook-id")).Distinct(StringComparer.Ordinal).Count());
        Assert.All(pushes, push =>
        {
            Assert.Equal("publish", push.Header("Nq72-Operation"));
            Assert.Equal(Wire(at), push.Header("Nq72-Due"));
            Assert.True(push.ArrivedAt >= at, "A push came before the instant.");
        });
        foreach (var push in new[] { pushes.First(push => push.Path == "/bao"), pushes.First(push => push.Path == "/cong") })
        {
            var secret = push.Path == "/bao" ? newspaper : portal;
            var verified = await NodeClient.VerifyWebhookAsync(secret, push, cancellationToken);
            Assert.True(verified.ExitCode == 0, verified.Error + verified.Output);
        }

        var valid = await NodeClient.ValidateNinjsAsync(pushes.Where(push => push.Path == "/bao").Select(push => push.Text), cancellationToken);
        Assert.True(valid.ExitCode == 0, valid.Error + valid.Output);
    }

    private static void AssertFiles(CmsProcess cms, DateTimeOffset at)
    {
        var outgoing = Path.Combine(cms.DataDirectory, "outgoing", "loa-xa");
        var day = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh")).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var communes = Directory.GetDirectories(outgoing);
        Assert.Equal(Communes, communes.Length);
        Assert.All(communes, commune => Assert.Equal(Items, Directory.GetFiles(Path.Combine(commune, day)).Length));
        Assert.Contains("Đồng Đăng", File.ReadAllText(Directory.GetFiles(Path.Combine(outgoing, "06184", day))[0]), StringComparison.Ordinal);
    }

    private static int Accepted(CmsAnswer release) =>
        release.ExpectSuccess().Json.GetProperty("deliveries").TryGetProperty("accepted", out var accepted) ? accepted.GetInt32() : 0;

    private static DateTimeOffset InSeconds(int seconds)
    {
        var at = TimeProvider.System.GetUtcNow().AddSeconds(seconds);
        return new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    private static string Wire(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
