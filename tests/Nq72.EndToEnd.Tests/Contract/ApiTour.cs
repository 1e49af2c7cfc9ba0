using System.Globalization;
using System.Net;
using Nq72.Testing.Cms;
using Nq72.Testing.Http;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>
/// A walk past every operation of the API, as an editor, a planner, an administrator and a partner would come by, with some wrong turns. What it says
/// there becomes the examples of the API's document; it plans in 2031 and 2032, which they call 2027 and 2028.
/// </summary>
/// <param name="desk">May everything.</param>
/// <param name="reader">Has no key.</param>
/// <param name="watch">May everything, and nobody keeps what it is answered: it asks until something is so.</param>
/// <param name="receiver">Where pushes go.</param>
/// <param name="cancel">The test's.</param>
internal sealed class ApiTour(CmsClient desk, CmsClient reader, CmsClient watch, RecordingReceiver receiver, CancellationToken cancel)
{
    private const string Manage = "api/v1/manage";
    private const string Unknown = "4000000000000000000000000z";
    private const string Channel = "cong-thong-tin-xa";
    private const string OneSite = "trang-phuong-dong-kinh";
    private const string Slug = "phat-dong-ngay-suc-khoe-toan-dan-7-4-tai-phuong-dong-kinh";
    private const string Title = "Phát động Ngày Sức khỏe toàn dân 7/4 tại phường Đông Kinh";
    private const string Body = "Sáng **mai, 7/4**, phường Đông Kinh phát động phong trào “Ngày Sức khỏe toàn dân”.\n\nMời bà con đến trạm y tế phường để được tư vấn về khám sức khỏe định kỳ.";

    public async Task WalkAsync()
    {
        var before = (await Ok(watch.GetAsync("api/v1/sync?limit=1000", cancel))).Json.GetProperty("next").GetString();
        var (visible, retracted) = await WriteAsync();
        await Ok(reader.GetAsync($"api/v1/sync?since={before}", cancel));
        await ReadAsync(visible, retracted);
        await PlanAsync();
        await PreviewAsync(visible, retracted);
        await DeliverAsync();
        await AdministerAsync();
        await ImportAsync();
        await GoWrongAsync(visible);
    }

