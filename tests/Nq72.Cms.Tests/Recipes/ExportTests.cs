using System.Net;
using System.Text.Json.Nodes;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;
using static Nq72.Cms.Tests.Recipes.RecipeRuns;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>Export, import into an empty installation, export again: the same.</summary>
public sealed class ExportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Export_of_the_campaign_makes_an_equal_installation(DatabaseProvider provider)
    {
        await using var one = await RecipeTemplate.StartNewAsync(provider, Token);
        await one.RunSuccessfullyAsync(await File.ReadAllTextAsync(Campaign, Token), Token);
        await EditorialWork.DoAsync(one, Token);

        await using var other = await RecipeTemplate.StartNewAsync(provider, Token);
        other.Clock.TurnTo(one.Now);
        var exported = await one.ExportAsync(Token);
        await other.RunSuccessfullyAsync(exported, Token);
        other.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Comparable(exported), Comparable(await other.ExportAsync(Token)));
        Assert.All((await other.RunSuccessfullyAsync(exported, Token)).Steps, step => Assert.Equal((0, 0), (step.Created, step.Updated)));
    }

    [Theory, OnEveryDatabase]
    public async Task Export_keeps_where_every_item_stands(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);
        await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(Campaign, Token), Token);
        var ids = await EditorialWork.DoAsync(host, Token);

        await using var other = await RecipeTemplate.StartNewAsync(provider, Token);
        other.Clock.TurnTo(host.Now);
        await other.RunSuccessfullyAsync(await host.ExportAsync(Token), Token);
        other.Clock.Advance(TimeSpan.FromSeconds(1));

        foreach (var (what, id) in ids)
        {
            var (before, after) = ((await host.Admin.GetAsync(Items.Manage(id), Token)).ExpectSuccess().Json, (await other.Admin.GetAsync(Items.Manage(id), Token)).ExpectSuccess().Json);
            foreach (var member in new[] { "state", "title", "slug", "summary", "fields", "tags", "flags", "reviewNote", "translationOf", "stale" })
                Assert.True(before.GetProperty(member).GetRawText() == after.GetProperty(member).GetRawText(), $"{what}, {member}: {before.GetProperty(member)} became {after.GetProperty(member)}");
            foreach (var interval in new[] { "visible", "next" })
                Assert.Equal(Until(before.GetProperty(interval)), Until(after.GetProperty(interval)));
        }

        // readers of the new installation learn of a retraction what those of the old one do
        foreach (var id in new[] { ids["retracted"], ids["retracted and drafted on"] })
        {
            var gone = (await other.Public.GetAsync($"/api/v1/items/{id}", Token)).Expect(HttpStatusCode.Gone).Json;
            Assert.Equal((await host.Public.GetAsync($"/api/v1/items/{id}", Token)).Json.GetProperty("reason").GetString(), gone.GetProperty("reason").GetString());
        }
    }

    [Fact]
    public async Task Export_holds_no_secret()
    {
        await using var host = await RecipeTemplate.StartNewAsync(DatabaseProvider.Sqlite, Token, "--Nq72:Channels:AllowPrivateNetworks=127.0.0.0/8");
        var secret = "whsec_" + Convert.ToBase64String(new byte[24]);
        (await host.Admin.PutAsync("/api/v1/manage/channels/c", new { format = "ninjs", transport = "webhook", destinations = new[] { new { key = "d", url = "http://127.0.0.1:9/", secret } } }, Token)).ExpectSuccess();

        var exported = (await host.Admin.GetAsync("/api/v1/manage/export", Token)).ExpectSuccess();

        Assert.Contains("http://127.0.0.1:9/", exported.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec", exported.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", exported.Text, StringComparison.OrdinalIgnoreCase);
    }

    private static string Until(System.Text.Json.JsonElement interval) =>
        interval.ValueKind == System.Text.Json.JsonValueKind.Null ? "none" : $"{interval.GetProperty("until")} {interval.GetProperty("correction")}";

    // when and by whom something was written differs between two installations
    private static string Comparable(string recipe)
    {
        var root = JsonNode.Parse(recipe)!.AsObject();
        foreach (var item in root["steps"]!.AsArray().SelectMany(step => step!["data"] as JsonArray ?? []))
        {
            foreach (var name in new[] { "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author" })
                item!.AsObject().Remove(name);
        }

        return root.ToJsonString();
    }
}
