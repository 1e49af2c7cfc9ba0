using System.Net;
using System.Net.Sockets;
using System.Text;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>Recipes over HTTP, and the lists that they fill.</summary>
public sealed class RecipeEndpointTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Route = "/api/v1/manage/recipes";
    private const int Huge = 50 * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Post_runs_the_recipe_and_answers_its_report(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        const string Recipe = """
            // any letters, comments
            { "name": "mine", "steps": [ { "NAME": "feature" }, { "name": "NQ72PLACES", "province": { "code": "20" }, "places": [ { "Code": "06001", "Name": "Đoàn Kết", "Kind": "xã", "FormerDistrict": "Tràng Định" } ] }, ] }
            """;

        var report = (await host.Admin.PostAsync(Route, Recipe, Token)).ExpectSuccess().Json;

        Assert.Equal("mine", report.GetProperty("recipe").GetString());
        Assert.Equal([("feature", "unknown", 0), ("NQ72PLACES", "done", 1)], report.GetProperty("steps").EnumerateArray()
            .Select(step => (step.GetProperty("name").GetString()!, step.GetProperty("state").GetString()!, step.GetProperty("created").GetInt32())));
        var place = (await host.Client(Scopes.Write).GetAsync("/api/v1/manage/places", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Single(place => place.GetProperty("code").GetString() == "06001");
        Assert.Equal(("xã Đoàn Kết", "20", "Tràng Định"), (place.GetProperty("fullName").GetString(), place.GetProperty("province").GetString(), place.GetProperty("facts").GetProperty("formerDistrict").GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_is_for_administrators(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        const string Recipe = """{ "steps": [] }""";

        (await host.Public.PostAsync(Route, Recipe, Token)).Expect(HttpStatusCode.Unauthorized);
        (await host.Client(Scopes.Publish).PostAsync(Route, Recipe, Token)).Expect(HttpStatusCode.Forbidden);
        (await host.Client(Scopes.Publish).GetAsync("/api/v1/manage/export", Token)).Expect(HttpStatusCode.Forbidden);
        (await host.Admin.PostAsync(Route, Recipe, Token)).ExpectSuccess();
    }

    [Theory, OnEveryDatabase]
    public async Task Refusal_is_a_problem_with_places_and_report(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        var refused = (await host.Admin.PostAsync(Route, "{ \"name\": \"x\", \"steps\": [\n" + """{ "name": "Nq72Places", "Places": [ { "Code": "1" } ] } ] }""", Token)).Expect(HttpStatusCode.UnprocessableEntity).Json;

        Assert.True(refused.GetProperty("errors").TryGetProperty("steps[0].Places[0].Name", out _));
        Assert.Equal(2, refused.GetProperty("lines").GetProperty("steps[0].Places[0].Name").GetInt32());
        Assert.Equal("failed", refused.GetProperty("report").GetProperty("steps")[0].GetProperty("state").GetString());
        var cut = (await host.Admin.PostAsync(Route, "{ \"name\": \"x\",\n \"steps\": [", Token)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(("recipeTruncated", 2), (cut.Code, cut.Json.GetProperty("line").GetInt32()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_of_50_MB_is_413_before_it_is_read_whole(bool knownLength)
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        var address = host.Admin.Http.BaseAddress!;
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, Token);
        await using var stream = socket.GetStream();
        var length = knownLength ? $"Content-Length: {Huge}" : "Transfer-Encoding: chunked";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {Route} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: {host.Admin.Http.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/json\r\n{length}\r\nConnection: close\r\n\r\n"), Token);

        // with its length the body is not waited for at all, without it only up to the limit (and what sockets hold)
        var sent = knownLength ? 0 : await SendChunksUntilAnsweredAsync(socket, stream);

        using var reader = new StreamReader(stream, Encoding.UTF8);
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync(Token));
        while (await reader.ReadLineAsync(Token) is { Length: > 0 }) { }
        Assert.Contains("\"code\":\"tooLarge\"", await reader.ReadLineAsync(Token) + await reader.ReadLineAsync(Token), StringComparison.Ordinal);
        Assert.InRange(sent, 0, Huge - 1);
    }

    [Theory, OnEveryDatabase]
    public async Task Taxonomies_can_be_read(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var reader = host.Client(Scopes.Write);

        Assert.Contains("genre", (await reader.GetAsync("/api/v1/manage/taxonomies", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("alias").GetString()));
        Assert.Equal(["bai", "tin"], (await reader.GetAsync("/api/v1/manage/taxonomies/genre", Token)).ExpectSuccess().Json.GetProperty("terms").EnumerateArray().Select(term => term.GetProperty("key").GetString()!).Order(StringComparer.Ordinal));
        (await reader.GetAsync("/api/v1/manage/taxonomies/none", Token)).Expect(HttpStatusCode.NotFound);
    }

    private static async Task<int> SendChunksUntilAnsweredAsync(TcpClient socket, NetworkStream stream)
    {
        var data = new byte[64 * 1024];
        byte[] chunk = [.. Encoding.ASCII.GetBytes($"{data.Length:x}\r\n"), .. data, .. "\r\n"u8];
        var sent = 0;
        while (sent < Huge && socket.Available == 0)
        {
            await stream.WriteAsync(chunk, Token);
            sent += data.Length;
        }

        return sent;
    }
}
