using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Cms.Tests.ReleaseRoom;

/// <summary>The ledger is narrowed, sent again and saved as a table from its screen; destinations are changed, tested and get new secrets at theirs.</summary>
public sealed partial class LedgerScreenTests
{
    private const string Ledger = "/admin/deliveries";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Ledger_is_narrowed_by_each_part_of_its_address_and_the_table_by_the_same(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (first, items) = await GoneAsync(host, "bao", "a", "b");
        var (second, others) = await GoneAsync(host, "dai", "c");
        await SetAsync(host, row => row.Destination == "b", DeliveryState.Failed, DeliveryCode.ClientError);
        using var browser = await SignInAsync(host);
        var day = host.Now.AddHours(7);

        Assert.Equal(3, await CountAsync(""));
        Assert.Equal(2, await CountAsync($"?release={first}"));
        Assert.Equal(1, await CountAsync("?channel=dai"));
        Assert.Equal(1, await CountAsync("?destination=a"));
        Assert.Equal(1, await CountAsync("?state=failed"));
        Assert.Equal(1, await CountAsync("?code=clientError"));
        Assert.Equal(1, await CountAsync($"?item={others[0]}"));
        Assert.Equal(0, await CountAsync("?operation=retract"));
        Assert.Equal(3, await CountAsync($"?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}"));
        Assert.Equal(0, await CountAsync($"?to={day.AddDays(-1):yyyy-MM-dd}"));
        Assert.Equal(0, await CountAsync($"?from={day.AddDays(1):yyyy-MM-dd}"));
        (await host.Admin.GetAsync("/api/v1/manage/deliveries?code=khong", Token)).ExpectProblem(HttpStatusCode.BadRequest, "code");
        (await host.Admin.GetAsync("/api/v1/manage/deliveries?from=homqua", Token)).ExpectProblem(HttpStatusCode.BadRequest, "from");

        async Task<int> CountAsync(string query)
        {
            var page = (await browser.GetAsync(Ledger + query, Token)).Text;
            var shown = Regex.Count(page, "class=\"title-link\" href=\"/admin/deliveries/", RegexOptions.None, TimeSpan.FromSeconds(1));
            if (shown > 0)
            {
                var table = await browser.GetAsync(TableHref().Match(page).Groups["href"].Value, Token);
                Assert.Equal(HttpStatusCode.OK, table.Status);
                Assert.Equal(shown + 1, table.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
            }

            return shown;
        }
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_listed_is_sent_again_with_its_number_and_nothing_else(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await GoneAsync(host, "bao", "a", "b");
        await GoneAsync(host, "dai", "c");
        await SetAsync(host, row => true, DeliveryState.Failed, DeliveryCode.ClientError);
        using var browser = await SignInAsync(host);
        // the whole ledger is not sent again by one press
        Assert.DoesNotContain("handler=RetryAll", (await browser.GetAsync(Ledger, Token)).Text, StringComparison.Ordinal);
        Assert.Contains("Gửi lại 2 lượt đang lọc?", (await browser.GetAsync($"{Ledger}?channel=bao", Token)).Text, StringComparison.Ordinal);

        var sent = await browser.PostAsync($"{Ledger}?channel=bao&handler=RetryAll", "", Token);

        Assert.Equal($"{Ledger}?channel=bao", sent.To);
        Assert.Contains("Đang gửi lại 2 lượt.", (await browser.GetAsync(sent.To!, Token)).Text, StringComparison.Ordinal);
        Assert.Equal(["c"], await host.RunAsync<SchedulerDb, List<string>>(db => db.Set<Delivery>().Where(row => row.State == DeliveryState.Failed).Select(row => row.Destination).ToListAsync(Token)));
    }

    [Fact]
    public async Task More_than_one_turn_are_sent_again_in_turns()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        // folders: no name is looked up
        (await host.Admin.PutAsync("/api/v1/manage/channels/nhieu", new { format = "portal", transport = "fileDrop", destinations = Enumerable.Range(0, 1000).Select(number => new { key = $"n{number}" }) }, Token)).ExpectSuccess();
        await host.ArmedAsync(host.Now.AddMinutes(1), Token, new { id = (await host.ApprovedAsync(Token)).Id, channels = new[] { "nhieu" } });
        await host.ArmDropsAsync(host.Now.AddMinutes(1), 1, Token);
        await host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().ExecuteUpdateAsync(row => row.SetProperty(delivery => delivery.State, DeliveryState.Failed), Token));

        var sent = await host.RunAsync<RetryDelivery, Outcome<RetriedView>>(verb => verb.AllAsync(new DeliveryFilter(State: DeliveryState.Failed), Actor.System, Token));

        Assert.Equal((1001, false), (sent.Value!.Retried, sent.Value.More));
    }

