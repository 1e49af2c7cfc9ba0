using System.Diagnostics;
using System.Text.Json;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Benchmarks;

/// <summary>
/// Ten thousand articles become visible at one instant T, while 32 readers ask all the time over connections that they keep. Seven of eight requests
/// are the list that everybody reads, one asks how many there are: one number, by which an answer shows all of them, none, or (never) some. A list
/// shows all when each of its 20 is new.
/// The intervals are written in bulk, as the rows that twenty releases of 500 would have written.
/// </summary>
internal static class BoundaryBenchmark
{
    private const int Readers = 32;
    private const int CountEvery = 8;
    private const int Page = 20;
    private const string List = "/api/v1/items?type=Article&limit=20";
    private const string Count = "/api/v1/items?type=Article&limit=1&fields=id&total=true";
    private static readonly int Articles = Scale.Of(10_000);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(6), After = TimeSpan.FromSeconds(3);

    // instants in milliseconds after T; how many of the new articles it shows, 1 for all
    private sealed record Answer(double Asked, double Came, bool IsCount, double Shown);

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            if (!name.EndsWith("2 nodes", StringComparison.Ordinal))
                await RunOnAsync(name, settings);
        }
    }

    private static async Task RunOnAsync(string database, string[] settings)
    {
        await using var installation = await Installation.StartAsync(["--Nq72:Scheduler:Enabled=false", .. settings]);
        // time enough to write them; a whole second, as people plan
        var at = Newsroom.In(TimeSpan.FromSeconds(15 + (Articles / 500)));
        at = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        await new Archive { Articles = Articles, Texts = Math.Min(Articles, 1000), Newest = at, Apart = TimeSpan.Zero, Searchable = false }.FillAsync(installation);
        var none = (int)(await installation.SendAsync(HttpMethod.Get, Count))["total"]!;
        var left = at - Before - TimeProvider.System.Now();
        if (left < TimeSpan.Zero)
            throw new InvalidOperationException($"Writing {Articles} articles took until {at - TimeProvider.System.Now()} before the instant.");
        await Task.Delay(left, TimeProvider.System);
        Print(database, await ReadAsync(installation, at, none));
    }

    private static async Task<List<Answer>> ReadAsync(Installation installation, DateTimeOffset at, int none)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Readers }) { BaseAddress = new Uri(installation.Url) };
        // the wall's clock once, and the steady one from there
        var (beginning, steady) = ((TimeProvider.System.GetUtcNow() - at).TotalMilliseconds, Stopwatch.GetTimestamp());
        double Now() => beginning + Stopwatch.GetElapsedTime(steady).TotalMilliseconds;
        var all = new List<Answer>[Readers];
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(async reader =>
        {
            var mine = all[reader] = [];
            for (var turn = reader; Now() < After.TotalMilliseconds; turn++)
            {
                var (asked, counts) = (Now(), turn % CountEvery == 0);
                var bytes = await http.GetByteArrayAsync(counts ? Count : List);
                var came = Now();
                mine.Add(new Answer(asked, came, counts, counts ? (Total(bytes) - none) / (double)Articles : Listed(bytes) / (double)Page));
            }
        }));
        return [.. all.SelectMany(one => one).OrderBy(answer => answer.Came)];
    }

    private static int Total(byte[] answer)
    {
        using var read = JsonDocument.Parse(answer);
        return read.RootElement.GetProperty("total").GetInt32();
    }

    // parsing each would cost the readers more than the answers cost the server
    private static int Listed(ReadOnlySpan<byte> answer) => answer.Count("\"id\":\"b00000"u8);

    private static void Print(string database, List<Answer> answers)
    {
        var showAll = answers.FindAll(answer => answer.Shown >= 1);
        var showNone = answers.FindAll(answer => answer.Shown <= 0);
        var early = showAll.FindAll(answer => answer.Came < 0);
        var late = showNone.FindAll(answer => answer.Asked > 0);
        // the first seconds are warming up
        double Rate(double from, double to) => answers.Count(answer => answer.Came >= from && answer.Came < to) / (to - from) * 1000;
        var (steady, boundary) = (Rate(-3000, 0), Rate(0, 1000));
        var slowest = answers.Where(answer => answer.Came is >= 0 and < 1000).Max(answer => answer.Came - answer.Asked);
        Console.WriteLine($"{Articles} articles visible at one instant T, {Readers} readers, {database}:");
        Console.WriteLine($"  the first list of new ones came {showAll.Where(answer => !answer.IsCount).Min(answer => answer.Came):F1} ms after T, the first count of all {showAll.Where(answer => answer.IsCount).Min(answer => answer.Came):F1} ms; answers that showed some: {answers.Count - showAll.Count - showNone.Count}; all before T: {early.Count}; none, though asked after T: {late.Count}{(late.Count > 0 ? $" (the last asked {late.Max(answer => answer.Asked):F1} ms after)" : "")}");
        Console.WriteLine($"  {steady:F0} answers/s in the three seconds before T, {boundary:F0} in the second after, ratio {boundary / steady:F2}; the slowest answer of that second took {slowest:F1} ms; in the second after that {Rate(1000, 2000):F0}/s");
    }
}