    private async Task<(CmsItem Visible, CmsItem Retracted)> WriteAsync()
    {
        var item = await desk.CreateItemAsync("Article", Title, cancel, fields: new { body = "Sáng mai, phường Đông Kinh phát động phong trào “Ngày Sức khỏe toàn dân”. Hỏi thêm ông Nguyễn Văn A." }, further: new Dictionary<string, object?>
        {
            ["slug"] = Slug, ["summary"] = "Mỗi người dân được tư vấn sức khỏe tại trạm y tế phường.", ["tags"] = new[] { "7/4", "Ngày Sức khỏe toàn dân" }, ["genre"] = "tin", ["strand"] = "II.4",
            ["audience"] = new[] { "III.2.k" }, ["campaign"] = "nq72", ["places"] = new[] { "05977" }, ["authority"] = "Ban Tuyên giáo và Dân vận Tỉnh ủy Lạng Sơn",
        });
        await Ok(desk.PutAsync($"{Manage}/items/{item.Id}", new { title = Title, fields = new { body = Body } }, cancel, ("If-Match", item.ETag!)));
        await Ok(desk.SubmitAsync(item.Id, cancel));
        await Ok(desk.PostAsync($"{Manage}/items/{item.Id}/return", new { reason = "Ghi rõ thời gian phát động" }, cancel));
        await Ok(desk.SubmitAsync(item.Id, cancel));
        await Ok(desk.ApproveAsync(item.Id, 2, cancel));
        await Expect(desk.PostAsync($"{Manage}/items/{item.Id}/redact", new { texts = new[] { item.Json.GetProperty("title").GetString() }, reason = "Theo đề nghị của gia đình" }, cancel), HttpStatusCode.Conflict);
        await Ok(desk.PostAsync($"{Manage}/items/{item.Id}/redact", new { texts = new[] { "Nguyễn Văn A" }, reason = "Theo đề nghị của gia đình" }, cancel));
        await Ok(desk.PostAsync($"{Manage}/items/{item.Id}/revoke-approval", new { reason = "Chờ phường xác nhận địa điểm" }, cancel));
        await Ok(desk.SubmitAsync(item.Id, cancel));
        await Ok(desk.ApproveAsync(item.Id, 2, cancel));
        await Ok(desk.PostAsync($"{Manage}/items/{item.Id}/publish", new { version = 2, until = new { local = "2031-12-31T17:00" } }, cancel));
        await Ok(desk.PostAsync($"{Manage}/items/{item.Id}/versions/1/restore", null, cancel));
        foreach (var path in new[] { "", "/versions", "/versions/1", "/diff?from=1&to=2", "/timeline" })
            await Ok(desk.GetAsync($"{Manage}/items/{item.Id}{path}", cancel));
        await Ok(desk.GetAsync($"{Manage}/items?state=published&limit=3", cancel));
        var trashed = await desk.CreateItemAsync("Article", "Lịch tiêm chủng tháng 4 (bản soạn trùng)", cancel);
        await Ok(desk.SendAsync(HttpMethod.Delete, $"{Manage}/items/{trashed.Id}", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/items/{trashed.Id}/restore", null, cancel));
        var ended = await desk.CreatePublishedAsync("Article", "Mời tham gia hiến máu tình nguyện tháng 4", cancel, fields: new { body = "Mời bà con đăng ký tại trạm y tế xã, phường." });
        await Ok(desk.PostAsync($"{Manage}/items/{ended.Id}/unpublish", new { at = Wire(TimeProvider.System.GetUtcNow().AddHours(10)) }, cancel));
        await Ok(desk.PostAsync($"{Manage}/items/{ended.Id}/unpublish", null, cancel));
        var retracted = await desk.CreatePublishedAsync("Article", "Lịch khám sức khỏe lưu động tuần này", cancel, fields: new { body = "Đoàn khám lưu động đến nhà văn hóa các thôn theo lịch." });
        await Ok(desk.RetractAsync(retracted.Id, "Lịch đã đổi, xem bản mới.", cancel));
        await Ok(desk.GetAsync($"{Manage}/types", cancel));
        await Ok(desk.GetAsync($"{Manage}/types/Article", cancel));
        return (item, retracted);
    }

    private async Task ReadAsync(CmsItem visible, CmsItem retracted)
    {
        var list = await Ok(reader.GetAsync("api/v1/items?type=Article&lang=vi&limit=2", cancel));
        await Expect(reader.GetAsync("api/v1/items?type=Article&lang=vi&limit=2", cancel, ("If-None-Match", list.ETag!)), HttpStatusCode.NotModified);
        await Ok(reader.GetAsync("api/v1/items?q=ngay%20suc%20khoe&fields=title,url&sort=title", cancel));
        await Ok(reader.GetAsync("api/v1/items?q=nghi%20quyet&highlight=true&facets=type,lang,tag,place&total=true&include=documents,related", cancel));
        await Ok(reader.GetAsync($"api/v1/items/{visible.Id}?include=related", cancel));
        await Ok(desk.GetAsync($"api/v1/items?asOf={Wire(DateTimeOffset.UnixEpoch.AddYears(57))}", cancel));
        await Ok(reader.GetAsync($"api/v1/items/{visible.Id}", cancel));
        await Ok(reader.GetAsync($"api/v1/items/Article/{Slug}", cancel));
        await Expect(reader.GetAsync($"api/v1/items/{retracted.Id}", cancel), HttpStatusCode.Gone);
        await Expect(reader.GetAsync($"api/v1/items/{Unknown}", cancel), HttpStatusCode.NotFound);
        await Expect(reader.GetAsync("api/v1/items?limit=0", cancel), HttpStatusCode.BadRequest);
        await Expect(reader.GetAsync("api/v1/items?type=Nope", cancel), HttpStatusCode.UnprocessableEntity);
        var sync = await Ok(reader.GetAsync("api/v1/sync?limit=1000", cancel));
        await Ok(reader.GetAsync($"api/v1/sync?since={sync.Json.GetProperty("next").GetString()}", cancel));
        await Expect(reader.GetAsync("api/v1/sync?since=khong-phai", cancel), HttpStatusCode.BadRequest);
        foreach (var format in new[] { "json", "rss", "atom", "ninjs" })
            await Ok(reader.GetAsync($"api/v1/feeds/Article.{format}?limit=1", cancel));
        await Expect(reader.GetAsync("api/v1/items/Article/khong-co", cancel), HttpStatusCode.NotFound);
        await Expect(reader.GetAsync($"api/v1/items/Article/{retracted.Json.GetProperty("slug").GetString()}", cancel), HttpStatusCode.Gone);
        foreach (var format in new[] { "json", "rss", "atom", "ninjs" })
        {
            await Expect(reader.GetAsync($"api/v1/feeds/all.{format}?limit=0", cancel), HttpStatusCode.BadRequest);
            await Expect(reader.GetAsync($"api/v1/feeds/Nope.{format}", cancel), HttpStatusCode.NotFound);
            await Expect(reader.GetAsync($"api/v1/feeds/all.{format}?lang=xx-khong", cancel), HttpStatusCode.UnprocessableEntity);
        }

        foreach (var calendar in new[] { "calendar", "calendar.ics" })
            await Expect(reader.GetAsync($"api/v1/{calendar}?from=2027-02-30", cancel), HttpStatusCode.BadRequest);
        await Ok(reader.GetAsync("api/v1/calendar?from=2027-04-01&to=2027-05-31", cancel));
        await Ok(desk.GetAsync("api/v1/calendar", cancel));
        await Ok(reader.GetAsync("api/v1/calendar.ics?from=2027-04-01&to=2027-05-31", cancel));
        await Ok(reader.GetAsync("api/v1/calendar.ics", cancel));
    }

    private async Task PreviewAsync(CmsItem visible, CmsItem retracted)
    {
        var made = (await Ok(desk.PostAsync($"{Manage}/previews", new { what = "site", asOf = "2031-04-07T00:00:00Z", note = "Báo Lạng Sơn xem trước ngày 7/4" }, cancel))).Json;
        var (link, secret) = ($"{Manage}/previews/{made.GetProperty("id").GetString()}", made.GetProperty("link").GetString()!.Split('/')[^1]);
        await Ok(desk.PostAsync($"{Manage}/previews", new { what = "item", item = visible.Id, version = 1 }, cancel));
        await Ok(desk.PostAsync($"{Manage}/previews", new { what = "page", path = "/", asOf = new { local = "2031-04-07T07:00" } }, cancel));
        await Expect(desk.PostAsync($"{Manage}/previews", new { what = "page" }, cancel), HttpStatusCode.UnprocessableEntity);
        await Expect(desk.PostAsync($"{Manage}/previews", "{", cancel), HttpStatusCode.BadRequest);
        await Expect(desk.PostAsync($"{Manage}/previews", new { what = "item", item = retracted.Id }, cancel), HttpStatusCode.Conflict);
        await Expect(desk.GetAsync($"{Manage}/previews?limit=0", cancel), HttpStatusCode.BadRequest);
        await Expect(desk.GetAsync($"{Manage}/previews?state=khong-co", cancel), HttpStatusCode.UnprocessableEntity);
        await Ok(desk.GetAsync($"{Manage}/previews?state=all&limit=2", cancel));
        await Ok(desk.GetAsync(link, cancel));
        foreach (var path in new[] { "items?limit=2&", $"items/{visible.Id}?", $"items/Article/{Slug}?", "sync?limit=1000&", "feeds/Article.json?", "calendar?" })
            await Ok(reader.GetAsync($"api/v1/{path}preview={secret}", cancel));
        await Ok(desk.SendAsync(HttpMethod.Delete, link, null, cancel));
        foreach (var path in new[] { "items", "sync" })
            await Expect(reader.GetAsync($"api/v1/{path}?preview={secret}", cancel), HttpStatusCode.Gone);
        await Expect(reader.GetAsync("api/v1/items?preview=khong-phai", cancel), HttpStatusCode.NotFound);
    }

    private async Task PlanAsync()
    {
        await Ok(desk.PutAsync($"{Manage}/occasions/ngay-hoi-suc-khoe-hoc-duong", new { name = "Ngày hội Sức khỏe học đường", date = "09-09", evidence = "quyết định" }, cancel));
        await Ok(desk.PutAsync($"{Manage}/occasions/tuan-le-dinh-duong", new { name = "Tuần lễ Dinh dưỡng địa phương", date = new { from = "10-01", to = "10-07" } }, cancel));
        await Ok(desk.PutAsync($"{Manage}/occasions/ram-thang-bay", new { name = "Rằm tháng Bảy", date = new { lunar = "07-15" } }, cancel));
        await Ok(desk.PutAsync($"{Manage}/campaigns/suc-khoe-hoc-duong", new { name = "Sức khỏe học đường", purpose = "Tuyên truyền chăm sóc sức khỏe học sinh trên địa bàn tỉnh.", from = "2027-01-01", to = "2032-12-31", peaks = new[] { new { occasion = "ngay-hoi-suc-khoe-hoc-duong", leadDays = 3, tailDays = 1 } } }, cancel));
        await Ok(desk.PutAsync($"{Manage}/blackouts/quoc-tang", new { name = "Quốc tang", from = "2031-05-24", to = new { local = "2031-05-25T12:00" }, allow = new { tags = new[] { "cảnh báo" } } }, cancel));
        foreach (var path in new[]
                 {
                     "occasions", "occasions/ngay-hoi-suc-khoe-hoc-duong", "occasions/ram-thang-bay", "campaigns", "campaigns/suc-khoe-hoc-duong", "blackouts", "blackouts/quoc-tang", "peaks?year=2027", "places", "taxonomies",
                     "taxonomies/genre", "coverage?by=genre&from=2027-09-06&to=2027-09-19&campaign=suc-khoe-hoc-duong", "notices", "held", "hubs", "retractions", "channels", "releases",
                 })
            await Ok(desk.GetAsync($"{Manage}/{path}", cancel));
        await Expect(desk.GetAsync($"{Manage}/coverage?from=khong-phai", cancel), HttpStatusCode.BadRequest);
        await Expect(desk.GetAsync($"{Manage}/coverage?by=khong-co", cancel), HttpStatusCode.UnprocessableEntity);
        await Ok(desk.SendAsync(HttpMethod.Delete, $"{Manage}/blackouts/quoc-tang", null, cancel));
    }

    private async Task CopyPeakAsync(IReadOnlyList<string> items)
    {
        var (from, to) = (await PeakAsync(2031), await PeakAsync(2032));
        await Ok(desk.GetAsync($"{Manage}/peaks/{from}", cancel));
        await Ok(desk.GetAsync($"{Manage}/peaks/{from}/preflight", cancel));
        await ReleaseAsync("Ngày hội Sức khỏe học đường", items, new(2031, 9, 9, 0, 0, 0, TimeSpan.Zero));
        await Ok(desk.PostAsync($"{Manage}/peaks/{to}/copy", new { from }, cancel));
    }

    private async Task<string> PeakAsync(int year) => (await Ok(desk.GetAsync($"{Manage}/peaks?year={year}", cancel))).Json.GetProperty("items").EnumerateArray()
        .Single(peak => peak.GetProperty("campaign").GetString() == "suc-khoe-hoc-duong").GetProperty("id").GetString()!;

    private async Task DeliverAsync()
    {
        await Ok(desk.PutAsync($"{Manage}/channels/{Channel}", new
        {
            displayName = "Cổng thông tin xã, phường", format = "ninjs", transport = "webhook", lead = "PT0S", limits = new { concurrency = 2 },
            destinations = new object[] { new { key = "dong-kinh", url = $"{receiver.Url}dong-kinh" }, new { key = "ky-lua", url = $"{receiver.Url}ky-lua" } },
        }, cancel));
        await Ok(desk.PutAsync($"{Manage}/channels/{OneSite}", new { format = "ninjs", transport = "webhook", destinations = new object[] { new { key = "dong-kinh", url = $"{receiver.Url}dong-kinh" } } }, cancel));
        await Ok(desk.GetAsync($"{Manage}/channels/{Channel}", cancel));
        await Ok(desk.PostAsync($"{Manage}/channels/{Channel}/probe", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/channels/{Channel}/test", new { destination = "dong-kinh" }, cancel));
        var items = new List<string>();
        foreach (var title in new[] { "Thông điệp Ngày Sức khỏe toàn dân 7/4", "Mỗi ngày vận động một chút" })
            items.Add((await desk.CreateApprovedAsync("Article", title, cancel, fields: new { body = "Khỏe để xây dựng và bảo vệ Tổ quốc." })).Id);

        var draft = await ReleaseAsync("Ngày Sức khỏe toàn dân 7/4, sáng", items, new(2031, 4, 7, 0, 0, 0, TimeSpan.Zero));
        await Ok(desk.PutAsync($"{Manage}/releases/{draft.Id}", new { name = "Ngày Sức khỏe toàn dân 7/4, sáng", at = new { local = "2031-04-07T07:00" }, items = Entries(items), onNewBlock = "hold" }, cancel, ("If-Match", draft.ETag!)));
        await Ok(desk.GetAsync($"{Manage}/releases/{draft.Id}/preflight", cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{draft.Id}/arm", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{draft.Id}/disarm", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{draft.Id}/arm", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{draft.Id}/hold", new { reason = "Chờ ý kiến của Sở Y tế" }, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{draft.Id}/decide", new { decision = "cancel", reason = "Đã có đợt phát khác thay thế" }, cancel));
        // this one waits for a decision, and somebody is told
        var held = await ReleaseAsync("Thông tin phòng dịch tháng 4", items[..1]);
        await Ok(desk.PostAsync($"{Manage}/releases/{held.Id}/arm", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{held.Id}/hold", new { reason = "Chờ ý kiến của Sở Y tế" }, cancel));
        var cancelled = await ReleaseAsync("Nhắc lịch tiêm chủng", items);
        await Ok(desk.PostAsync($"{Manage}/releases/{cancelled.Id}/cancel", new { reason = "Trùng với đợt phát của Sở Y tế" }, cancel));

        var sent = await ReleaseAsync("Thông báo trước Ngày Sức khỏe toàn dân", items[..1], channel: OneSite);
        await Ok(desk.PostAsync($"{Manage}/releases/{sent.Id}/arm", null, cancel));
        await Expect(desk.PostAsync($"{Manage}/releases/{sent.Id}/arm", null, cancel), HttpStatusCode.Conflict);
        await Ok(desk.PostAsync($"{Manage}/releases/{sent.Id}/reschedule", new { at = Wire(TimeProvider.System.GetUtcNow().AddSeconds(5)) }, cancel));
        await Eventually.TrueAsync(async () => (await Ok(watch.GetAsync($"{Manage}/releases/{sent.Id}", cancel))).Json.GetProperty("deliveries").TryGetProperty("accepted", out var count) && count.GetInt32() == 1,
            TimeSpan.FromSeconds(30), cancel, "the delivery is accepted");
        await Ok(desk.GetAsync($"{Manage}/releases/{sent.Id}", cancel));
        await LedgerAsync(sent.Id);
        await CopyPeakAsync(items);
        await Ok(desk.PostAsync($"{Manage}/releases/{sent.Id}/retract", new { reason = "Lịch đã đổi, xem bản mới." }, cancel));
        await Eventually.TrueAsync(async () => (await Ok(watch.GetAsync($"{Manage}/retractions", cancel))).Json.GetProperty("items") is var told && told.GetArrayLength() == 1 && told[0].GetProperty("told")[0].GetProperty("state").GetString() == "accepted",
            TimeSpan.FromSeconds(30), cancel, "the receiver is told of the retraction");
        foreach (var path in new[] { "releases?state=retracted", "retractions", "held" })
            await Ok(desk.GetAsync($"{Manage}/{path}", cancel));
        using var listening = new HttpRequestMessage(HttpMethod.Get, $"{Manage}/events?release={sent.Id}");
        using var stream = await desk.Http.SendAsync(listening, HttpCompletionOption.ResponseHeadersRead, cancel);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
    }

    private async Task LedgerAsync(string release)
    {
        var rows = await Ok(desk.GetAsync($"{Manage}/deliveries?release={release}", cancel));
        var delivery = rows.Json.GetProperty("items")[0].GetProperty("id").GetString();
        await Ok(desk.GetAsync($"{Manage}/deliveries/{delivery}", cancel));
        await Ok(desk.PostAsync($"{Manage}/receipts", new { delivery, kind = "broadcast", note = "Đã đăng trên trang chủ" }, cancel));
        await Ok(desk.PostAsync($"{Manage}/deliveries/{delivery}/redact", new { reason = "Câu trả lời có số điện thoại cá nhân" }, cancel));
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
        var item = await desk.CreateApprovedAsync("Article", "Lịch làm việc của trạm y tế dịp nghỉ lễ", cancel, fields: new { body = "Trạm y tế trực cả ngày nghỉ." });
        var release = await ReleaseAsync("Lịch làm việc dịp nghỉ lễ", [item.Id]);
        await Ok(desk.PostAsync($"{Manage}/releases/{release.Id}/arm", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/releases/{release.Id}/reschedule", new { at = Wire(TimeProvider.System.GetUtcNow().AddSeconds(4)) }, cancel));
        List<string> waiting = [];
        await Eventually.TrueAsync(async () =>
        {
            var rows = (await Ok(watch.GetAsync($"{Manage}/deliveries?release={release.Id}&state=retrying", cancel))).Json.GetProperty("items");
            waiting = [.. rows.EnumerateArray().OrderBy(row => row.GetProperty("destination").GetString(), StringComparer.Ordinal).Select(row => row.GetProperty("id").GetString()!)];
            return waiting.Count == 2;
        }, TimeSpan.FromSeconds(30), cancel, "two deliveries wait for another try");
        await Ok(desk.PostAsync($"{Manage}/deliveries/{waiting[0]}/retry", null, cancel));
        await Ok(desk.PostAsync($"{Manage}/deliveries/{waiting[1]}/cancel", null, cancel));
        receiver.Answer(_ => ReceiverAnswer.Ok);
    }

    private async Task AdministerAsync()
    {
        var made = (await Ok(desk.PostAsync($"{Manage}/tokens", new { name = "Báo Lạng Sơn", scopes = new[] { "read" }, expiresAt = "2031-12-31T17:00:00Z" }, cancel))).Json;
        var token = $"{Manage}/tokens/{made.GetProperty("id").GetString()}";
        await Ok(desk.GetAsync($"{Manage}/tokens", cancel));
        await Ok(desk.GetAsync(token, cancel));
        await Ok(desk.PutAsync(token, new { name = "Báo Lạng Sơn", scopes = new[] { "read" }, origins = new[] { "*" }, perMinute = 600, perDay = 50_000 }, cancel));
        await Expect(desk.PutAsync(token, new { name = "Báo Lạng Sơn", scopes = new[] { "read" }, origins = new[] { "doi-tac.vn" } }, cancel), HttpStatusCode.UnprocessableEntity);
        await Ok(desk.PostAsync($"{token}/rotate", new { overlap = "P7D" }, cancel));
        await Expect(desk.PostAsync($"{token}/rotate", null, cancel), HttpStatusCode.Conflict);
        await Ok(desk.GetAsync($"{token}/usage?from=2027-04-01&to=2027-04-07", cancel));
        await Expect(desk.GetAsync($"{token}/usage?from=khong-phai", cancel), HttpStatusCode.BadRequest);
        await Expect(desk.PostAsync($"{token}/rotate", new { overlap = "P200D" }, cancel), HttpStatusCode.UnprocessableEntity);
        await Ok(desk.SendAsync(HttpMethod.Delete, token, null, cancel));
        await Expect(desk.PutAsync(token, new { name = "Báo Lạng Sơn", scopes = new[] { "read" } }, cancel), HttpStatusCode.Conflict);
        await Expect(desk.PutAsync($"{Manage}/tokens/{Guid.Empty}", new { name = "Báo Lạng Sơn", scopes = new[] { "read" } }, cancel), HttpStatusCode.NotFound);
        await Expect(desk.GetAsync($"{Manage}/notices?state=khong-co", cancel), HttpStatusCode.UnprocessableEntity);
        var notice = "";
        await Eventually.TrueAsync(async () =>
        {
            var notices = (await Ok(watch.GetAsync($"{Manage}/notices", cancel))).Json.GetProperty("items");
            notice = notices.GetArrayLength() > 0 ? notices[0].GetProperty("id").ToString() : "";
            return notice.Length > 0;
        }, TimeSpan.FromSeconds(30), cancel, "a notice");
        await Ok(desk.GetAsync($"{Manage}/notices", cancel));
        await Ok(desk.PostAsync($"{Manage}/notices/{notice}/seen", null, cancel));
    }

    private async Task ImportAsync()
    {
        await Ok(desk.PostAsync($"{Manage}/recipes", """
            {"name":"ngay-suc-khoe-dia-phuong","displayName":"Ngày sức khỏe của địa phương","steps":[{"name":"Nq72Occasions","Occasions":[
              {"Key":"ngay-hoi-nguoi-cao-tuoi","Name":"Ngày hội Sức khỏe người cao tuổi","Date":"06-06","Evidence":"quyết định của xã","Festive":true}]}]}
            """, cancel));
        var recipe = (await Ok(desk.GetAsync($"{Manage}/export", cancel))).Text;
        await Ok(desk.PostAsync($"{Manage}/recipes", recipe, cancel));
        var made = (await Ok(desk.PostAsync("api/content", """{"ContentType":"Article","TitlePart":{"Title":"Tin từ trang cũ"},"Article":{"Body":{"Markdown":"Trạm y tế phường mở cửa cả sáng thứ Bảy."}}}""", cancel))).Json;
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
        var (now, later) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(30));
        var planned = await desk.CreateApprovedAsync("Article", "Kết quả Ngày Sức khỏe toàn dân 7/4", cancel, fields: new { body = "Phường tổng hợp kết quả sau một tuần." });
        await Expect(desk.PostAsync($"{Manage}/items/{planned.Id}/publish", new { from = Wire(now.AddDays(-1)) }, cancel), HttpStatusCode.UnprocessableEntity);
        var armed = await ReleaseAsync("Tổng kết Ngày Sức khỏe toàn dân 7/4", [planned.Id], later);
        await Ok(desk.PostAsync($"{Manage}/releases/{armed.Id}/arm", null, cancel));
        await Expect(desk.PostAsync($"{Manage}/items/{planned.Id}/publish", null, cancel), HttpStatusCode.Conflict);
        await Expect(desk.PostAsync($"{Manage}/releases", new { name = "", at = "2020-01-01T00:00:00Z", items = Array.Empty<object>() }, cancel), HttpStatusCode.UnprocessableEntity);
        await Expect(desk.PutAsync($"{Manage}/channels/{Channel}", new { format = "khong-co", transport = "webhook", destinations = Array.Empty<object>() }, cancel), HttpStatusCode.UnprocessableEntity);
        await Expect(desk.PutAsync($"{Manage}/occasions/ngay-hoi-suc-khoe-hoc-duong", new { name = "Ngày hội Sức khỏe học đường", date = "13-40" }, cancel), HttpStatusCode.UnprocessableEntity);
    }

    private async Task<CmsItem> ReleaseAsync(string name, IReadOnlyList<string> items, DateTimeOffset? at = null, string channel = Channel)
    {
        var made = await Ok(desk.PostAsync($"{Manage}/releases", new { name, at = Wire(at ?? TimeProvider.System.GetUtcNow().AddHours(2)), items = Entries(items, channel), missed = new { policy = "sendUntil" } }, cancel));
        return new(made.Json.GetProperty("id").GetString()!, 0, made.ETag, made.Json);
    }

    private static object[] Entries(IReadOnlyList<string> items, string channel = Channel) => [.. items.Select(id => new { id, channels = new[] { channel } })];

    private static string Wire(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static async Task<CmsAnswer> Ok(Task<CmsAnswer> asked) => (await asked).ExpectSuccess();

    private static async Task<CmsAnswer> Expect(Task<CmsAnswer> asked, params HttpStatusCode[] expected) => (await asked).Expect(expected);
}
