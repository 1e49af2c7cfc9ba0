using Nq72.Cms.Platform.Site;
using Nq72.Cms.Tests.Recipes;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Tests.Coverage;

/// <summary>What a recipe says of targets and reminders.</summary>
public sealed class CoverageRulesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recipe_sets_targets_and_export_gives_them_back()
    {
        await using var one = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await one.RunSuccessfullyAsync("""{"name":"a","steps":[{"name":"settings","SiteName":"Thử","Coverage":{"ApprovedAhead":5,"Targets":[{"By":"genre","Key":"tin","PerWeek":3,"Campaign":"nq72","Source":"Công văn 1"},{"By":"language","Key":"tyz","PerWeek":1}]}}]}""", Token);
        await using var other = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await other.RunSuccessfullyAsync(await one.ExportAsync(Token), Token);

        foreach (var host in new[] { one, other })
        {
            var rules = (await host.InDatabaseAsync(db => SiteSettings.ReadAsync(db, Token))).Coverage;
            Assert.Equal((5, 2), (rules.ApprovedAhead, rules.WaitsAtMost));
            Assert.Equal([new("genre", "tin", 3, "nq72", "Công văn 1"), new("language", "tyz", 1)], rules.Targets);
        }

        // what a later recipe does not name stays
        await one.RunSuccessfullyAsync("""{"name":"b","steps":[{"name":"settings","Coverage":{"WaitsAtMost":4}}]}""", Token);
        var later = (await one.InDatabaseAsync(db => SiteSettings.ReadAsync(db, Token))).Coverage;
        Assert.Equal((5, 4, 2), (later.ApprovedAhead, later.WaitsAtMost, later.Targets.Count));
    }

    [Fact]
    public async Task Campaigns_recipe_sets_no_target_because_its_sources_name_none()
    {
        await using var host = await RecipeTemplate.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(RecipeRuns.Campaign, Token), Token);

        Assert.Empty((await host.InDatabaseAsync(db => SiteSettings.ReadAsync(db, Token))).Coverage.Targets);
        Assert.DoesNotContain("\"Coverage\"", await host.ExportAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("place", "05977", 1, 3, 2, "coverage.targets[0].by")]
    [InlineData("genre", " ", 1, 3, 2, "coverage.targets[0].key")]
    [InlineData("genre", "tin", 0, 3, 2, "coverage.targets[0].perWeek")]
    [InlineData("genre", "tin", 1001, 3, 2, "coverage.targets[0].perWeek")]
    [InlineData("genre", "tin", 1, 61, 2, "coverage.approvedAhead")]
    [InlineData("genre", "tin", 1, 3, -1, "coverage.waitsAtMost")]
    [InlineData("genre", "tin", 1000, 60, 0, null)]
    public async Task Rules_that_mean_nothing_are_refused_with_their_place(string by, string key, int perWeek, int ahead, int waits, string? field)
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var site = new SiteSettings { SiteName = "Thử", Coverage = new() { ApprovedAhead = ahead, WaitsAtMost = waits, Targets = [new(by, key, perWeek)] } };

        var put = await host.RunAsync<PutSiteSettings, Outcome<bool>>(verb => verb.RunAsync(site, Actor.System, Token));

        Assert.Equal(field is null ? [] : [field], put.Problem?.Errors.Select(error => error.Field) ?? []);
    }
}
