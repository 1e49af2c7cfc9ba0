using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests;

/// <summary>The routes as clients meet them.</summary>
public sealed class EndpointTests(EndpointTests.Web host) : IClassFixture<EndpointTests.Web>
{
    private readonly SchedulerWeb web = host.Started;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calendar_is_put_and_read()
    {
        var put = await web.AskAsync(HttpMethod.Put, "occasions/suc-khoe", """{"name":"Ngày Sức khỏe toàn dân","date":"04-07","evidence":"kế hoạch"}""");
        await web.AskAsync(HttpMethod.Put, "occasions/thang", """{"name":"Tháng hành động","date":{"from":"04-15","to":"05-15"}}""");
        await web.AskAsync(HttpMethod.Put, "occasions/tet", """{"name":"Tết","date":{"lunar":"01-01"},"days":5,"kind":"holiday","festive":true}""");
        await web.AskAsync(HttpMethod.Put, "occasions/chua-ro", """{"name":"Chưa rõ","date":null}""");
        await web.AskAsync(HttpMethod.Put, "campaigns/nq72", """{"name":"NQ 72","from":"2026-01-01","to":"2030-12-31","peaks":[{"occasion":"suc-khoe","leadDays":7,"tailDays":3}]}""");

        var peaks = await web.AskAsync(HttpMethod.Get, "peaks?year=2027");
        var peak = Assert.Single(peaks.Body.GetProperty("items").EnumerateArray());
        var list = await web.AskAsync(HttpMethod.Get, "occasions?limit=2");

        Assert.Equal((200, "04-07"), (put.Status, put.Text("date")));
        Assert.Equal(
            ("nq72.suc-khoe.2027", "2027-04-07", "2027-03-31", "2027-04-10"),
            (peak.GetProperty("id").GetString(), peak.GetProperty("date").GetString(), peak.GetProperty("from").GetString(), peak.GetProperty("to").GetString()));
        Assert.Equal(200, (await web.AskAsync(HttpMethod.Get, "peaks/nq72.suc-khoe.2027")).Status);
        Assert.Matches("^[A-Za-z0-9_-]+$", list.Text("next")!);
        Assert.Equal("15", (await web.AskAsync(HttpMethod.Get, "occasions/thang")).Body.GetProperty("date").GetProperty("to").GetString()![3..]);
    }

