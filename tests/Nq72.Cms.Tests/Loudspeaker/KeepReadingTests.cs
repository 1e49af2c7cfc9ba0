using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Tests.Recipes;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Loudspeaker;

/// <summary>Readings that people keep, and tables that recipes bring.</summary>
public sealed class KeepReadingTests
{
    private const string Route = "/api/v1/manage/loudspeaker/readings";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Kept_reading_counts_until_it_is_dropped_and_each_is_recorded(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        Assert.Equal("⟦XYZ⟧ huyện", await SpokenAsync(host));
        var kept = (await host.Admin.PutAsync(Route, new { written = "XYZ ", spoken = "trung tâm" }, Token)).ExpectSuccess().Json;
        Assert.Equal("trung tâm huyện", await SpokenAsync(host));
        var again = (await host.Admin.PutAsync(Route, new { written = "XYZ", spoken = "trạm" }, Token)).ExpectSuccess().Json;
        Assert.Equal(kept.GetProperty("id").GetGuid(), again.GetProperty("id").GetGuid());
        Assert.Equal("trạm huyện", await SpokenAsync(host));
        // said again, nothing happens
        (await host.Admin.PutAsync(Route, new { written = "XYZ", spoken = "trạm" }, Token)).ExpectSuccess();
        var row = Assert.Single((await host.Admin.GetAsync(Route, Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray());
        Assert.Equal(("XYZ", "trạm", host.Now), (row.GetProperty("written").GetString(), row.GetProperty("spoken").GetString(), row.GetProperty("changedAt").GetDateTimeOffset()));
        Assert.NotEmpty(row.GetProperty("changedBy").GetString()!);

        (await host.Admin.SendAsync(HttpMethod.Delete, $"{Route}/{row.GetProperty("id")}", null, Token)).Expect(HttpStatusCode.NoContent);
        (await host.Admin.SendAsync(HttpMethod.Delete, $"{Route}/{row.GetProperty("id")}", null, Token)).Expect(HttpStatusCode.NotFound);

        Assert.Equal("⟦XYZ⟧ huyện", await SpokenAsync(host));
        var entries = await host.RunAsync<SchedulerDb, List<string>>(db => db.Set<AuditEntry>().Where(entry => entry.SubjectKind == "reading").OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync(Token));
        Assert.Equal(["reading.drop", "reading.keep", "reading.keep"], entries.Order(StringComparer.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Reading_of_an_item_counts_for_it_alone_and_before_everyones(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var item = (await host.Admin.CreateItemAsync("Article", "Bài", Token)).Id;
        (await host.Admin.PutAsync(Route, new { written = "XYZ", spoken = "của riêng", item }, Token)).ExpectSuccess();
        Assert.Equal("⟦XYZ⟧ huyện", await SpokenAsync(host));
        (await host.Admin.PutAsync(Route, new { written = "XYZ", spoken = "của chung" }, Token)).ExpectSuccess();

        Assert.Equal(("của chung huyện", "của riêng huyện"), (await SpokenAsync(host), await SpokenAsync(host, item)));
        Assert.Equal("của riêng", Assert.Single((await host.Admin.GetAsync($"{Route}?item={item}", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray()).GetProperty("spoken").GetString());
    }

    [Fact]
    public async Task Keep_refuses_with_every_error_and_those_who_do_not_write()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var errors = (await host.Admin.PutAsync(Route, new { written = " " }, Token)).Expect(HttpStatusCode.UnprocessableEntity).Json.GetProperty("errors");
        Assert.Equal(["written", "spoken"], errors.EnumerateObject().Select(error => error.Name));
        Assert.Equal("unknownItem", (await host.Admin.PutAsync(Route, new { written = "a", spoken = "b", item = "x" }, Token)).Expect(HttpStatusCode.UnprocessableEntity).Json.GetProperty("code").GetString());
        foreach (var scope in new[] { Scopes.Preview, Scopes.Publish })
            (await host.Client(scope).PutAsync(Route, new { written = "a", spoken = "b" }, Token)).Expect(HttpStatusCode.Forbidden);
    }

    [Theory, OnEveryDatabase]
    public async Task Recipe_brings_tables_and_kept_readings_and_the_export_has_them(DatabaseProvider provider)
    {
        const string recipe = """
            { "name": "test", "steps": [ { "name": "Nq72Readings", "Note": "thử",
              "Abbreviations": [ { "Written": "XYZ", "Spoken": ["xưa", "yêu"], "Note": "[U]" } ], "Units": [ { "Written": "qq", "Spoken": ["quả"] } ],
              "Kept": [ { "Written": "ZZZ", "Spoken": "dép" } ] } ] }
            """;
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);
        var step = Assert.Single((await host.RunSuccessfullyAsync(recipe, Token)).Steps);
        Assert.Equal((3, 0, 0), (step.Created, step.Updated, step.Unchanged));
        step = Assert.Single((await host.RunSuccessfullyAsync(recipe, Token)).Steps);
        Assert.Equal((0, 0, 3), (step.Created, step.Updated, step.Unchanged));
        var read = await SpeakTests.SpokenAsync(host, new { text = "ZZZ 5 qq XYZ" });
        Assert.Equal("dép năm quả ⟦XYZ⟧", read.GetProperty("spoken").GetString());
        Assert.Equal(["xưa", "yêu"], read.GetProperty("findings")[0].GetProperty("candidates").EnumerateArray().Select(candidate => candidate.GetString()));

        var given = JsonNode.Parse(recipe)!["steps"]![0]!;
        var exported = JsonNode.Parse(await host.ExportAsync(Token))!["steps"]!.AsArray().Single(one => (string?)one!["name"] == "Nq72Readings")!;
        foreach (var member in new[] { "Abbreviations", "Units", "Kept", "Note" })
            Assert.Equal(given[member]!.ToJsonString(), exported[member]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{ "Written": "A", "Spoken": [] }""", "Abbreviations[0].Spoken", "required")]
    [InlineData("""{ "Spoken": ["a"] }""", "Abbreviations[0].Written", "required")]
    [InlineData("""{ "Written": "A", "Spoken": ["a"] }, { "Written": "A", "Spoken": ["b"] }""", "Abbreviations[1].Written", "duplicate")]
    public async Task Recipe_with_a_row_that_cannot_be_read_is_refused(string rows, string place, string code)
    {
        await using var host = await RecipeTemplate.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var error = Assert.Single((await host.RunInVainAsync($$"""{ "name": "test", "steps": [ { "name": "Nq72Readings", "Abbreviations": [ {{rows}} ] } ] }""", Token)).Errors);
        Assert.EndsWith(place, error.Field, StringComparison.Ordinal);
        Assert.Equal(code, error.Code);
    }

    private static async Task<string?> SpokenAsync(CmsHost host, string? item = null) => (await SpeakTests.SpokenAsync(host, new { text = "XYZ huyện", item })).GetProperty("spoken").GetString();
}
