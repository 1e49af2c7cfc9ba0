using System.Net;
using Nq72.Testing.Cms;
using Nq72.Testing.Http;

namespace Nq72.Testing.Tests;

public sealed class CmsClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreatePublishedAsync_walks_the_routes_of_the_api()
    {
        await using var api = await RecordingReceiver.StartNewAsync(Token);
        api.Answer(request => request.Path.EndsWith("/items", StringComparison.Ordinal)
            ? new ReceiverAnswer(201) { Body = """{"id":"4abc","version":3}""", Headers = new Dictionary<string, string> { ["ETag"] = "\"3\"" } }
            : ReceiverAnswer.Ok);
        using var client = new CmsClient(api.Url, "secret");

        var item = await client.CreatePublishedAsync("Article", "Tiêu đề", Token, from: new DateTimeOffset(2027, 4, 7, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(("4abc", 3, "\"3\""), (item.Id, item.Version, item.ETag));
        Assert.Equal(
            ["/api/v1/manage/items", "/api/v1/manage/items/4abc/submit", "/api/v1/manage/items/4abc/approve", "/api/v1/manage/items/4abc/publish"],
            api.Requests.Select(request => request.Path));
        Assert.All(api.Requests, request => Assert.Equal("Bearer secret", request.Header("Authorization")));
        Assert.Equal("""{"type":"Article","title":"Tiêu đề","lang":"vi","fields":{}}""", api.Requests[0].Text);
        Assert.Equal("""{"version":3}""", api.Requests[2].Text);
        Assert.Equal("""{"from":"2027-04-07T00:00:00Z"}""", api.Requests[3].Text);
    }

    [Fact]
    public async Task SubmitAsync_fails_with_the_answer_when_refused()
    {
        await using var api = await RecordingReceiver.StartNewAsync(Token);
        api.Answer(_ => new ReceiverAnswer(422)
        {
            Body = """{"code":"invalid"}""", Headers = new Dictionary<string, string> { ["Content-Type"] = "application/problem+json" },
        });
        using var client = new CmsClient(api.Url, null);

        var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => client.SubmitAsync("4abc", Token));
        var answer = await client.GetAsync("/", Token);

        Assert.Contains("422", failure.Message, StringComparison.Ordinal);
        Assert.Equal("invalid", answer.Code);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }
}
