using Nq72.Cms.Tests.Support;
using Nq72.Cms.Recipes;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>A recipe that is only tried tells what a run would tell, and leaves no trace.</summary>
public sealed class DryRunTests
{
    private const string Route = "/api/v1/manage/recipes";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnEveryDatabase("nq72")]
    [OnEveryDatabase("blog")]
    [OnEveryDatabase("landing-page")]
    [OnEveryDatabase("localized")]
    public async Task Dry_run_tells_what_the_run_then_does_and_writes_not_one_row(DatabaseProvider provider, string name)
    {
        await using var database = await RecipeTemplate.Instance.CreateAsync(provider, Token);
        await using var host = await CmsHost.StartAsync(database.Options, null, Token);
        var recipe = await File.ReadAllTextAsync(name == "nq72" ? RecipeRuns.Campaign : RepositoryRoot.Combine("tests", "Nq72.Cms.Tests", "Recipes", "orchard", $"{name}.recipe.json"), Token);
        var before = await TableDump.ReadAsync(database.Options, Token);

        Assert.True((await host.TryAsync(recipe, Token)).Succeeded);

        Assert.Equal(before, await TableDump.ReadAsync(database.Options, Token));
        var tried = (await host.Admin.PostAsync($"{Route}?dryRun=true", recipe, Token)).ExpectSuccess();
        Assert.True(tried.Json.GetProperty("dryRun").GetBoolean());
        var done = (await host.Admin.PostAsync(Route, recipe, Token)).ExpectSuccess();
        Assert.False(done.Json.GetProperty("dryRun").GetBoolean());
        Assert.Equal(done.Json.GetProperty("steps").GetRawText(), tried.Json.GetProperty("steps").GetRawText());
        // and on what is there, that nothing would change
        Assert.All((await host.Admin.PostAsync($"{Route}?dryRun=true", recipe, Token)).ExpectSuccess().Json.GetProperty("steps").EnumerateArray(),
            step => Assert.Equal((0, 0), (step.GetProperty("created").GetInt32(), step.GetProperty("updated").GetInt32())));
    }

    [Theory, OnEveryDatabase]
    public async Task Dry_run_refuses_what_the_run_would_refuse(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);
        var recipe = $$"""
            { "name": "x", "steps": [ { "name": "settings", "SiteName": "Chưa ghi" }, { "name": "content", "data": [ { "ContentItemId": "{{RecipeRuns.Id('a')}}", "ContentType": "Không", "DisplayText": "x" } ] } ] }
            """;

        var (tried, run) = ((await host.Admin.PostAsync($"{Route}?dryRun=true", recipe, Token)), (await host.Admin.PostAsync(Route, recipe, Token)));

        Assert.Equal("unknownType", tried.Code);
        Assert.Equal(run.Json.GetProperty("errors").GetRawText(), tried.Json.GetProperty("errors").GetRawText());
        Assert.Equal(run.Json.GetProperty("lines").GetRawText(), tried.Json.GetProperty("lines").GetRawText());
    }

    [Fact]
    public void Report_is_in_both_languages()
    {
        var step = new StepReport("content") { Created = 2, Updated = 1 };

        Assert.Equal(
            "Công thức / Recipe blog (chạy thử, không ghi gì / dry run, nothing was written):\n  content: 2 mới, 1 đổi, 0 giữ nguyên / 2 new, 1 changed, 0 as before",
            new RecipeReport("blog", [step]) { DryRun = true }.Describe().ReplaceLineEndings("\n"));
    }
}