    [Theory, OnEveryDatabase]
    public async Task One_delivery_shows_what_is_sent_and_not_what_was_blacked_out(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await GoneAsync(host, "bao", "a");
        var id = await host.RunAsync<SchedulerDb, Guid>(db => db.Set<Delivery>().Select(row => row.Id).SingleAsync(Token));
        using var browser = await SignInAsync(host);
        Assert.Contains("Nội dung bài.", (await browser.GetAsync($"{Ledger}/{id}", Token)).Text, StringComparison.Ordinal);

        await host.RunAsync<SchedulerDb, int>(db => db.Set<DeliveryPayload>().ExecuteUpdateAsync(row => row.SetProperty(payload => payload.RedactedAt, host.Now), Token));

        var page = (await browser.GetAsync($"{Ledger}/{id}", Token)).Text;
        Assert.DoesNotContain("Nội dung bài.", page, StringComparison.Ordinal);
        Assert.Contains("Đã che dữ liệu cá nhân", page, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Destination_is_changed_tested_and_gets_a_new_secret_that_is_shown_once(DatabaseProvider provider)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Channels:AllowPrivateNetworks:0=127.0.0.0/8");
        (await host.Admin.PutAsync("/api/v1/manage/channels/bao", new
        {
            displayName = "Báo", format = "portal", transport = "webhook", lead = "PT2H", deduplicates = false, limits = new { concurrency = 3 },
            destinations = new[] { new { key = "a", name = "Tòa soạn", url = "https://a.example/nhan" }, new { key = "b", name = "Phụ", url = "https://b.example/nhan" } },
        }, Token)).ExpectSuccess();
        using var browser = await SignInAsync(host);
        const string Page = "/admin/channels/bao/a";

        var saved = await browser.PostAsync(Page, "", Token, ("title", "Tòa soạn mới"), ("url", $"{receiver.Url}nhan"));
        Assert.Equal(Page, saved.To);
        var channel = (await host.Admin.GetAsync("/api/v1/manage/channels/bao", Token)).ExpectSuccess().Json;
        Assert.Equal(("PT2H", false, 3), (channel.GetProperty("lead").GetString(), channel.GetProperty("deduplicates").GetBoolean(), channel.GetProperty("limits").GetProperty("concurrency").GetInt32()));
        Assert.Equal([("Tòa soạn mới", $"{receiver.Url}nhan"), ("Phụ", "https://b.example/nhan")], channel.GetProperty("destinations").EnumerateArray().Select(one => (one.GetProperty("name").GetString()!, one.GetProperty("url").GetString()!)));

        Assert.Contains("Nơi nhận đã nhận tin thử", (await browser.PostAsync(Page, "Test", Token)).Text, StringComparison.Ordinal);
        Assert.Equal("test", Assert.Single(receiver.Requests).Headers["Nq72-Operation"]);

        var begun = await browser.PostAsync(Page, "Begin", Token);
        var secret = Secret().Match(begun.Text).Value;
        Assert.NotEqual("", secret);
        var after = (await browser.GetAsync(Page, Token)).Text;
        Assert.DoesNotContain(secret, after, StringComparison.Ordinal);
        Assert.Contains("Đang ký bằng 2 khóa.", after, StringComparison.Ordinal);
        // receivers that know only the oldest would be lost
        Assert.Equal(HttpStatusCode.Conflict, (await browser.PostAsync(Page, "Begin", Token)).Status);
        await browser.PostAsync(Page, "Finish", Token);
        Assert.Contains("Đang ký bằng 1 khóa.", (await browser.GetAsync(Page, Token)).Text, StringComparison.Ordinal);

        var refused = await browser.PostAsync(Page, "", Token, ("title", "Tòa soạn"), ("url", "khong phai dia chi"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("id=\"f-url-error\"", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/admin/channels/bao/khong", Token)).Status);
    }

    [Fact]
    public async Task Stopped_destination_is_started_and_only_administrators_may()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await GoneAsync(host, "bao", "a");
        await host.RunAsync<SchedulerDb, int>(db => db.Set<Destination>().ExecuteUpdateAsync(row => row.SetProperty(destination => destination.State, DestinationState.Stopped), Token));
        using var reader = await SignInAsync(host, "Reader");
        Assert.DoesNotContain("handler=Test", (await reader.GetAsync("/admin/channels/bao/a", Token)).Text, StringComparison.Ordinal);
        foreach (var handler in new[] { "", "Start", "Test", "Begin", "Finish" })
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync("/admin/channels/bao/a", handler, Token)).Status);
        using var browser = await SignInAsync(host);

        Assert.Equal("/admin/channels/bao/a", (await browser.PostAsync("/admin/channels/bao/a", "Start", Token)).To);

        Assert.Equal(DestinationState.Unprobed, await host.RunAsync<SchedulerDb, DestinationState>(db => db.Set<Destination>().Select(row => row.State).SingleAsync(Token)));
    }

    private static async Task<(string Release, List<string> Items)> GoneAsync(CmsHost host, string channel, params string[] destinations)
    {
        (await host.Admin.PutAsync($"/api/v1/manage/channels/{channel}", new { format = "portal", transport = "webhook", destinations = destinations.Select(key => new { key, url = $"https://{key}.example/nhan" }) }, Token)).ExpectSuccess();
        var item = (await host.ApprovedAsync(Token)).Id;
        var release = await host.ArmedAsync(host.Now.AddMinutes(1), Token, new { id = item, channels = new[] { channel } });
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        return (release, [item]);
    }

    private static Task<int> SetAsync(CmsHost host, System.Linq.Expressions.Expression<Func<Delivery, bool>> which, DeliveryState state, DeliveryCode code) =>
        host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().Where(which).ExecuteUpdateAsync(row => row.SetProperty(delivery => delivery.State, state).SetProperty(delivery => delivery.LastCode, code), Token));

    private static async Task<DeskBrowser> SignInAsync(CmsHost host, string role = CreateAccount.AdministratorRole)
    {
        Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync("Reader", "Reader", [Scopes.Preview], Token))).Succeeded);
        var browser = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync($"lan{role}", await DeskBrowser.MakeAsync(host, $"lan{role}", role), Token)).Status);
        return browser;
    }

    [GeneratedRegex("href=\"(?<href>/admin/deliveries[^\"]*handler=Table)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableHref();

    [GeneratedRegex("whsec_[A-Za-z0-9+/=]+", RegexOptions.None, 1000)]
    private static partial Regex Secret();
}
