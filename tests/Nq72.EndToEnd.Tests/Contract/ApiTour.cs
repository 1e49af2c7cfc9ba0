using System.Globalization;
using System.Net;
using Nq72.Testing.Cms;
using Nq72.Testing.Http;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>A walk past every operation of the API, as an editor, a planner, an administrator and a partner would come by, with some wrong turns.</summary>
internal sealed class ApiTour(CmsClient desk, CmsClient reader, RecordingReceiver receiver, CancellationToken cancel)
{
    private const string Manage = "api/v1/manage";
    private const string Unknown = "4000000000000000000000000z";
    private const string Channel = "bao-tham-quan";

    public async Task WalkAsync()
    {
        var (visible, retracted) = await WriteAsync();
        await ReadAsync(visible, retracted);
        await PlanAsync();
        await PreviewAsync(visible);
        await DeliverAsync();
        await AdministerAsync();
        await ImportAsync();
        await GoWrongAsync(visible);
    }

    private async Task<(CmsItem Visible, CmsItem Retracted)> WriteAsync()
    {
        var item = await desk.CreateItemAsync("Article", "Bài đi hết quy trình", cancel, fields: new { body = "Nội dung **một**." }, further: new Dictionary<string, object?> { ["tags"] = new[] { "thăm quan" } });
        await Ok(desk.PutAsync($"{Manage}/items/{item.Id}", new { title = "Bài đi hết quy trình", fields = new { body = "Nội dung **hai**." } }, cancel, ("If-Match", item.ETag!)));
        await Ok(desk.SubmitAsync(item.Id, cancel));
        await Ok(desk.PostAsync($"{Manage}/items/{item.Id}/return", new { reason = "Thiếu nguồn" }, cancel));
        await Ok(desk.SubmitAsync(item.Id, cancel));
        await Ok(desk.ApproveAsync(item.Id, 2, cancel));
        await Ok(desk.PostAsync($"{Manage}/items/{item.Id}/revoke-approval", new { reason = "Duyệt nhầm" }, cancel));
        await Ok(desk.SubmitAsync(item.Id, cancel));
        await Ok(desk.ApproveAsync(item.Id, 2, cancel));
        await Ok(desk.PublishAsync(item.Id, cancel));
        await Ok(desk.PostAsync($"{Manage}/items/{item.Id}/versions/1/restore", null, cancel));
        foreach (var path in new[] { "", "/versions", "/versions/1", "/diff?from=1&to=2", "/timeline" })
            await Ok(desk.GetAsync($"{Manage}/items/{item.Id}{path}", cancel));
        await Ok(desk.GetAsync($"{Manage}/items?state=published&limit=3", cancel));
        var trashed = await desk.CreateItemAsync("Article", "Bài vào thùng rác", cancel);
        await Ok(desk.SendAsync(HttpMethod.Delete, $"{Manage}/items/{trashed.Id}", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/items/{trashed.Id}/restore", null, cancel));
        var ended = await desk.CreatePublishedAsync("Article", "Bài ngừng hiển thị", cancel, fields: new { body = "Nội dung." });
        await Ok(desk.PostAsync($"{Manage}/items/{ended.Id}/unpublish", null, cancel));
        var retracted = await desk.CreatePublishedAsync("Article", "Bài bị thu hồi", cancel, fields: new { body = "Nội dung." });
        await Ok(desk.RetractAsync(retracted.Id, "Số liệu sai", cancel));
        await Ok(desk.GetAsync($"{Manage}/types", cancel));
        await Ok(desk.GetAsync($"{Manage}/types/Article", cancel));
        return (item, retracted);
    }

    private async Task ReadAsync(CmsItem visible, CmsItem retracted)
    {
        var list = await Ok(reader.GetAsync("api/v1/items?type=Article&lang=vi&limit=2", cancel));
        await Expect(reader.GetAsync("api/v1/items?type=Article&lang=vi&limit=2", cancel, ("If-None-Match", list.ETag!)), HttpStatusCode.NotModified);
        await Ok(reader.GetAsync("api/v1/items?q=quy%20trinh&fields=title,url&sort=title", cancel));
        await Ok(reader.GetAsync("api/v1/items?q=nghi%20quyet&highlight=true&facets=type,lang,tag,place&total=true&include=documents,related", cancel));
        await Ok(reader.GetAsync($"api/v1/items/{visible.Id}?include=related", cancel));
        await Ok(desk.GetAsync($"api/v1/items?asOf={Wire(DateTimeOffset.UnixEpoch.AddYears(57))}", cancel));
        await Ok(reader.GetAsync($"api/v1/items/{visible.Id}", cancel));
        await Ok(reader.GetAsync("api/v1/items/Article/bai-di-het-quy-trinh", cancel));
        await Expect(reader.GetAsync($"api/v1/items/{retracted.Id}", cancel), HttpStatusCode.Gone);
        await Expect(reader.GetAsync($"api/v1/items/{Unknown}", cancel), HttpStatusCode.NotFound);
        await Expect(reader.GetAsync("api/v1/items?limit=0", cancel), HttpStatusCode.BadRequest);
        await Expect(reader.GetAsync("api/v1/items?type=Nope", cancel), HttpStatusCode.UnprocessableEntity);
        var sync = await Ok(reader.GetAsync("api/v1/sync?limit=1000", cancel));
        await Ok(reader.GetAsync($"api/v1/sync?since={sync.Json.GetProperty("next").GetString()}", cancel));
        await Expect(reader.GetAsync("api/v1/sync?since=khong-phai", cancel), HttpStatusCode.BadRequest);
        foreach (var format in new[] { "json", "rss", "atom", "ninjs" })
            await Ok(reader.GetAsync($"api/v1/feeds/Article.{format}?limit=5", cancel));
        await Expect(reader.GetAsync("api/v1/feeds/Nope.rss", cancel), HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity);
        await Ok(reader.GetAsync("api/v1/calendar?from=2027-01-01&to=2027-12-31", cancel));
        await Ok(desk.GetAsync("api/v1/calendar", cancel));
        await Ok(reader.GetAsync("api/v1/calendar.ics", cancel));
    }

    private async Task PreviewAsync(CmsItem visible)
    {
        var made = (await Ok(desk.PostAsync($"{Manage}/previews", new { what = "site", asOf = "2031-04-07T00:00:00Z", note = "Đối tác thử" }, cancel))).Json;
        var (link, secret) = ($"{Manage}/previews/{made.GetProperty("id").GetString()}", made.GetProperty("link").GetString()!.Split('/')[^1]);
        await Ok(desk.PostAsync($"{Manage}/previews", new { what = "item", item = visible.Id, version = 1 }, cancel));
        await Ok(desk.PostAsync($"{Manage}/previews", new { what = "page", path = "/", asOf = new { local = "2031-04-07T07:00" } }, cancel));
        await Expect(desk.PostAsync($"{Manage}/previews", new { what = "page" }, cancel), HttpStatusCode.UnprocessableEntity);
        await Ok(desk.GetAsync($"{Manage}/previews?state=all&limit=2", cancel));
        await Ok(desk.GetAsync(link, cancel));
        foreach (var path in new[] { "items?limit=2&", $"items/{visible.Id}?", "items/Article/bai-di-het-quy-trinh?", "sync?limit=1000&", "feeds/Article.json?", "calendar?" })
            await Ok(reader.GetAsync($"api/v1/{path}preview={secret}", cancel));
        await Ok(desk.SendAsync(HttpMethod.Delete, link, null, cancel));
        await Expect(reader.GetAsync($"api/v1/items?preview={secret}", cancel), HttpStatusCode.Gone);
        await Expect(reader.GetAsync("api/v1/items?preview=khong-phai", cancel), HttpStatusCode.NotFound);
    }

    private async Task PlanAsync()
    {
        await Ok(desk.PutAsync($"{Manage}/occasions/ngay-thu", new { name = "Ngày thử", date = "09-09", evidence = "quyết định" }, cancel));
        await Ok(desk.PutAsync($"{Manage}/occasions/tuan-thu", new { name = "Tuần thử", date = new { from = "10-01", to = "10-07" } }, cancel));
        await Ok(desk.PutAsync($"{Manage}/occasions/ram-thu", new { name = "Rằm thử", date = new { lunar = "07-15" } }, cancel));
        await Ok(desk.PutAsync($"{Manage}/campaigns/chien-dich-thu", new { name = "Chiến dịch thử", purpose = "Thử", from = "2027-01-01", to = "2029-12-31", peaks = new[] { new { occasion = "ngay-thu", leadDays = 3, tailDays = 1 } } }, cancel));
        await Ok(desk.PutAsync($"{Manage}/blackouts/quoc-tang-thu", new { name = "Quốc tang thử", from = "2031-05-24", to = new { local = "2031-05-25T12:00" }, allow = new { tags = new[] { "cảnh báo" } } }, cancel));
        foreach (var path in new[]
                 {
                     "occasions", "occasions/ngay-thu", "occasions/ram-thu", "campaigns", "campaigns/chien-dich-thu", "blackouts", "blackouts/quoc-tang-thu", "peaks?year=2027", "places", "taxonomies",
                     "taxonomies/genre", "users", "notices", "held", "hubs", "retractions", "channels", "releases",
                 })
            await Ok(desk.GetAsync($"{Manage}/{path}", cancel));
        await Ok(desk.SendAsync(HttpMethod.Delete, $"{Manage}/blackouts/quoc-tang-thu", null, cancel));
        var (from, to) = (await PeakAsync(2027), await PeakAsync(2028));
        await Ok(desk.GetAsync($"{Manage}/peaks/{from}", cancel));
        await Ok(desk.GetAsync($"{Manage}/peaks/{from}/preflight", cancel));
        await Ok(desk.PostAsync($"{Manage}/peaks/{to}/copy", new { from }, cancel));
    }

    private async Task<string> PeakAsync(int year) => (await Ok(desk.GetAsync($"{Manage}/peaks?year={year}", cancel))).Json.GetProperty("items").EnumerateArray()
        .Single(peak => peak.GetProperty("campaign").GetString() == "chien-dich-thu").GetProperty("id").GetString()!;

    private async Task DeliverAsync()
    {
        await Ok(desk.PutAsync($"{Manage}/channels/{Channel}", new
        {
            format = "ninjs", transport = "webhook", lead = "PT0S", limits = new { concurrency = 2 },
            destinations = new object[] { new { key = "mot", url = $"{receiver.Url}mot" }, new { key = "hai", url = $"{receiver.Url}hai" } },
        }, cancel));
        await Ok(desk.GetAsync($"{Manage}/channels/{Channel}", cancel));
        await Ok(desk.PostAsync($"{Manage}/channels/{Channel}/probe", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/channels/{Channel}/test", new { destination = "mot" }, cancel));
        var items = new List<string>();
        for (var number = 1; number <= 2; number++)
            items.Add((await desk.CreateApprovedAsync("Article", $"Bài phát {number}", cancel, fields: new { body = "Nội dung." })).Id);

        var draft = await ReleaseAsync("Đợt bỏ", items);
        await Ok(desk.PutAsync($"{Manage}/releases/{draft.Id}", new { name = "Đợt bỏ", at = new { local = "2031-04-07T07:00" }, items = Entries(items), onNewBlock = "hold" }, cancel, ("If-Match", draft.ETag!)));
        await Ok(desk.GetAsync($"{Manage}/releases/{draft.Id}/preflight", cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{draft.Id}/arm", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{draft.Id}/disarm", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{draft.Id}/arm", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{draft.Id}/hold", new { reason = "Chờ quyết định" }, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{draft.Id}/decide", new { decision = "cancel", reason = "Không phát nữa" }, cancel));
        // this one waits for a decision, and somebody is told
        var held = await ReleaseAsync("Đợt tạm giữ", items);
        await Ok(desk.PostAsync($"{Manage}/releases/{held.Id}/arm", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{held.Id}/hold", new { reason = "Chờ quyết định" }, cancel));
        var cancelled = await ReleaseAsync("Đợt hủy", items);
        await Ok(desk.PostAsync($"{Manage}/releases/{cancelled.Id}/cancel", new { reason = "Trùng" }, cancel));

        var sent = await ReleaseAsync("Đợt phát", items);
        await Ok(desk.PostAsync($"{Manage}/releases/{sent.Id}/arm", null, cancel));
        await Expect(desk.PostAsync($"{Manage}/releases/{sent.Id}/arm", null, cancel), HttpStatusCode.Conflict);
        await Ok(desk.PostAsync($"{Manage}/releases/{sent.Id}/reschedule", new { at = Wire(TimeProvider.System.GetUtcNow().AddSeconds(5)) }, cancel));
        await Eventually.TrueAsync(async () => (await Ok(desk.GetAsync($"{Manage}/releases/{sent.Id}", cancel))).Json.GetProperty("deliveries").TryGetProperty("accepted", out var count) && count.GetInt32() == 4,
            TimeSpan.FromSeconds(30), cancel, "four deliveries are accepted");
        await LedgerAsync(sent.Id);
        await Ok(desk.PostAsync($"{Manage}/releases/{sent.Id}/retract", new { reason = "Số liệu sai" }, cancel));
        await Ok(desk.GetAsync($"{Manage}/releases?state=retracted", cancel));
        using var listening = new HttpRequestMessage(HttpMethod.Get, $"{Manage}/events?release={sent.Id}");
        using var stream = await desk.Http.SendAsync(listening, HttpCompletionOption.ResponseHeadersRead, cancel);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
    }

    private async Task LedgerAsync(string release)
    {
        var rows = await Ok(desk.GetAsync($"{Manage}/deliveries?release={release}&limit=1", cancel));
        var delivery = rows.Json.GetProperty("items")[0].GetProperty("id").GetString();
        await Ok(desk.GetAsync($"{Manage}/deliveries/{delivery}", cancel));
        await Ok(desk.PostAsync($"{Manage}/receipts", new { delivery, kind = "broadcast", note = "Đã phát 05:00" }, cancel));
        await Ok(desk.PostAsync($"{Manage}/deliveries/{delivery}/redact", new { reason = "Có số điện thoại" }, cancel));
        await Expect(desk.PostAsync($"{Manage}/deliveries/{delivery}/retry", null, cancel), HttpStatusCode.Conflict);
        await Expect(desk.PostAsync($"{Manage}/deliveries/{delivery}/cancel", null, cancel), HttpStatusCode.Conflict);
        await Ok(desk.PostAsync($"{Manage}/deliveries/retry", new { filter = new { release, state = "failed" } }, cancel));
        await Ok(desk.PostAsync($"{Manage}/deliveries/cancel", new { filter = new { release, state = "failed" } }, cancel));
        foreach (var table in new[] { "deliveries", "attempts", "receipts" })
            await Ok(desk.GetAsync($"{Manage}/{table}.csv?release={release}", cancel));
        await RetryAndCancelAsync();
    }

    // a receiver that refuses leaves something to send again and something to cancel
    private async Task RetryAndCancelAsync()
    {
        receiver.Answer(_ => new(500));
        var item = await desk.CreateApprovedAsync("Article", "Bài không tới", cancel, fields: new { body = "Nội dung." });
        var release = await ReleaseAsync("Đợt không tới", [item.Id]);
        await Ok(desk.PostAsync($"{Manage}/releases/{release.Id}/arm", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{release.Id}/reschedule", new { at = Wire(TimeProvider.System.GetUtcNow().AddSeconds(4)) }, cancel));
        List<string> waiting = [];
        await Eventually.TrueAsync(async () =>
        {
            var rows = (await Ok(desk.GetAsync($"{Manage}/deliveries?release={release.Id}&state=retrying", cancel))).Json.GetProperty("items");
            waiting = [.. rows.EnumerateArray().Select(row => row.GetProperty("id").GetString()!)];
            return waiting.Count == 2;
        }, TimeSpan.FromSeconds(30), cancel, "two deliveries wait for another try");
        await Ok(desk.PostAsync($"{Manage}/deliveries/{waiting[0]}/retry", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/deliveries/{waiting[1]}/cancel", null, cancel));
        receiver.Answer(_ => ReceiverAnswer.Ok);
    }

    private async Task AdministerAsync()
    {
        var made = (await Ok(desk.PostAsync($"{Manage}/tokens", new { name = "Đối tác thử", scopes = new[] { "read" }, expiresAt = "2031-01-01T00:00:00Z" }, cancel))).Json;
        var token = $"{Manage}/tokens/{made.GetProperty("id").GetString()}";
        await Ok(desk.GetAsync($"{Manage}/tokens", cancel));
        await Ok(desk.GetAsync(token, cancel));
        await Ok(desk.PutAsync(token, new { name = "Đối tác thử", scopes = new[] { "read" }, origins = new[] { "*" }, perMinute = 600, perDay = 50_000 }, cancel));
        await Expect(desk.PutAsync(token, new { name = "Đối tác thử", scopes = new[] { "read" }, origins = new[] { "doi-tac.vn" } }, cancel), HttpStatusCode.UnprocessableEntity);
        await Ok(desk.PostAsync($"{token}/rotate", new { overlap = "P7D" }, cancel));
        await Expect(desk.PostAsync($"{token}/rotate", null, cancel), HttpStatusCode.Conflict);
        await Ok(desk.GetAsync($"{token}/usage?from=2027-04-01&to=2027-04-07", cancel));
        await Expect(desk.GetAsync($"{token}/usage?from=khong-phai", cancel), HttpStatusCode.BadRequest);
        await Ok(desk.SendAsync(HttpMethod.Delete, token, null, cancel));
        var notice = "";
        await Eventually.TrueAsync(async () =>
        {
            var notices = (await Ok(desk.GetAsync($"{Manage}/notices", cancel))).Json.GetProperty("items");
            notice = notices.GetArrayLength() > 0 ? notices[0].GetProperty("id").ToString() : "";
            return notice.Length > 0;
        }, TimeSpan.FromSeconds(30), cancel, "a notice");
        await Ok(desk.PostAsync($"{Manage}/notices/{notice}/seen", null, cancel));
    }

    private async Task ImportAsync()
    {
        var recipe = (await Ok(desk.GetAsync($"{Manage}/export", cancel))).Text;
        await Ok(desk.PostAsync($"{Manage}/recipes", recipe, cancel));
        var made = (await Ok(desk.PostAsync("api/content", """{"ContentType":"Article","TitlePart":{"Title":"Từ Orchard"},"Article":{"Body":{"Markdown":"Nội dung"}}}""", cancel))).Json;
        var id = made.GetProperty("ContentItemId").GetString();
        await Ok(desk.GetAsync($"api/content/{id}", cancel));
        await Ok(desk.SendAsync(HttpMethod.Delete, $"api/content/{id}", null, cancel));
    }

    private async Task GoWrongAsync(CmsItem visible)
    {
        await Expect(reader.GetAsync($"{Manage}/items", cancel), HttpStatusCode.Unauthorized);
        await Expect(desk.GetAsync($"{Manage}/items/{Unknown}", cancel), HttpStatusCode.NotFound);
        await Expect(desk.PostAsync($"{Manage}/items", new { type = "Nope", lang = "vi", title = "x" }, cancel), HttpStatusCode.UnprocessableEntity);
        await Expect(desk.PostAsync($"{Manage}/items", "{", cancel), HttpStatusCode.BadRequest);
        await Expect(desk.PutAsync($"{Manage}/items/{visible.Id}", new { title = "x" }, cancel), HttpStatusCode.PreconditionRequired);
        await Expect(desk.PutAsync($"{Manage}/items/{visible.Id}", new { title = "x" }, cancel, ("If-Match", visible.ETag!)), HttpStatusCode.PreconditionFailed);
        await Expect(desk.PostAsync($"{Manage}/releases", new { name = "", at = "2020-01-01T00:00:00Z", items = Array.Empty<object>() }, cancel), HttpStatusCode.UnprocessableEntity);
        await Expect(desk.PutAsync($"{Manage}/channels/{Channel}", new { format = "khong-co", transport = "webhook", destinations = Array.Empty<object>() }, cancel), HttpStatusCode.UnprocessableEntity);
        await Expect(desk.PutAsync($"{Manage}/occasions/ngay-thu", new { name = "Ngày thử", date = "13-40" }, cancel), HttpStatusCode.UnprocessableEntity);
    }

    private async Task<CmsItem> ReleaseAsync(string name, IReadOnlyList<string> items)
    {
        var made = await Ok(desk.PostAsync($"{Manage}/releases", new { name, at = Wire(TimeProvider.System.GetUtcNow().AddHours(2)), items = Entries(items), missed = new { policy = "sendUntil" } }, cancel));
        return new(made.Json.GetProperty("id").GetString()!, 0, made.ETag, made.Json);
    }

    private static object[] Entries(IReadOnlyList<string> items) => [.. items.Select(id => new { id, channels = new[] { Channel } })];

    private static string Wire(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static async Task<CmsAnswer> Ok(Task<CmsAnswer> asked) => (await asked).ExpectSuccess();

    private static async Task<CmsAnswer> Expect(Task<CmsAnswer> asked, params HttpStatusCode[] expected) => (await asked).Expect(expected);
}
