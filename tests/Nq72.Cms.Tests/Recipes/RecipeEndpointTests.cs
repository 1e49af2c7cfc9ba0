using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
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
    public async Task Post_of_50_MB_is_413_and_not_kept_in_memory(bool knownLength)
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = new StreamContent(new MemoryStream(new byte[Huge])) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = !knownLength;
        request.Headers.ExpectContinue = true;
        var before = GC.GetTotalAllocatedBytes();

        using var answer = await host.Admin.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("tooLarge", JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(Token)).GetProperty("code").GetString());
        // with its length the body is not read at all, without it only up to the limit
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, knownLength ? 10 * 1024 * 1024 : 120 * 1024 * 1024);
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
}
