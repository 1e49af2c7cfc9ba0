using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Nq72.Benchmarks;

/// <summary>2,000 signed deliveries due at one instant to a local receiver, against a bare HttpClient loop that sends as many bodies of the same size.</summary>
internal static class DeliveriesBenchmark
{
    private const int Items = 40;
    private const int Destinations = 50;

    public static async Task RunAsync()
    {
        var arrivals = new ConcurrentQueue<(DateTimeOffset At, long Bytes)>();
        await using var receiver = await StartReceiverAsync(arrivals);
        var url = receiver.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await using var installation = await Installation.StartAsync();
        await installation.SendAsync(HttpMethod.Put, "/api/v1/manage/channels/benchmark", new JsonObject
        {
            ["format"] = "ninjs",
            ["transport"] = "webhook",
            ["destinations"] = new JsonArray([.. Enumerable.Range(1, Destinations).Select(number => (JsonNode)new JsonObject { ["key"] = $"d{number}", ["url"] = $"{url}/d{number}" })]),
        });
        var items = new JsonArray();
        for (var number = 1; number <= Items; number++)
            items.Add(new JsonObject { ["id"] = await ApprovedAsync(installation, number), ["channels"] = new JsonArray("benchmark") });

        var at = TimeProvider.System.GetUtcNow().AddSeconds(15);
        at = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        var release = await installation.SendAsync(HttpMethod.Post, "/api/v1/manage/releases", new JsonObject
        {
            ["name"] = "Benchmark",
            ["at"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["items"] = items,
            ["missed"] = new JsonObject { ["policy"] = "sendUntil" },
        });
        var arming = Stopwatch.StartNew();
        await installation.SendAsync(HttpMethod.Post, $"/api/v1/manage/releases/{release["id"]}/arm", new JsonObject());
        Console.WriteLine($"{Items * Destinations} deliveries due at one instant, {Destinations} destinations, SQLite:");
        Console.WriteLine($"  armed in {arming.Elapsed.TotalSeconds:F2} s");
        while (arrivals.Count < Items * Destinations && TimeProvider.System.GetUtcNow() < at.AddSeconds(60))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        var times = arrivals.Select(arrival => (arrival.At - at).TotalMilliseconds).Order().ToList();
        var span = times[^1] - times[0];
        var rate = times.Count / span * 1000;
        Console.WriteLine($"  arrived {times.Count}: first {times[0]:F0} ms after T, p99 {times[(int)(times.Count * 0.99)]:F0} ms, last {times[^1]:F0} ms; {rate:F0}/s");

        var bare = await BareAsync(url, arrivals, (int)arrivals.First().Bytes);
        Console.WriteLine($"  bare HttpClient loop, same count and size: {bare:F0}/s; ratio {rate / bare:F2}");
    }

    private static async Task<string> ApprovedAsync(Installation installation, int number)
    {
        var item = await installation.SendAsync(HttpMethod.Post, "/api/v1/manage/items", new JsonObject
        {
            ["type"] = "Article",
            ["lang"] = "vi",
            ["title"] = $"Bài đo số {number}",
            ["fields"] = new JsonObject { ["body"] = string.Concat(Enumerable.Repeat("Sức khỏe là vốn quý, mỗi người hãy biết giữ gìn.\n\n", 20)) },
        });
        var id = (string)item["id"]!;
        await installation.SendAsync(HttpMethod.Post, $"/api/v1/manage/items/{id}/submit", new JsonObject());
        await installation.SendAsync(HttpMethod.Post, $"/api/v1/manage/items/{id}/approve", new JsonObject { ["version"] = 1 });
        return id;
    }

    private static async Task<double> BareAsync(string url, ConcurrentQueue<(DateTimeOffset At, long Bytes)> arrivals, int size)
    {
        arrivals.Clear();
        var body = new byte[size];
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) <= Items * Destinations)
            {
                using var content = new ByteArrayContent(body);
                using var response = await http.PostAsync($"{url}/bare", content);
            }
        }));
        var times = arrivals.Select(arrival => arrival.At).Order().ToList();
        return times.Count / (times[^1] - times[0]).TotalSeconds;
    }

    private static async Task<WebApplication> StartReceiverAsync(ConcurrentQueue<(DateTimeOffset At, long Bytes)> arrivals)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            arrivals.Enqueue((TimeProvider.System.GetUtcNow(), context.Request.ContentLength ?? 0));
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
        await app.StartAsync();
        return app;
    }
}
