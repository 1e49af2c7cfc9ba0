namespace Nq72.Benchmarks;

/// <summary>200 releases of one delivery each, one after another while nothing else is to be done: how long after its instant each arrives.</summary>
internal static class LatenessBenchmark
{
    private const int Releases = 200;
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(330);

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            await using var receiver = await Receiver.StartAsync();
            await using var installation = await Installation.StartAsync(settings);
            await using var second = name.EndsWith("2 nodes", StringComparison.Ordinal) ? await Installation.StartAsync(settings) : null;
            await Newsroom.PutChannelAsync(installation, "benchmark", receiver.Url, destinations: 1);
            var ids = await Newsroom.ApproveItemsAsync(installation, Releases);
            var first = Newsroom.In(TimeSpan.FromSeconds(40));
            for (var number = 0; number < Releases; number++)
                await Newsroom.ArmAsync(installation, "benchmark", [ids[number]], first + (number * Apart));
            var times = await receiver.WaitAsync(Releases, TimeSpan.FromMinutes(2));
            var late = times.Select((time, number) => (time - first - (number * Apart)).TotalMilliseconds).Order().ToList();
            Console.WriteLine($"{Releases} releases {Apart.TotalMilliseconds} ms apart, arrival after T, {name}: least {late[0]:F1} ms, median {late[late.Count / 2]:F1} ms, p99 {late[(int)(late.Count * 0.99)]:F1} ms, most {late[^1]:F1} ms");
        }
    }
}
