using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Tests.Support;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>The recipe that the program comes with.</summary>
public sealed class CampaignRecipeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Run_on_an_empty_database_sets_the_campaign_up(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);

        var report = await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(RecipeRuns.Campaign, Token), Token);

        Assert.All(report.Steps, step => Assert.Empty(step.Notes));
        Assert.Equal((65, 4, 47), await host.InDatabaseAsync(async db => (await db.Places.CountAsync(Token), await db.Taxonomies.CountAsync(Token), await db.Terms.CountAsync(Token))));
        Assert.Equal(8, await host.InDatabaseAsync(db => db.Roles.CountAsync(Token)));
        var counts = await host.RunAsync<SchedulerDb, (int, int, int, int)>(async db =>
            (await db.Set<Occasion>().CountAsync(Token), await db.Set<Campaign>().CountAsync(Token), await db.Set<Channel>().CountAsync(Token), await db.Set<Destination>().CountAsync(Token)));
        Assert.Equal((46, 1, 7, 68), counts);
        var reviews = await host.InDatabaseAsync(db => db.ContentVersions.GroupBy(version => new { version.Type, version.Review })
            .Select(group => new { group.Key.Type, group.Key.Review, Count = group.Count() }).OrderBy(group => group.Type).ToListAsync(Token));
        Assert.Equal(
            [("Article", ReviewState.Approved, 14), ("Bulletin", ReviewState.Draft, 2), ("Document", ReviewState.Approved, 16), ("ModelProfile", ReviewState.Draft, 6), ("Slogan", ReviewState.Approved, 12)],
            reviews.Select(row => (row.Type, row.Review, row.Count)));
        Assert.Equal(42, await host.InDatabaseAsync(db => db.Publications.VisibleAt(host.Now).CountAsync(Token)));
        var site = await host.InDatabaseAsync(db => SiteSettings.ReadAsync(db, Token));
        Assert.Equal(("vi", 9), (site.DefaultLanguage, site.Languages.Count));
        Assert.Equal(["tyz", "nut"], site.Languages[^1].Serves!);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_shows_readers_what_it_published_and_nothing_else(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);
        await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(RecipeRuns.Campaign, Token), Token);

        var slogans = (await host.Public.GetAsync("/api/v1/items?type=Slogan&limit=100", Token)).ExpectSuccess();
        Assert.Equal(12, slogans.Json.GetProperty("items").GetArrayLength());
        Assert.Equal(14, (await host.Public.GetAsync("/api/v1/items?type=Article&limit=100", Token)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await host.Public.GetAsync("/api/v1/items?type=ModelProfile", Token)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());
        var document = (await host.Public.GetAsync("/api/v1/items/Document/nghi-quyet-72-nq-tw", Token)).ExpectSuccess().Json;
        Assert.Equal("72-NQ/TW", document.GetProperty("fields").GetProperty("number").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Run_is_recorded_as_the_recipe_and_as_who_started_it(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);
        await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(RecipeRuns.Campaign, Token), Token);

        var entries = await host.RunAsync<SchedulerDb, List<AuditEntry>>(db => db.Set<AuditEntry>().Where(entry => entry.Action != "token.create").ToListAsync(Token));
        Assert.All(entries.Where(entry => entry.Action != "recipe.run"), entry => Assert.Equal((ActorKind.Recipe, "recipe:nq72"), (entry.ActorKind, entry.ActorId)));
        Assert.Equal(ActorKind.System, Assert.Single(entries, entry => entry.Action == "recipe.run").ActorKind);
        foreach (var action in new[] { "item.submit", "item.approve", "item.publish" })
            Assert.Equal(42, entries.Count(entry => entry.Action == action));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_again_changes_nothing(DatabaseProvider provider)
    {
        await using var database = await RecipeTemplate.Instance.CreateAsync(provider, Token);
        await using var host = await CmsHost.StartAsync(database.Options, null, Token);
        var recipe = await File.ReadAllTextAsync(RecipeRuns.Campaign, Token);
        await host.RunSuccessfullyAsync(recipe, Token);
        var before = await TableDump.ReadAsync(database.Options, Token);
        var epoch = host.Services.GetRequiredService<ContentEpoch>().Current;

        var report = await host.RunSuccessfullyAsync(recipe, Token);

        Assert.All(report.Steps, step => Assert.Equal((0, 0), (step.Created, step.Updated)));
        Assert.Equal(before, await TableDump.ReadAsync(database.Options, Token));
        Assert.Equal(epoch, host.Services.GetRequiredService<ContentEpoch>().Current);
    }
}
