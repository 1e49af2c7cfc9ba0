using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>
/// A whole installation, exported and run on an empty one: of every item the desk and the readers are told the same. What differs is what no
/// export holds: when it happened here, how many versions there were, who wrote and approved.
/// </summary>
public sealed class RoundTripTests
{
    // of this installation, not of the content
    private static readonly string[] DeskOnly = ["version", "newestVersion", "sourceVersion", "author", "createdAt", "updatedAt", "submittedAt", "approvedAt", "approvedBy", "etag"];
    private static readonly string[] ReadersOnly = ["publishedAt", "updatedAt", "version"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Every_item_is_told_the_same_of_on_both_sides(DatabaseProvider provider)
    {
        await using var one = await RecipeTemplate.StartNewAsync(provider, Token);
        await one.RunSuccessfullyAsync(await File.ReadAllTextAsync(RecipeRuns.Campaign, Token), Token);
        await EditorialWork.DoAsync(one, Token);
        var (trashed, ended) = await WriteOddThingsAsync(one);
        await using var other = await RecipeTemplate.StartNewAsync(provider, Token);
        other.Clock.TurnTo(one.Now);
        var exported = await one.ExportAsync(Token);

        var report = await other.RunSuccessfullyAsync(exported, Token);

        Assert.All(report.Steps.Where(step => step.Name != "feature"), step => Assert.Empty(step.Notes));
        foreach (var host in new[] { one, other })
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        var (desk, deskThere) = (await DeskAsync(one), await DeskAsync(other));
        Assert.True(desk.Count > 70, $"{desk.Count} items are too few to tell.");
        Assert.False(deskThere.ContainsKey(trashed));
        desk.Remove(trashed);
        // what ended is the past: its text comes along, approved
        Assert.Equal(("expired", "approved"), ((string?)desk[ended]["state"], (string?)deskThere[ended]["state"]));
        desk[ended]["state"] = "approved";
        AssertSame(desk, deskThere);
        AssertSame(await ReadersAsync(one), await ReadersAsync(other));
        // and a day later: what was planned is there on both, what ends has ended
        foreach (var host in new[] { one, other })
            host.Clock.Advance(TimeSpan.FromHours(30));
        AssertSame(await ReadersAsync(one), await ReadersAsync(other));
    }

    [Theory, OnEveryDatabase]
    public async Task Running_the_export_again_writes_not_one_row(DatabaseProvider provider)
    {
        await using var one = await RecipeTemplate.StartNewAsync(provider, Token);
        await one.RunSuccessfullyAsync(await File.ReadAllTextAsync(RecipeRuns.Campaign, Token), Token);
        await EditorialWork.DoAsync(one, Token);
        await WriteOddThingsAsync(one);
        var exported = await one.ExportAsync(Token);
        await using var database = await RecipeTemplate.Instance.CreateAsync(provider, Token);
        await using var other = await CmsHost.StartAsync(database.Options, null, Token);
        await other.RunSuccessfullyAsync(exported, Token);
        var before = await TableDump.ReadAsync(database.Options, Token);

        var again = await other.RunSuccessfullyAsync(exported, Token);

        Assert.All(again.Steps, step => Assert.Equal((0, 0), (step.Created, step.Updated)));
        Assert.Equal(before, await TableDump.ReadAsync(database.Options, Token));
    }

    /// <summary>Texts that a format may stumble over, and what an export leaves out; returns the ids of the trashed and of the ended one.</summary>
    private static async Task<(string Trashed, string Ended)> WriteOddThingsAsync(CmsHost host)
    {
        var body = new StringBuilder("# Bài dài\n\n");
        for (var i = 0; i < 600; i++)
            body.Append(CultureInfo.InvariantCulture, $"Đoạn {i}: “Sức khoẻ” — *nghiêng*, **đậm**, `mã`, <b>thẻ</b>, \\gạch, 𠀋 👩🏽‍⚕️ ꞌ ʼ, e\u0301 tổ hợp, [liên kết](https://example.org/?a=1&b=2).\n\n| Cột | Số |\n|---|---|\n| a\\|b | {i} |\n\n");
        var odd = await PublishedAsync(host, "[js: uuid()]", new { body = body.ToString() });
        var file = await PublishedAsync(host, "[file:text('/etc/hostname')]", new { body = "[js: variables('x')]" });
        await PublishedAsync(host, "Nàng “quotes” \\ / \u0000".TrimEnd('\0') + "\u200B", new { body = "[not: an expression]", related = new[] { odd, file } });
        // in a circle
        var first = (await host.Admin.CreateItemAsync("Article", "Vòng một", Token, fields: new { body = "x", related = new[] { odd } })).Id;
        var second = await PublishedAsync(host, "Vòng hai", new { body = "x", related = new[] { first } });
        (await host.Admin.PutAsync(Items.Manage(first), new { fields = new { body = "x", related = new[] { second } } }, Token, ("If-Match", "*"))).ExpectSuccess();
        var rich = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["summary"] = "Tóm tắt\ncó xuống dòng", ["tags"] = new[] { "y-te", "Trẻ em" }, ["genre"] = "tin", ["places"] = new[] { "05977" }, ["authority"] = "Sở Y tế", ["slug"] = "duong-dan-rieng",
        };
        await host.Admin.CreateItemAsync("Article", "Đủ mọi thứ", Token, fields: new { body = "x", claims = new[] { new { text = "95% trẻ được tiêm.", kind = "fact", source = "Báo cáo", url = "https://example.org/", verified = true } } }, further: rich);
        // Orchard Core's paths are one space for all types
        await host.Admin.CreateItemAsync("Slogan", "Khẩu hiệu", Token, further: new Dictionary<string, object?>(StringComparer.Ordinal) { ["slug"] = "duong-dan-rieng" });
        var trashed = (await host.Admin.CreateItemAsync("Article", "Bỏ đi", Token)).Id;
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(trashed), null, Token)).ExpectSuccess();
        var ended = await PublishedAsync(host, "Đã hết hạn", new { body = "x" });
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await host.TryUnpublishAsync(ended, new { }, Token)).ExpectSuccess();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        return (trashed, ended);
    }

    private static async Task<string> PublishedAsync(CmsHost host, string title, object fields) => (await host.Admin.CreatePublishedAsync("Article", title, Token, fields: fields)).Id;

    private static async Task<Dictionary<string, JsonObject>> DeskAsync(CmsHost host)
    {
        var items = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var id in (await AllAsync(host, "/api/v1/manage/items?limit=100")).Select(item => (string)item["id"]!))
        {
            var item = JsonNode.Parse((await host.Admin.GetAsync(Items.Manage(id), Token)).ExpectSuccess().Text)!.AsObject();
            foreach (var name in DeskOnly)
                item.Remove(name);
            item["visible"] = item["visible"] is JsonObject visible ? new JsonObject { ["until"] = visible["until"]?.DeepClone(), ["correction"] = visible["correction"]?.DeepClone() } : null;
            item["next"] = item["next"] is JsonObject next ? new JsonObject { ["from"] = next["from"]?.DeepClone(), ["until"] = next["until"]?.DeepClone() } : null;
            items[id] = item;
        }

        return items;
    }

    private static async Task<Dictionary<string, JsonObject>> ReadersAsync(CmsHost host)
    {
        var items = (await AllAsync(host, "/api/v1/items?limit=100&sort=title")).ToDictionary(item => (string)item["id"]!, StringComparer.Ordinal);
        foreach (var item in items.Values)
        {
            foreach (var name in ReadersOnly)
                item.Remove(name);
        }

        return items;
    }

    private static async Task<List<JsonObject>> AllAsync(CmsHost host, string list)
    {
        var all = new List<JsonObject>();
        for (var cursor = ""; ;)
        {
            var page = JsonNode.Parse((await host.Admin.GetAsync($"{list}{cursor}", Token)).ExpectSuccess().Text)!;
            all.AddRange(page["items"]!.AsArray().Select(item => item!.DeepClone().AsObject()));
            if ((string?)page["next"] is not { } next)
                return all;
            cursor = $"&cursor={next}";
        }
    }

    private static void AssertSame(Dictionary<string, JsonObject> here, Dictionary<string, JsonObject> there)
    {
        Assert.Equal(here.Keys.Order(StringComparer.Ordinal), there.Keys.Order(StringComparer.Ordinal));
        foreach (var (id, item) in here)
        {
            foreach (var (name, value) in item)
                Assert.True(JsonNode.DeepEquals(value, there[id][name]), $"{id} “{item["title"]}”, {name}:\n{value?.ToJsonString()}\nbecame\n{there[id][name]?.ToJsonString()}");
        }
    }
}
