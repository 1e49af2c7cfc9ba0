using System.Net;
using System.Text.Json;
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

namespace Nq72.Cms.Tests.ReleaseRoom;

/// <summary>The board shows every receiver that was told of a correction or retraction, and who has not acknowledged it.</summary>
public sealed partial class RetractionBoardTests
{
    private const string Board = "/api/v1/manage/retractions";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Retraction_is_open_then_overdue_then_done_with_its_receipt(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Scheduler:RetractionDeadline=02:00:00");
        var item = Assert.Single(await SentAsync(host, 1));
        Assert.Empty((await ReadAsync(host)).Items);
        var had = host.Now;
        await host.Admin.RetractAsync(item, "Sai nguồn.", Token);

        var row = Assert.Single((await ReadAsync(host)).Items);
        Assert.Equal((item, 2, 2, 0), (Text(row, "item"), Number(row, "total"), Number(row, "open"), Number(row, "overdue")));
        var told = row.GetProperty("told").EnumerateArray().ToList();
        Assert.All(told, one => Assert.Equal(("retract", "open", JsonValueKind.Null), (Text(one, "operation"), Text(one, "standing"), one.GetProperty("toldAt").ValueKind)));
        Assert.All(told, one => Assert.Equal((had, had.AddHours(2)), (one.GetProperty("originalAt").GetDateTimeOffset(), one.GetProperty("deadline").GetDateTimeOffset())));

        // one takes it an hour later, which moves its own deadline only
        host.Clock.Advance(TimeSpan.FromHours(1));
        await AcceptAsync(host, delivery => delivery.Operation == DeliveryOperation.Retract && delivery.Destination == "chinh");
        host.Clock.Advance(TimeSpan.FromHours(1));
        var late = Assert.Single(Assert.Single((await ReadAsync(host, "?show=overdue")).Items).GetProperty("told").EnumerateArray());
        Assert.Equal(("phu", "overdue"), (Text(late, "destination"), Text(late, "standing")));
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, Number(Assert.Single((await ReadAsync(host)).Items), "overdue"));

        foreach (var one in told)
            (await host.Admin.PostAsync("/api/v1/manage/receipts", new { delivery = Text(one, "delivery"), kind = "retractionAcknowledged" }, Token)).ExpectSuccess();
        Assert.Empty((await ReadAsync(host, "?show=overdue")).Items);
        Assert.Empty((await ReadAsync(host, "?show=open")).Items);
        Assert.All(Assert.Single((await ReadAsync(host)).Items).GetProperty("told").EnumerateArray(), one => Assert.Equal(("done", host.Now), (Text(one, "standing"), one.GetProperty("acknowledgedAt").GetDateTimeOffset())));

