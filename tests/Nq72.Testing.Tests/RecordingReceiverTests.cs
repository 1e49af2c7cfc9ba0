using System.Net;
using Nq72.Testing.Http;

namespace Nq72.Testing.Tests;

public sealed class RecordingReceiverTests : IAsyncLifetime
{
    private readonly HttpClient client = new();
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    [Fact]
    public async Task WaitForAsync_returns_what_arrived()
    {
        var waiting = receiver.WaitForAsync(2, Token);
        using var first = await client.PostAsync(new Uri(receiver.Url, "a?b=c"), new StringContent("{\"tiếng\":\"Việt\"}"), Token);
        using var second = await client.GetAsync(receiver.Url, Token);

        var arrived = await waiting;

        Assert.Equal(["/a?b=c", "/"], arrived.Select(request => request.Path));
        Assert.Equal("Việt", arrived[0].Json.GetProperty("tiếng").GetString());
        Assert.StartsWith("text/plain", arrived[0].Header("content-type"), StringComparison.Ordinal);
        Assert.True(arrived[0].ArrivedAt <= arrived[1].ArrivedAt);
    }

    [Fact]
    public async Task Answer_follows_the_script()
    {
        receiver.Answer(request => request.Number == 1 ? new ReceiverAnswer(503) { Headers = new Dictionary<string, string> { ["Retry-After"] = "7" } } : ReceiverAnswer.Cut);

        using var busy = await client.GetAsync(receiver.Url, Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), busy.Headers.RetryAfter!.Delta);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(receiver.Url, Token));
    }

    [Fact]
    public async Task StartAsync_after_StopAsync_listens_on_the_same_port()
    {
        var url = receiver.Url;
        await receiver.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(url, Token));

        await receiver.StartAsync(Token);

        using var answer = await client.GetAsync(url, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(url, receiver.Url);
    }

    [Fact]
    public async Task WaitForAsync_fails_by_name_when_too_little_arrives()
    {
        var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => receiver.WaitForAsync(1, Token, TimeSpan.FromMilliseconds(50)));

        Assert.Contains("1 requests", failure.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await receiver.DisposeAsync();
    }
}
