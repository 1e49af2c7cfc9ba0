using System.Net.Sockets;
using System.Text;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Tests.Platform;

/// <summary>
/// Requests that no client of good will sends, as bytes on a connection to the real server. Each is answered with what is wrong, or cut off, and
/// the next ordinary caller is served.
/// </summary>
public sealed class AbuseTests(AbuseTests.ImpatientHost shared) : IClassFixture<AbuseTests.ImpatientHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CmsHost host = shared.Host;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("limit=0", "limit"), InlineData("limit=101", "limit"), InlineData("limit=-1", "limit"), InlineData("limit=99999999999999999999", "limit"), InlineData("limit=1e9", "limit"), InlineData("limit=%00", "malformed")]
    [InlineData("cursor=%F0%9F%92%A3", "cursor"), InlineData("cursor=../../etc/passwd", "cursor"), InlineData("cursor='%20OR%201=1--", "cursor"), InlineData("cursor=AAAA", "cursor")]
    public async Task Query_that_asks_too_much_or_nothing_is_400(string query, string code)
    {
        var answer = await SendAsync(Get($"/api/v1/items?{query}"));

        AssertStarts("HTTP/1.1 400 ", answer);
        Assert.Contains($"\"code\":\"{code}\"", answer, StringComparison.Ordinal);
        await AssertServesAsync();
    }

    [Fact]
    public async Task Long_cursor_is_400_and_a_longer_address_414()
    {
        AssertStarts("HTTP/1.1 400 ", await SendAsync(Get($"/api/v1/items?cursor={new string('A', 7_500)}")));
        AssertStarts("HTTP/1.1 414 ", await SendAsync(Get($"/api/v1/items?cursor={new string('A', 9_000)}")));
        AssertStarts("HTTP/1.1 414 ", await SendAsync(Get($"/api/v1/items/{new string('A', 200_000)}")));
        await AssertServesAsync();
    }

    [Theory]
    [InlineData("(a%2B)%2B%24"), InlineData("(x%2Bx%2B)%2By"), InlineData("%25%25%25%25%25%25_%25"), InlineData("[[[[[[[[(((((((("), InlineData("%22%22%22*%20NEAR(a%20b)%20AND%20OR%20NOT"), InlineData("a*%20OR%20*"), InlineData("%5C%5C%5C'%3B--")]
    public async Task Search_text_that_looks_like_a_pattern_is_text(string q)
    {
        await host.PublishedAsync(Token);

        // many times over, as whoever hopes for a pattern that never ends would
        AssertStarts("HTTP/1.1 200 ", await SendAsync(Get($"/api/v1/items?q={q}")));
        var repeated = await SendAsync(Get($"/api/v1/items?q={string.Concat(Enumerable.Repeat(q, 60))}"));
        Assert.True(repeated.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) || repeated.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), repeated);
        await AssertServesAsync();
    }

    [Fact]
    public async Task Flood_of_headers_is_431()
    {
        AssertStarts("HTTP/1.1 431 ", await SendAsync(Get("/api/v1/items", string.Concat(Enumerable.Range(0, 500).Select(i => $"X-{i}: a\r\n")))));
        AssertStarts("HTTP/1.1 431 ", await SendAsync(Get("/api/v1/items", $"X-Long: {new string('a', 64_000)}\r\n")));
        AssertStarts("HTTP/1.1 431 ", await SendAsync(Get("/api/v1/items", string.Concat(Enumerable.Range(0, 60).Select(i => $"X-{i}: {new string('a', 400)}\r\n")))));
        await AssertServesAsync();
    }

    [Fact]
    public async Task Headers_that_do_not_come_are_waited_for_and_no_longer()
    {
        // half a request, and silence
        var answer = await SendAsync("GET /api/v1/items HTTP/1.1\r\nHost: nq72.test\r\nX-Slow: ");

        AssertStarts("HTTP/1.1 408 ", answer);
        await AssertServesAsync();
    }

    [Fact]
    public async Task Body_that_does_not_come_is_408()
    {
        var answer = await SendAsync(Post("/api/v1/manage/items", "{\"type\":", 5_000));

        AssertStarts("HTTP/1.1 408 ", answer);
        Assert.Contains("\"code\":\"tooSlow\"", answer, StringComparison.Ordinal);
        await AssertServesAsync();
    }

    [Fact]
    public async Task Deep_json_is_400_and_a_body_beyond_all_measure_413()
    {
        var deep = $"{{\"type\":\"Article\",\"title\":\"a\",\"fields\":{{\"body\":{new string('[', 100_000)}{new string(']', 100_000)}}}}}";
        var refused = await SendAsync(Post("/api/v1/manage/items", deep, deep.Length));
        AssertStarts("HTTP/1.1 400 ", refused);
        Assert.Contains("\"code\":\"malformedJson\"", refused, StringComparison.Ordinal);
        AssertStarts("HTTP/1.1 413 ", await SendAsync(Post("/api/v1/manage/items", "{", 5_000_000_000)));
        await AssertServesAsync();
    }

    [Theory]
    [InlineData("GET\r\n\r\n"), InlineData("GET / HTTP/9.9\r\n\r\n"), InlineData("GET /api/v1/items HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("POST /api/v1/items HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /admin HTTP/1.1\r\n\r\n")]
    public async Task Bytes_that_are_no_request_are_refused(string bytes)
    {
        var answer = await SendAsync(bytes);

        Assert.True(answer.Length == 0 || (answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 505", StringComparison.Ordinal)), answer);
        // no second request was read out of the first one's body
        Assert.Equal(answer.Length == 0 ? -1 : 0, answer.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal));
        await AssertServesAsync();
    }

    private static void AssertStarts(string expected, string answer) => Assert.StartsWith(expected, answer, StringComparison.Ordinal);

    private static string Get(string path, string headers = "") => $"GET {path} HTTP/1.1\r\nHost: nq72.test\r\nConnection: close\r\n{headers}\r\n";

    private static string Post(string path, string body, long length) =>
        $"POST {path} HTTP/1.1\r\nHost: nq72.test\r\nConnection: close\r\nAuthorization: Bearer {CmsTemplate.Token(Scopes.Admin)}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}";

    private async Task AssertServesAsync() => AssertStarts("HTTP/1.1 200 ", await SendAsync(Get("/api/v1/items")));

    // the server may answer and hang up while it is still being written to
    private async Task<string> SendAsync(string request)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        using var connection = new TcpClient();
        await connection.ConnectAsync(host.Url.Host, host.Url.Port, patience.Token);
        var stream = connection.GetStream();
        var sending = WriteAsync(stream, Encoding.UTF8.GetBytes(request), patience.Token);
        var answer = await ReadAsync(stream, patience.Token);
        await sending;
        return answer;
    }

    private static async Task WriteAsync(NetworkStream stream, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException)
        {
            // it hung up: what it said is read
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        var buffer = new byte[8192];
        try
        {
            for (var read = 1; read > 0;)
            {
                read = await stream.ReadAsync(buffer, cancellationToken);
                answer.Write(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // cut off after what was read
        }

        return Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
    }

    /// <summary>One host for all, since what one of them does to it is what the next one must not feel.</summary>
    public sealed class ImpatientHost : IAsyncLifetime
    {
        // short, so that a test need not wait for what is waited for in production
        private static readonly string[] Impatient = ["--Nq72:RequestLimits:HeaderSeconds=1", "--Nq72:RequestLimits:BodyGraceSeconds=2"];

        internal CmsHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, CancellationToken.None, Impatient);

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