    [Theory]
    [InlineData("deliveries.csv", "vi", "Mã lượt gửi,Đợt phát,")]
    [InlineData("deliveries.csv", "en-GB", "Delivery,Release,")]
    [InlineData("attempts.csv", "vi", "Số thứ tự trong chuỗi,Mã lần gửi,")]
    [InlineData("receipts.csv", "en", "Link,Receipt,")]
    public async Task Ledger_is_exported_as_a_table(string table, string language, string begin)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, web.Address + table) { Headers = { { SchedulerWeb.ScopesHeader, "preview" }, { "Accept-Language", language } } };

        using var answer = await client.SendAsync(request, Token);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Token);

        Assert.Equal(("text/csv; charset=utf-8", "no-store, private"), (answer.Content.Headers.ContentType!.ToString(), answer.Headers.CacheControl!.ToString()));
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.StartsWith(begin, System.Text.Encoding.UTF8.GetString(bytes[3..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "occasions/x", """{"name":"x","date":"31-12"}""", 422, "date")]
    [InlineData("PUT", "occasions/x", """{"name":"x","date":7}""", 422, "date")]
    [InlineData("PUT", "occasions/x", """{"name":7}""", 400, "malformedJson")]
    [InlineData("PUT", "occasions/x", "{", 400, "malformedJson")]
    [InlineData("GET", "occasions?limit=0", null, 400, "limit")]
    [InlineData("GET", "releases?limit=101", null, 400, "limit")]
    [InlineData("GET", "releases?state=khac", null, 400, "state")]
    [InlineData("GET", "releases?state=draft,arming", null, 400, "state")]
    [InlineData("POST", "releases", "{\"name\":\"x\",\"at\":\"2090-01-01T07:00:00Z\",\"items\":[null]}", 422, "unknownItem")]
    [InlineData("PUT", "campaigns/x", "{\"name\":\"x\",\"from\":\"2027-01-01\",\"to\":\"2027-12-31\",\"peaks\":[null]}", 422, "unknownOccasion")]
    [InlineData("PUT", "campaigns/x", "{\"name\":\"x\",\"from\":\"0001-01-01\",\"to\":\"0002-12-31\"}", 422, "range")]
    [InlineData("GET", "deliveries?cursor=..", null, 400, "cursor")]
    [InlineData("GET", "deliveries?state=1", null, 400, "state")]
    [InlineData("GET", "deliveries?state=failed,held", null, 400, "state")]
    [InlineData("GET", "deliveries?cursor=WyJ4Il0", null, 400, "cursor")]
    [InlineData("GET", "deliveries.csv?state=1", null, 400, "state")]
    [InlineData("GET", "attempts.csv?operation=x", null, 400, "operation")]
    [InlineData("GET", "deliveries/abc", null, 404, "notFound")]
    [InlineData("GET", "releases/abc", null, 404, "notFound")]
    [InlineData("GET", "peaks?year=abc", null, 400, "year")]
    [InlineData("POST", "releases", """{"name":"x","at":{"local":"2020-01-01T07:00"},"items":[]}""", 422, "pastInstant")]
    [InlineData("POST", "releases", """{"name":"x","at":"2090-01-01T07:00","items":[]}""", 400, "malformedJson")]
    [InlineData("POST", "releases", """{"name":"x","at":{"local":"sáng mai"},"items":[]}""", 422, "wallTime")]
    [InlineData("PUT", "channels/x", """{"format":"ninjs","transport":"webhook","destinations":[{"key":"a","url":"http://192.168.1.1/"}]}""", 422, "privateAddress")]
    [InlineData("PUT", "channels/x", """{"format":"ninjs","transport":"email","destinations":[]}""", 400, "malformedJson")]
    [InlineData("PUT", "channels/x", """{"format":"ninjs","transport":"pull","destinations":[null]}""", 422, "required")]
    [InlineData("PUT", "channels/x", """{"format":"ninjs","transport":"pull","destinations":[{"key":"a","secrets":[null]}]}""", 422, "secret")]
    [InlineData("PUT", "channels/x", """{"format":"ninjs","transport":"webhook","destinations":[{"key":"a","url":"http://abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.abcdefghabcdefgh.vn/"}]}""", 422, "url")]
    public async Task Wrong_input_is_a_problem_with_a_code(string method, string path, string? json, int status, string code)
    {
        var answer = await web.AskAsync(new HttpMethod(method), path, json);

        Assert.Equal((status, code), (answer.Status, answer.Text("code")));
    }

    [Theory]
    [InlineData("GET", "releases", "", 401)]
    [InlineData("GET", "releases", "read", 403)]
    [InlineData("GET", "releases", "preview", 200)]
    [InlineData("POST", "releases/x/arm", "write", 403)]
    [InlineData("POST", "releases/x/arm", "publish", 404)]
    [InlineData("PUT", "channels/x", "publish", 403)]
    [InlineData("POST", "receipts", "read", 403)]
    [InlineData("POST", "receipts", "operate", 422)]
    [InlineData("POST", "receipts", "publish", 422)]
    public async Task Routes_ask_for_their_scope(string method, string path, string scopes, int status)
    {
        // the answer of a refusal by the framework has no body
        using var client = new HttpClient { BaseAddress = new Uri(web.Address) };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (scopes.Length > 0)
            request.Headers.Add(SchedulerWeb.ScopesHeader, scopes);
        if (method != "GET")
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, Token);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_release_goes_from_draft_to_accepted_over_the_api()
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        var channel = await web.AskAsync(HttpMethod.Put, "channels/bao", $$"""{"format":"ninjs","transport":"webhook","lead":"PT0S","destinations":[{"url":"{{receiver.Url}}","key":"a"}]}""");
        var item = web.Gateway.Add();
        var at = TimeProvider.System.GetUtcNow().AddSeconds(2).ToString("O");

        var created = await web.AskAsync(HttpMethod.Post, "releases", $$"""{"name":"Sáng","missed":{"policy":"skip"},"at":"{{at}}","items":[{"id":"{{item}}","channels":["bao"]}]}""");
        var id = created.Text("id");
        var stale = await web.AskAsync(HttpMethod.Put, $"releases/{id}", $$"""{"name":"x","at":"{{at}}","items":[]}""", ifMatch: "\"7\"");
        var armed = await web.AskAsync(HttpMethod.Post, $"releases/{id}/arm");
        var again = await web.AskAsync(HttpMethod.Post, $"releases/{id}/arm", language: "en");
        var push = Assert.Single(await receiver.WaitForAsync(1, Token));
        await Eventually.TrueAsync(
            async () => (await web.AskAsync(HttpMethod.Get, $"releases/{id}")).Body.GetProperty("deliveries").TryGetProperty("accepted", out _), TimeSpan.FromSeconds(5), Token);

        Assert.StartsWith("whsec_", channel.Body.GetProperty("destinations")[0].GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal((201, "draft", "\"1\"", $"/api/v1/manage/releases/{id}"), (created.Status, created.Text("state"), created.ETag, created.Location));
        Assert.Equal((412, 200, "armed"), (stale.Status, armed.Status, armed.Text("state")));
        Assert.Equal((409, "wrongState", "The release is 'armed'."), (again.Status, again.Text("code"), again.Text("detail")));
        var release = await web.AskAsync(HttpMethod.Get, $"releases/{id}");
        Assert.Equal("released", release.Text("state"));
        var due = DateTimeOffset.Parse(at, null);
        TestContext.Current.TestOutputHelper!.WriteLine($"The push arrived {(push.ArrivedAt - due).TotalMilliseconds:0.0} ms after the instant");
        Assert.InRange(push.ArrivedAt, due, due.AddSeconds(1));
        var deliveries = await web.AskAsync(HttpMethod.Get, $"deliveries?release={id}&state=accepted");
        var delivery = await web.AskAsync(HttpMethod.Get, $"deliveries/{deliveries.Body.GetProperty("items")[0].GetProperty("id").GetString()}");
        Assert.Equal("accepted", delivery.Body.GetProperty("attempts")[0].GetProperty("outcome").GetString());
        var retracted = await web.AskAsync(HttpMethod.Post, $"releases/{id}/retract", """{"reason":"số liệu sai"}""");
        Assert.Equal("retracted", retracted.Text("state"));
        await receiver.WaitForAsync(2, Token);
    }

    [Fact]
    public async Task Arm_that_is_blocked_tells_findings_in_the_caller_s_language()
    {
        var item = web.Gateway.Add(approved: false);
        var created = await web.AskAsync(HttpMethod.Post, "releases", $$"""{"name":"x","at":"2090-04-07T00:00:00Z","items":[{"id":"{{item}}","public":true}]}""");

        var blocked = await web.AskAsync(HttpMethod.Post, $"releases/{created.Text("id")}/arm", language: "en");
        var preflight = await web.AskAsync(HttpMethod.Get, $"releases/{created.Text("id")}/preflight");

        var finding = blocked.Body.GetProperty("findings")[0];
        Assert.Equal((409, "preflight"), (blocked.Status, blocked.Text("code")));
        Assert.Equal(("block", "notApproved", item), (finding.GetProperty("severity").GetString(), finding.GetProperty("code").GetString(), finding.GetProperty("item").GetString()));
        Assert.EndsWith("is not approved.", finding.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("chưa được duyệt.", preflight.Body.GetProperty("findings")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    /// <summary>One host for the class: its tests use names of their own.</summary>
    public sealed class Web : IAsyncLifetime
    {
        internal SchedulerWeb Started { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Started = await SchedulerWeb.StartAsync(DatabaseProvider.Sqlite);

        public ValueTask DisposeAsync() => Started.DisposeAsync();
    }
}
