using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Nq72.Benchmarks;

/// <summary>
/// What a partner that is down, one that answers in ten seconds and one that fails every other time cost the others in the same channel: how
/// late their deliveries begin to arrive, with and without such neighbours, in turns.
/// </summary>
internal static class NeighboursBenchmark
{
    private const int Healthy = 20;
    private const int Items = 5;
    private const int Releases = 20;
    private const int Rounds = 2;
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(10);

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            if (name.EndsWith("2 nodes", StringComparison.Ordinal))
                continue;
            await using var receiver = await Receiver.StartAsync();
            await using var trouble = await TroubleAsync();
            await using var installation = await Installation.StartAsync(settings);
            await PutChannelAsync(installation, "alone", receiver.Url, []);
            await PutChannelAsync(installation, "beside", receiver.Url, ["http://127.0.0.1:1/dead", $"{trouble.Urls.First()}/slow", $"{trouble.Urls.First()}/flapping"]);
            var ids = await Newsroom.ApproveItemsAsync(installation, Items * Releases);
            await MeasureAsync(installation, receiver, "alone", ids);
            var (alone, beside) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                alone.AddRange(await MeasureAsync(installation, receiver, "alone", ids));
                beside.AddRange(await MeasureAsync(installation, receiver, "beside", ids));
            }

            Console.WriteLine($"{Healthy} destinations, {Items} items every {Apart.TotalSeconds} s, arrival after T, {name}:");
            Tell("alone", alone);
            Tell("beside one that is down, one that takes 10 s, one that fails every other time", beside);
        }
    }

    private static void Tell(string what, List<double> late)
    {
        late.Sort();
        Console.WriteLine($"  {what}: median {late[late.Count / 2]:F1} ms, p99 {late[(int)(late.Count * 0.99)]:F1} ms, most {late[^1]:F1} ms");
    }

    private static async Task<IEnumerable<double>> MeasureAsync(Installation installation, Receiver receiver, string channel, IReadOnlyList<string> ids)
    {
        receiver.Forget();
        var first = Newsroom.In(TimeSpan.FromSeconds(20));
        for (var number = 0; number < Releases; number++)
            await Newsroom.ArmAsync(installation, channel, ids.Skip(number * Items).Take(Items), first + (number * Apart));
        const int each = Items * Healthy;
        var times = await receiver.WaitAsync(Releases * each, TimeSpan.FromMinutes(2));
        return times.Select((time, index) => (time - first - (index / each * Apart)).TotalMilliseconds);
    }

    private static Task<JsonNode> PutChannelAsync(Installation installation, string name, string url, string[] others) =>
        installation.SendAsync(HttpMethod.Put, $"/api/v1/manage/channels/{name}", new JsonObject
        {
            ["format"] = "ninjs",
            ["transport"] = "webhook",
            ["destinations"] = new JsonArray([.. Enumerable.Range(1, Healthy).Select(number => $"{url}/d{number}").Concat(others)
                .Select((address, index) => (JsonNode)new JsonObject { ["key"] = $"d{index + 1}", ["url"] = address })]),
        });

    private static async Task<WebApplication> TroubleAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var asked = 0;
        app.Run(async context =>
        {
            if (context.Request.Path == "/slow")
                await Task.Delay(SlowAnswer, TimeProvider.System, context.RequestAborted);
            context.Response.StatusCode = context.Request.Path == "/slow" || Interlocked.Increment(ref asked) % 2 == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        });
        await app.StartAsync();
        return app;
    }
}
