using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Nq72.Benchmarks;

/// <summary>
/// Two nodes on one PostgreSQL: how long after a correction was published on one the other's public API shows it, to a reader who asks all the time.
/// The commit lies between the request's begin and its answer; both spans are printed.
/// </summary>
internal static class NodesBenchmark
{
    private static readonly int Changes = Scale.Of(200, least: 20);

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            if (!name.EndsWith("2 nodes", StringComparison.Ordinal))
                continue;
            await using var one = await Installation.StartAsync(["--Nq72:Scheduler:Enabled=false", .. settings]);
            await using var other = await Installation.StartAsync(["--Nq72:Scheduler:Enabled=false", .. settings]);
            var id = (await Newsroom.ApproveItemsAsync(one, 1))[0];
            await Newsroom.PublishAsync(one, id, version: 1, correction: null);
            await Newsroom.ApproveNextAsync(one, id, new JsonObject { ["summary"] = "Đã sửa một con số." });
            var (begun, answered) = (new List<double>(), new List<double>());
            for (var number = 0; number < Changes; number++)
            {
                var seen = SeenAsync(other, id, Note(number));
                var began = Stopwatch.GetTimestamp();
                await Newsroom.PublishAsync(one, id, version: 1 + ((number + 1) % 2), Note(number));
                var answer = Stopwatch.GetTimestamp();
                var shown = await seen;
                begun.Add(Stopwatch.GetElapsedTime(began, shown).TotalMilliseconds);
                answered.Add(Stopwatch.GetElapsedTime(answer, shown).TotalMilliseconds);
            }

            Console.WriteLine($"{Changes} corrections on one node, seen on the other, {name}: after the request was sent {Shown(begun)}; after it was answered {Shown(answered)} (below 0: seen before the answer came)");
        }
    }

    private static string Note(int number) => $"Đính chính lần {number.ToString(CultureInfo.InvariantCulture)}";

    // one connection, kept open; answers from memory until the change is known
    private static async Task<long> SeenAsync(Installation node, string id, string note)
    {
        var end = Stopwatch.StartNew();
        while (end.Elapsed < TimeSpan.FromSeconds(30))
        {
            var item = await node.SendAsync(HttpMethod.Get, $"/api/v1/items/{id}");
            if (item["correction"]?.ToJsonString().Contains(JsonValue.Create(note).ToJsonString().Trim('"'), StringComparison.Ordinal) == true)
                return Stopwatch.GetTimestamp();
        }

        throw new InvalidOperationException($"'{note}' was not seen on the other node within {end.Elapsed}.");
    }

    private static string Shown(List<double> times)
    {
        var sorted = times.Order().ToList();
        return $"median {sorted[sorted.Count / 2]:F1} ms, p99 {sorted[(int)(sorted.Count * 0.99)]:F1} ms, most {sorted[^1]:F1} ms";
    }
}
