using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Benchmarks;

/// <summary>A ledger of a million deliveries: how long its lists and its board take, and how late a small release is beside it.</summary>
internal static class LedgerBenchmark
{
    private const int Rows = 1_000_000;
    private const int Destinations = 50;
    private const int Asked = 200;

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            if (name.EndsWith("2 nodes", StringComparison.Ordinal))
                continue;
            await using var receiver = await Receiver.StartAsync();
            await using var installation = await Installation.StartAsync(settings);
            await Newsroom.PutChannelAsync(installation, "benchmark", receiver.Url, Destinations);
            var ids = await Newsroom.ApproveItemsAsync(installation, 6);
            var release = await SendAsync(installation, receiver, ids.Take(5));
            var filling = Stopwatch.StartNew();
            await FillAsync(installation.Services.GetRequiredService<Connections>(), Rows);
            Console.WriteLine($"A ledger of {Rows} deliveries, {name} (filled in {filling.Elapsed.TotalSeconds:F0} s):");
            string[] paths = ["deliveries", "deliveries?state=accepted", "deliveries?state=failed", "deliveries?channel=benchmark&destination=d7", $"deliveries?release={release}", $"releases/{release}", "releases?state=released"];
            foreach (var path in paths)
            {
                var times = new List<double>();
                for (var number = 0; number < Asked; number++)
                {
                    var clock = Stopwatch.StartNew();
                    await installation.SendAsync(HttpMethod.Get, $"/api/v1/manage/{path}");
                    times.Add(clock.Elapsed.TotalMilliseconds);
                    if (number == 10 && times.Average() > 500)
                        break;
                }

                times.Sort();
                Console.WriteLine($"  GET {(path.Contains(release, StringComparison.Ordinal) ? path.Replace(release, "{id}", StringComparison.Ordinal) : path),-48} median {times[times.Count / 2],8:F1} ms  p99 {times[(int)(times.Count * 0.99)],8:F1} ms");
            }

            Console.Write("  a small release beside it: ");
            await SendAsync(installation, receiver, ids.Skip(5));
        }
    }

    private static async Task<string> SendAsync(Installation installation, Receiver receiver, IEnumerable<string> items)
    {
        var list = items.ToList();
        receiver.Forget();
        var at = Newsroom.In(TimeSpan.FromSeconds(8));
        var release = await Newsroom.ArmAsync(installation, "benchmark", list, at);
        var times = await receiver.WaitAsync(list.Count * Destinations, TimeSpan.FromMinutes(1));
        // answered is not yet written down
        while ((int?)(await installation.SendAsync(HttpMethod.Get, $"/api/v1/manage/releases/{release}"))["deliveries"]?["accepted"] != times.Count)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        Console.WriteLine($"{times.Count} deliveries, first {(times[0] - at).TotalMilliseconds:F0} ms after T, last {(times[^1] - at).TotalMilliseconds:F0} ms");
        return release;
    }

    // copies of real rows under new keys, so that every column means what it means in a real ledger
    internal static async Task FillAsync(Connections connections, int rows)
    {
        await using var connection = connections.Create();
        await connection.OpenAsync();
        var columns = await ColumnsAsync(connection);
        var fresh = connections.Provider == DatabaseProvider.Sqlite
            ? "lower(hex(randomblob(4))||'-'||hex(randomblob(2))||'-'||hex(randomblob(2))||'-'||hex(randomblob(2))||'-'||hex(randomblob(6)))"
            : "gen_random_uuid()";
        var values = columns.Select(column => column switch
        {
            "id" or "idempotency_key" => connections.Provider == DatabaseProvider.Sqlite ? $"upper({fresh})" : fresh,
            "release_id" => "substr(release_id || n.n % 2000, length(release_id || n.n % 2000) - 25)",
            _ => $"d.{column}",
        });
        var series = connections.Provider == DatabaseProvider.Sqlite
            ? $"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {rows / 250}) SELECT n FROM s)"
            : $"generate_series(1, {rows / 250})";
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 600;
        command.CommandText = $"INSERT INTO delivery ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {series} AS n{(connections.Provider == DatabaseProvider.Sqlite ? "" : "(n)")} CROSS JOIN (SELECT * FROM delivery LIMIT 250) d";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "ANALYZE delivery";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<IReadOnlyList<string>> ColumnsAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM delivery LIMIT 0";
        await using var reader = await command.ExecuteReaderAsync();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }
}
