using System.Text.Json;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>What people look for in the campaign's own content, and what they must find: <c>campaign-searches.json</c>.</summary>
public sealed class CampaignSearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Campaign_is_found_as_people_look_for_it_and_the_same_on_both_databases()
    {
        var searches = JsonSerializer.Deserialize<Search[]>(await File.ReadAllTextAsync(RepositoryRoot.Combine("tests", "Nq72.Cms.Tests", "Recipes", "campaign-searches.json"), Token), Json.Options)!;
        Assert.True(searches.Length >= 30);
        var databases = PostgresServer.Programs is null && !Need.IsCi ? [DatabaseProvider.Sqlite] : Enum.GetValues<DatabaseProvider>();
        var answers = new List<List<string>[]>();
        foreach (var provider in databases)
            answers.Add(await AskAsync(provider, searches));

        foreach (var (index, search) in searches.Index())
        {
            var found = answers[0][index];
            var told = $"'{search.Q}' found {string.Join(", ", found)}";
            Assert.True(search.First is null || found.FirstOrDefault() == search.First, told);
            Assert.True(search.Contains.All(found.Contains), told);
            Assert.True(search.None ? found.Count == 0 : found.Count > 0, told);
            Assert.All(answers, other => Assert.Equal(found, other[index]));
        }
    }

    private static async Task<List<string>[]> AskAsync(DatabaseProvider provider, Search[] searches)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);
        await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(RecipeRuns.Campaign, Token), Token);
        var answers = new List<List<string>>();
        foreach (var search in searches)
        {
            var list = (await host.Public.GetAsync($"/api/v1/items?limit=100&fields=slug&q={Uri.EscapeDataString(search.Q)}", Token)).ExpectSuccess().Json;
            answers.Add([.. list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("slug").GetString()!)]);
        }

        return [.. answers];
    }

    // the first one where there is one best, those that must be among them, or that there must be none
    private sealed record Search(string Q, string? First, IReadOnlyList<string> Contains, bool None = false);
}
