using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Recipes;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;
using static Nq72.Cms.Tests.Recipes.RecipeRuns;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>What a recipe may not do, told with its place in the file; nothing of the step is written then.</summary>
public sealed class RefusedStepTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Unverified = """ "Body": { "Markdown": "x" }, "Claims": { "Claims": [ { "Text": "Đúng.", "Source": "Báo", "Verified": true }, { "Text": "95% dân số.", "Source": "Báo", "Verified": false } ] } """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Unverified_claim_in_a_published_item_is_refused_with_its_place(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var recipe = Content(Article('1', '2'), Article('3', '4', fields: Unverified));

        var problem = await host.RunInVainAsync(recipe, Token);

        Assert.Equal((422, "unverifiedClaim"), (problem.Status, problem.Code));
        Assert.Equal("steps[0].data[1].Article.Claims.Claims[1]", Assert.Single(problem.Errors).Field);
        Assert.False(await ExistsAsync(host, '1') || await ExistsAsync(host, '3'));

        // as a draft it may wait for its reviewer; corrected, the same file runs
        await host.RunSuccessfullyAsync(Content(Article('1', '2'), Article('3', '4', published: false, fields: Unverified)), Token);
        Assert.Equal("unverifiedClaim", (await host.RunInVainAsync(recipe, Token)).Code);
        Assert.False(await host.InDatabaseAsync(db => db.Publications.AnyAsync(row => row.ItemId == Id('3'), Token)));
    }

    [Theory]
    [OnEveryDatabase("tooshort", "x", "Article", "contentItemId", "ContentItemId")]
    [OnEveryDatabase("iiiiiiiiiiiiiiiiiiiiiiiiii", "x", "Article", "contentItemId", "ContentItemId")]
    [OnEveryDatabase("00000000000000000000000000", "x", "Blog", "unknownType", "ContentType")]
    [OnEveryDatabase("00000000000000000000000000", "", "Article", "required", "Article.Body.Markdown")]
    public async Task Wrong_item_is_refused_with_its_place(DatabaseProvider provider, string id, string body, string type, string code, string place)
    {
        var host = await hosts.OnAsync(provider);
        var item = $$""" { "ContentItemId": "{{id}}", "ContentType": "{{type}}", "Latest": true, "Published": true, "DisplayText": "Bài", "Article": { "Body": { "Markdown": "{{body}}" } } } """;

        var problem = await host.RunInVainAsync(Content(item), Token);

        Assert.Equal((code, $"steps[0].data[0].{place}"), (problem.Errors[0].Code, problem.Errors[0].Field));
    }

    [Theory, OnEveryDatabase]
    public async Task Everything_that_is_wrong_is_told_at_once(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var wrong = $$""" "Body": { "Markdown": 5 }, "Topic": { "TermContentItemIds": [ "{{Id('z')}}" ] }, "Related": { "ContentItemIds": [ "{{Id('y')}}" ] } """;

        var problem = await host.RunInVainAsync(Content(
            Article('4', '5', fields: wrong, further: """ "EditorialPart": { "Audience": [ "hoc-sinh", "ai-day" ] }, "LocalizationPart": { "Culture": "xx-yy" }, "AutoroutePart": { "Path": "mot" }, """),
            Article('5', '6', further: """ "AutoroutePart": { "Path": "mot" }, """)), Token);

        Assert.Equal(
            [
                ("steps[0].data[0].Article.Body.Markdown", "required"), ("steps[0].data[0].Article.Body.Markdown", "wrongKind"), ("steps[0].data[0].Article.Related.ContentItemIds", "unknownItem"),
                ("steps[0].data[0].Article.Topic.TermContentItemIds", "unknownTerm"), ("steps[0].data[0].EditorialPart.Audience[1]", "unknownTerm"),
                ("steps[0].data[0].LocalizationPart.Culture", "unknownLanguage"), ("steps[0].data[1].AutoroutePart.Path", "slugTaken"),
            ],
            problem.Errors.Select(error => (error.Field, error.Code)).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task Steps_before_the_refused_one_are_done_and_reported(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        const string Recipe = """
            { "name": "test", "steps": [
              { "name": "feature", "enable": [] }, { "name": "themes", "Site": "TheTheme" },
              { "name": "nq72occasions", "Occasions": [ { "Key": "ngay-1", "Name": "Ngày", "Date": "04-07", "Peak": true } ] },
              { "name": "Nq72Occasions", "Occasions": [ { "Key": "ngay-2", "Name": "Ngày", "Date": "04-07" }, { "Key": "ngay 3", "Name": "", "Date": { "Lunar": "13-01" }, "Days": "x" }, 5 ] },
              { "name": "Roles" } ] }
            """;

        var problem = await host.RunInVainAsync(Recipe, Token);

        Assert.Equal(["steps[3].Occasions[1].Days", "steps[3].Occasions[1].Name", "steps[3].Occasions[2]"], problem.Errors.Select(error => error.Field).Order());
        var report = Assert.IsType<RecipeReport>(problem.Extensions["report"]);
        Assert.Equal([StepState.Unknown, StepState.Unknown, StepState.Done, StepState.Failed], report.Steps.Select(step => step.State));
        Assert.Equal(["ngay-1"], await host.RunAsync<SchedulerDb, List<string>>(db => db.Set<Occasion>().Where(occasion => occasion.Key.StartsWith("ngay")).Select(occasion => occasion.Key).ToListAsync(Token)));
        Assert.Contains("ngay 3", (await host.RunInVainAsync(Recipe.Replace("\"\"", "\"Ba\"", StringComparison.Ordinal).Replace("\"x\"", "1", StringComparison.Ordinal).Replace(", 5 ]", " ]", StringComparison.Ordinal), Token)).Errors[0].Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [OnEveryDatabase("""{ "name": "Nq72Places", "Places": [ { "Code": "1", "Name": "A", "Kind": "xã", "Province": "20" }, { "Code": "1", "Name": "B", "Kind": "xã", "Province": "20" } ] }""", "Places[1].Code", "duplicate")]
    [OnEveryDatabase("""{ "name": "Nq72Campaigns", "Campaigns": [ { "Key": "c", "Name": "C", "From": "2027-01-01", "To": "2027-12-31", "Occasions": [ { "Occasion": "none" } ] } ] }""", "Campaigns[0].Occasions[0].Occasion", "unknownOccasion")]
    [OnEveryDatabase("""{ "name": "Nq72Channels", "Channels": [ { "Name": "c", "Format": "ninjs", "Transport": "pigeon" } ] }""", "Channels[0].Transport", "malformed")]
    [OnEveryDatabase("""{ "name": "Nq72Channels", "Channels": [ { "Name": "c", "Format": "ninjs", "Transport": "webhook", "Destinations": [ { "Key": "d", "Url": "http://10.0.0.5/" } ] } ] }""", "Channels[0].Destinations[0].Url", "privateAddress")]
    [OnEveryDatabase("""{ "name": "Nq72Channels", "Channels": [ { "Name": "c", "Format": "ninjs", "Transport": "pull", "Destinations": [ { "Key": "d", "Secret": "whsec_x" } ] } ] }""", "Channels[0].Destinations[0].Secret", "secretInRecipe")]
    [OnEveryDatabase("""{ "name": "ContentDefinition", "ContentTypes": [ { "Name": "tin bài" } ] }""", "ContentTypes", "definitionName")]
    [OnEveryDatabase("""{ "name": "content", "data": [ { "ContentItemId": "00000000000000000000000000", "ContentType": "Taxonomy", "DisplayText": "T", "TaxonomyPart": { "Terms": [ { "ContentItemId": "x", "DisplayText": "T" } ] } } ] }""", "data[0].TaxonomyPart.Terms[0].ContentItemId", "contentItemId")]
    [OnEveryDatabase("""{ "name": "settings", "Languages": [ { "Tag": "tiếng Việt", "Name": "V" } ] }""", "Languages[0].Tag", "languageTag")]
    public async Task Every_step_names_the_place(DatabaseProvider provider, string step, string place, string code)
    {
        var host = await hosts.OnAsync(provider);

        var problem = await host.RunInVainAsync($$"""{ "steps": [ {{step}} ] }""", Token);

        Assert.Equal(($"steps[0].{place}", code), (problem.Errors[0].Field, problem.Errors[0].Code));
    }

    private static Task<bool> ExistsAsync(CmsHost host, char id) => host.InDatabaseAsync(db => db.ContentItems.AnyAsync(row => row.Id == Id(id), Token));
}
