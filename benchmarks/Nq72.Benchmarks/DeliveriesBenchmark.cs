using System.Diagnostics;

namespace Nq72.Benchmarks;

/// <summary>
/// Signed deliveries due at one instant to a local receiver, against a bare HttpClient loop that sends the same bodies, one after another and
/// 64 at once, unsigned and written down nowhere, and against one Quartz trigger for each delivery. Rounds of each are taken in turns.
/// </summary>
internal static class DeliveriesBenchmark
{
    private const int Rounds = 5;
    private const int AtOnce = 64;
    private const string Channel = "benchmark";

    // a release holds no more
    private const int MostItems = 500;

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
            await MeasureAsync(name, settings, items: 40, destinations: 50, withQuartz: true);
    }

    /// <summary>The same with 50,000, where the rate should hold.</summary>
    public static async Task RunBurstAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
            await MeasureAsync(name, settings, items: MostItems, destinations: 100, withQuartz: false);
    }

    private static async Task MeasureAsync(string name, string[] settings, int items, int destinations, bool withQuartz)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var installation = await Installation.StartAsync(settings);
        await using var second = name.EndsWith("2 nodes", StringComparison.Ordinal) ? await Installation.StartAsync(settings) : null;
        await Newsroom.PutChannelAsync(installation, Channel, receiver.Url, destinations);
        var ids = await Newsroom.ApproveItemsAsync(installation, items);
        var count = items * destinations;
        Console.WriteLine($"{count} deliveries due at one instant, {destinations} destinations, {name}:");
        // once for the code to be warm
        await RoundAsync(installation, receiver, ids.Take(5), 5 * destinations);
        var (engine, loop, wide, quartz) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < (items > 100 ? 1 : Rounds); round++)
        {
            engine.Add(await RoundAsync(installation, receiver, ids, count));
            loop.Add(await BareAsync(receiver, count, atOnce: 1));
            wide.Add(await BareAsync(receiver, count, AtOnce));
        }

        if (withQuartz)
            quartz.Add(await QuartzBaseline.RunAsync(receiver, count, settings));
        var rate = Load.Median(engine);
        Console.WriteLine($"  {rate:F0}/s; bare HttpClient loop with the same bodies {Load.Median(loop):F0}/s, ratio {rate / Load.Median(loop):F2}; {AtOnce} such loops at once {Load.Median(wide):F0}/s, ratio {rate / Load.Median(wide):F2}"
            + (withQuartz ? $"; one Quartz trigger each {Load.Median(quartz):F0}/s, ratio {rate / Load.Median(quartz):F1}" : ""));
    }

    private static async Task<double> RoundAsync(Installation installation, Receiver receiver, IEnumerable<string> ids, int count)
    {
        receiver.Forget();
        var at = Newsroom.In(TimeSpan.FromSeconds(10 + (count / 500)));
        var arming = Stopwatch.StartNew();
        await Newsroom.ArmAsync(installation, Channel, ids, at);
        var armed = arming.Elapsed;
        var times = (await receiver.WaitAsync(count, TimeSpan.FromMinutes(3))).Select(time => (time - at).TotalMilliseconds).ToList();
        Console.WriteLine($"  {count}: armed in {armed.TotalSeconds:F2} s; first {times[0]:F0} ms after T, p99 {times[(int)(times.Count * 0.99)]:F0} ms, last {times[^1]:F0} ms");
        return times.Count / (times[^1] - times[0]) * 1000;
    }

    private static async Task<double> BareAsync(Receiver receiver, int count, int atOnce)
    {
        receiver.Forget();
        var bodies = receiver.Bodies;
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = atOnce });
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            for (var mine = Interlocked.Increment(ref next); mine < count; mine = Interlocked.Increment(ref next))
            {
                using var content = new ByteArrayContent(bodies[mine % bodies.Count]);
                using var response = await http.PostAsync($"{receiver.Url}/bare", content);
            }
        }));
        var times = await receiver.WaitAsync(count, TimeSpan.FromMinutes(1));
        return times.Count / (times[^1] - times[0]).TotalSeconds;
    }
}