        // what is 60 days old is history
        host.Clock.Advance(TimeSpan.FromDays(61));
        Assert.Empty((await ReadAsync(host)).Items);
    }

    [Theory, OnEveryDatabase]
    public async Task Correction_is_done_when_it_is_accepted_and_what_was_called_off_is_not_open(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var item = Assert.Single(await SentAsync(host, 1));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var version = await host.NextApprovedAsync(item, Token);
        (await host.TryPublishAsync(item, new { version, correction = "Sửa số liệu." }, Token)).ExpectSuccess();
        Assert.Equal(2, Number(Assert.Single((await ReadAsync(host)).Items), "open"));

        await AcceptAsync(host, delivery => delivery.Operation == DeliveryOperation.Correct && delivery.Destination == "chinh");
        await host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().Where(delivery => delivery.Operation == DeliveryOperation.Correct && delivery.Destination == "phu")
            .ExecuteUpdateAsync(row => row.SetProperty(delivery => delivery.State, DeliveryState.Cancelled), Token));

        var row = Assert.Single((await ReadAsync(host)).Items);
        Assert.Equal(0, Number(row, "open"));
        Assert.Equal([("correct", "chinh", "done"), ("correct", "phu", "calledOff")], row.GetProperty("told").EnumerateArray().Select(one => (Text(one, "operation"), Text(one, "destination"), Text(one, "standing"))));
    }

    [Theory, OnEveryDatabase]
    public async Task Board_goes_page_by_page_the_overdue_first(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var items = await SentAsync(host, 5);
        foreach (var item in items)
        {
            await host.Admin.RetractAsync(item, "Sai nguồn.", Token);
            host.Clock.Advance(TimeSpan.FromHours(8));
        }

        var read = new List<string>();
        for (var next = "?limit=2"; next is not null;)
        {
            var page = await ReadAsync(host, next);
            Assert.InRange(page.Items.Count, 1, 2);
            read.AddRange(page.Items.Select(row => Text(row, "item")!));
            next = page.Next is null ? null : $"?limit=2&cursor={page.Next}";
        }

        // 40, 32 and 24 hours ago are overdue, 16 and 8 are not; within each the last told first
        Assert.Equal([items[2], items[1], items[0], items[4], items[3]], read);
        (await host.Admin.GetAsync($"{Board}?show=lost", Token)).ExpectProblem(HttpStatusCode.BadRequest, "show");
        (await host.Admin.GetAsync($"{Board}?cursor=khong", Token)).ExpectProblem(HttpStatusCode.BadRequest, "cursor");
        (await host.Client(Scopes.Write).GetAsync(Board, Token)).ExpectProblem(HttpStatusCode.Forbidden, "scope");
    }

    [Theory, OnEveryDatabase]
    public async Task Screen_names_receivers_and_records_a_receipt_by_hand(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var item = Assert.Single(await SentAsync(host, 1));
        await host.Admin.RetractAsync(item, "Sai nguồn.", Token);
        host.Clock.Advance(TimeSpan.FromHours(25));
        using var browser = await SignedInAsync(host);

        var page = WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri(host.Url, "/admin/retractions?show=overdue"), Token));
        Assert.Contains("Tòa soạn", page, StringComparison.Ordinal);
        Assert.Contains("Quá hạn", page, StringComparison.Ordinal);
        var delivery = await host.RunAsync<SchedulerDb, Guid>(db => db.Set<Delivery>().Where(row => row.Operation == DeliveryOperation.Retract && row.Destination == "chinh").Select(row => row.Id).SingleAsync(Token));
        Assert.Contains($"/admin/deliveries/{delivery}", page, StringComparison.Ordinal);

        using var form = new FormUrlEncodedContent([new("delivery", $"{delivery}"), new("note", "Chị Hoa báo qua điện thoại"), new("__RequestVerificationToken", FormToken().Match(page).Groups["token"].Value)]);
        using var answer = await browser.PostAsync(new Uri(host.Url, "/admin/retractions?handler=Receipt&show=overdue"), form, Token);

        Assert.Equal("/admin/retractions?show=overdue", answer.Headers.Location?.ToString());
        var receipt = await host.RunAsync<SchedulerDb, Receipt>(db => db.Set<Receipt>().SingleAsync(Token));
        Assert.Equal((delivery, ReceiptKind.RetractionAcknowledged, "Chị Hoa báo qua điện thoại"), (receipt.DeliveryId, receipt.Kind, receipt.Note));
        Assert.Contains("Đã gỡ", WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri(host.Url, $"/admin/deliveries/{delivery}"), Token)), StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain($"/admin/deliveries/{delivery}", await browser.GetStringAsync(new Uri(host.Url, "/admin/retractions?show=open"), Token), StringComparison.Ordinal);
        using var wrong = await browser.GetAsync(new Uri(host.Url, "/admin/retractions?cursor=khong"), Token);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("hãy đọc lại từ trang đầu", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(Token)), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Channels_say_why_a_circuit_is_open_since_when_and_when_it_is_probed(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        using var browser = await SignedInAsync(host);
        Assert.Contains("Không có gì bị thu hồi", WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri(host.Url, "/admin/retractions"), Token)), StringComparison.Ordinal);
        await SentAsync(host, 1);
        await host.RunAsync<SchedulerDb, int>(db => db.Set<Destination>().Where(row => row.Key == "phu").ExecuteUpdateAsync(
            row => row.SetProperty(destination => destination.State, DestinationState.Open).SetProperty(destination => destination.LastError, DeliveryCode.ServerError)
                .SetProperty(destination => destination.LastStatus, 503).SetProperty(destination => destination.Since, host.Now).SetProperty(destination => destination.NextProbeAt, host.Now.AddMinutes(1)), Token));

        var page = WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri(host.Url, "/admin/channels"), Token));

        Assert.Contains("Nơi nhận bị lỗi (HTTP 503)", page, StringComparison.Ordinal);
        Assert.Contains("<details open=\"open\">", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "class=\"sub\">(từ|thử lại lúc) <time", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    // items that two receivers have
    private static async Task<List<string>> SentAsync(CmsHost host, int count)
    {
        (await host.Admin.PutAsync("/api/v1/manage/channels/bao", new
        {
            displayName = "Báo Lạng Sơn", format = "portal", transport = "webhook",
            destinations = new[] { new { key = "chinh", name = "Tòa soạn", url = "https://bao.example/nhan" }, new { key = "phu", name = "Trang phụ", url = "https://phu.example/nhan" } },
        }, Token)).ExpectSuccess();
        var items = new List<string>();
        for (var i = 0; i < count; i++)
            items.Add((await host.ApprovedAsync(Token)).Id);
        await host.ArmedAsync(host.Now.AddHours(1), Token, [.. items.Select(id => new { id, channels = new[] { "bao" } })]);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await AcceptAsync(host, delivery => delivery.Operation == DeliveryOperation.Publish);
        return items;
    }

    private static Task<int> AcceptAsync(CmsHost host, System.Linq.Expressions.Expression<Func<Delivery, bool>> which) => host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().Where(which)
        .ExecuteUpdateAsync(row => row.SetProperty(delivery => delivery.State, DeliveryState.Accepted).SetProperty(delivery => delivery.AcceptedAt, host.Now), Token));

    private static async Task<(List<JsonElement> Items, string? Next)> ReadAsync(CmsHost host, string query = "")
    {
        var page = (await host.Admin.GetAsync($"{Board}{query}", Token)).ExpectSuccess().Json;
        return ([.. page.GetProperty("items").EnumerateArray()], page.GetProperty("next").GetString());
    }

    private static async Task<HttpClient> SignedInAsync(CmsHost host)
    {
        var made = await host.RunAsync<CreateAccount, Outcome<string>>(verb => verb.RunAsync("lan", null, "Lan", [CreateAccount.AdministratorRole], "mat-khau-dung-72", Actor.System, Token));
        Assert.True(made.Succeeded);
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var token = FormToken().Match(await browser.GetStringAsync(new Uri(host.Url, "/admin/sign-in"), Token)).Groups["token"].Value;
        using var form = new FormUrlEncodedContent([new("name", "lan"), new("password", "mat-khau-dung-72"), new("__RequestVerificationToken", token)]);
        using var answer = await browser.PostAsync(new Uri(host.Url, "/admin/sign-in"), form, Token);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    private static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();

    private static int Number(JsonElement json, string member) => json.GetProperty(member).GetInt32();

    [GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}
