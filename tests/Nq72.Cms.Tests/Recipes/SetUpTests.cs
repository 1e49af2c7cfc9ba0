using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Recipes;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>The set-up recipe: once, to its end, whatever comes in between.</summary>
public sealed class SetUpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Set_up_that_was_killed_is_taken_up_at_the_next_start(DatabaseProvider provider)
    {
        await using var reference = await RecipeTemplate.StartNewAsync(provider, Token);
        await SetUpAsync(reference, RecipeRuns.Campaign);
        await using var database = await RecipeTemplate.Instance.CreateAsync(provider, Token);
        using var folder = new TemporaryFolder();
        var file = folder.Write("mine.recipe.json", """{ "name": "empty", "steps": [] }""");
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { Database = database, SetupRecipe = file, Scheduler = false }, Token);
        await cms.KillAsync(Token);

        // now the process begins anew with the campaign, and dies in the middle of the items
        File.Copy(RecipeRuns.Campaign, file, overwrite: true);
        await using var connections = new Connections(database.Options);
        await ExecuteAsync(connections, "DELETE FROM setting WHERE key NOT IN ('incarnation', 'syncKey', 'previewKey', 'mediaKey')");
        cms.Launch(Token);
        await Eventually.TrueAsync(async () => Convert.ToInt32(await ExecuteAsync(connections, "SELECT count(*) FROM content_item"), CultureInfo.InvariantCulture) > 0, Patience, Token);
        await cms.KillAsync(Token);
        var published = Convert.ToInt32(await ExecuteAsync(connections, "SELECT count(*) FROM publication"), CultureInfo.InvariantCulture);
        await cms.StartAsync(Token);

        await using var host = await CmsHost.StartAsync(database.Options, null, Token);
        Assert.InRange(published, 0, 41);
        Assert.NotNull((await StateAsync(host))!.FinishedAt);
        Assert.Equal(await CountsAsync(reference), await CountsAsync(host));
    }

    [Theory, OnEveryDatabase]
    public async Task Set_up_that_failed_goes_on_with_the_corrected_file(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);
        using var folder = new TemporaryFolder();
        const string Recipe = """{ "name": "mine", "steps": [ { "name": "settings", "SiteName": "Một" }, { "name": "Roles", "Roles": [ { "Name": NAME } ] } ] }""";
        var file = folder.Write("mine.recipe.json", Recipe.Replace("NAME", "5", StringComparison.Ordinal));

        var failure = await Assert.ThrowsAsync<SetUpException>(() => SetUpAsync(host, file));
        Assert.Contains("steps[1].Roles[0].Name", failure.Message, StringComparison.Ordinal);
        var started = await StateAsync(host);
        Assert.Null(started!.FinishedAt);
        folder.Write("mine.recipe.json", Recipe.Replace("NAME", "\"Writer\"", StringComparison.Ordinal));
        host.Clock.Advance(TimeSpan.FromHours(1));
        await SetUpAsync(host, file);

        var finished = await StateAsync(host);
        Assert.Equal((started.StartedAt, host.Now), (finished!.StartedAt, finished.FinishedAt));
        Assert.Equal("Writer", (await host.InDatabaseAsync(db => db.Roles.SingleAsync(Token))).Name);
    }

    [Fact]
    public async Task Set_up_is_done_once_whatever_recipe_is_named_then()
    {
        await using var host = await RecipeTemplate.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await SetUpAsync(host, SetUp.Nothing);

        await SetUpAsync(host, RecipeRuns.Campaign);
        await SetUpAsync(host, "no-such-recipe");

        Assert.Equal(0, await host.InDatabaseAsync(db => db.ContentItems.CountAsync(Token)));
        Assert.Equal(SetUp.Nothing, (await StateAsync(host))!.Recipe);
    }

    [Fact]
    public async Task Unknown_recipe_ends_the_start_with_one_line_that_names_those_that_are_there()
    {
        var ended = await CmsProcess.RunAsync(new CmsSettings { SetupRecipe = "no-such-recipe" }, Token, "serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("'no-such-recipe'", ended.Error, StringComparison.Ordinal);
        Assert.Contains("nq72", ended.Error, StringComparison.Ordinal);
        Assert.Single(ended.Error.Trim().Split('\n'));
    }

    private static async Task<object?> ExecuteAsync(Connections connections, string sql)
    {
        await using var connection = connections.Create();
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Token);
    }

    private static async Task SetUpAsync(CmsHost host, string recipe)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SetUp>().RunAsync(recipe, Token);
    }

    private static async Task<SetUpState?> StateAsync(CmsHost host) =>
        (await host.InDatabaseAsync(db => db.Settings.AsNoTracking().SingleOrDefaultAsync(setting => setting.Key == "setup", Token)))?.Read<SetUpState>();

    private static Task<string> CountsAsync(CmsHost host) => host.InDatabaseAsync(async db => string.Join(", ",
        await db.Places.CountAsync(Token), await db.Terms.CountAsync(Token), await db.ContentItems.CountAsync(Token), await db.ContentVersions.CountAsync(Token),
        await db.Publications.CountAsync(Token), await db.SlugOwners.CountAsync(Token), await db.Settings.CountAsync(Token), await db.Roles.CountAsync(Token)));
}
