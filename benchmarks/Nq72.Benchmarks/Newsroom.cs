using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Nq72.Benchmarks;

/// <summary>What an editor and a planner do before something can go out.</summary>
internal static class Newsroom
{
    private const string Manage = "/api/v1/manage";

    /// <summary>A push channel of so many destinations on one receiver.</summary>
    public static Task<JsonNode> PutChannelAsync(Installation installation, string name, string url, int destinations) =>
        installation.SendAsync(HttpMethod.Put, $"{Manage}/channels/{name}", new JsonObject
        {
            ["format"] = "ninjs",
            ["transport"] = "webhook",
            ["destinations"] = new JsonArray([.. Enumerable.Range(1, destinations).Select(number => (JsonNode)new JsonObject { ["key"] = $"d{number}", ["url"] = $"{url}/d{number}" })]),
        });

    /// <summary>So many approved articles of about a page each.</summary>
    public static async Task<IReadOnlyList<string>> ApproveItemsAsync(Installation installation, int count)
    {
        var ids = new List<string>(count);
        for (var number = 1; number <= count; number++)
        {
            var item = await installation.SendAsync(HttpMethod.Post, $"{Manage}/items", new JsonObject
            {
                ["type"] = "Article",
                ["lang"] = "vi",
                ["title"] = $"Bài đo số {number} {Guid.NewGuid():N}",
                ["fields"] = new JsonObject { ["body"] = string.Concat(Enumerable.Repeat("Sức khỏe là vốn quý, mỗi người hãy biết giữ gìn.\n\n", 20)) },
            });
            var id = (string)item["id"]!;
            await installation.SendAsync(HttpMethod.Post, $"{Manage}/items/{id}/submit", new JsonObject());
            await installation.SendAsync(HttpMethod.Post, $"{Manage}/items/{id}/approve", new JsonObject { ["version"] = 1 });
            ids.Add(id);
        }

        return ids;
    }

    /// <summary>A further version of an item, approved.</summary>
    public static async Task ApproveNextAsync(Installation installation, string id, JsonObject change)
    {
        using var current = await installation.Http.GetAsync($"{Manage}/items/{id}");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Manage}/items/{id}") { Content = JsonContent.Create(change) };
        request.Headers.IfMatch.Add(current.Headers.ETag!);
        using var saved = await installation.Http.SendAsync(request);
        var text = await saved.Content.ReadAsStringAsync();
        if (!saved.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)saved.StatusCode} {text}");
        await installation.SendAsync(HttpMethod.Post, $"{Manage}/items/{id}/submit", new JsonObject());
        await installation.SendAsync(HttpMethod.Post, $"{Manage}/items/{id}/approve", new JsonObject { ["version"] = (int)JsonNode.Parse(text)!["version"]! });
    }

    /// <summary>Makes an approved version the visible one; with a note, when it corrects what was.</summary>
    public static Task<JsonNode> PublishAsync(Installation installation, string id, int version, string? correction) =>
        installation.SendAsync(HttpMethod.Post, $"{Manage}/items/{id}/publish", new JsonObject { ["version"] = version, ["correction"] = correction });

    /// <summary>A release of these items to one channel, armed. Returns its id when every delivery is written.</summary>
    public static async Task<string> ArmAsync(Installation installation, string channel, IEnumerable<string> items, DateTimeOffset at)
    {
        var release = await installation.SendAsync(HttpMethod.Post, $"{Manage}/releases", new JsonObject
        {
            ["name"] = "Benchmark",
            ["at"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["items"] = new JsonArray([.. items.Select(id => (JsonNode)new JsonObject { ["id"] = id, ["channels"] = new JsonArray(channel), ["public"] = false })]),
            ["missed"] = new JsonObject { ["policy"] = "sendUntil" },
        });
        var id = (string)release["id"]!;
        var armed = await installation.SendAsync(HttpMethod.Post, $"{Manage}/releases/{id}/arm", new JsonObject());
        while ((string?)armed["state"] == "arming")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            armed = await installation.SendAsync(HttpMethod.Get, $"{Manage}/releases/{id}");
        }

        return (string?)armed["state"] == "armed" ? id : throw new InvalidOperationException($"Not armed: {armed}");
    }

    /// <summary>An instant so far ahead, on a whole millisecond.</summary>
    public static DateTimeOffset In(TimeSpan span)
    {
        var at = TimeProvider.System.GetUtcNow() + span;
        return new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }
}
