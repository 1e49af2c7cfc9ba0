using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Nq72.Benchmarks;

/// <summary><c>GET /api/v1/items</c> from memory and from the database, against a bare Kestrel endpoint that returns the same bytes.</summary>
internal static class ItemsBenchmark
{
    private const int Rounds = 5;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(2);

    public static async Task RunAsync()
    {
        await using var installation = await Installation.StartAsync("--Nq72:Scheduler:Enabled=false");
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        var list = $"{installation.Url}/api/v1/items?type=Article&limit=20";
        var bytes = await http.GetByteArrayAsync(list);
        await using var bare = await StartBareAsync(bytes);
        var bareUrl = bare.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        // a parameter that no answer was made for: each request misses the cache and asks the database for the same items
        string Missed(long number) => $"{list}&publishedSince=2020-01-01T00:00:{number / 1_000_000 % 60:00}.{number % 1_000_000:000000}Z";
        var rates = new Dictionary<string, List<(double Rate, double P99)>>(StringComparer.Ordinal) { ["bare"] = [], ["memory"] = [], ["database"] = [] };
        for (var round = 0; round <= Rounds; round++)
        {
            var measured = new[]
            {
                ("bare", await Load.RunAsync(http, _ => bareUrl, Span)),
                ("memory", await Load.RunAsync(http, _ => list, Span)),
                ("database", await Load.RunAsync(http, Missed, Span)),
            };
            // the first round warms up
            foreach (var (name, result) in measured.Where(_ => round > 0))
                rates[name].Add(result);
        }

        var baseline = Load.Median(rates["bare"].Select(rate => rate.Rate));
        Console.WriteLine($"GET /items, 20 items asked, {bytes.Length} bytes, 16 connections, median of {Rounds} rounds:");
        foreach (var (name, results) in rates)
            Console.WriteLine($"  {name,-9} {Load.Median(results.Select(rate => rate.Rate)),9:F0}/s  p99 {Load.Median(results.Select(rate => rate.P99)),7:F2} ms  ratio to bare {Load.Median(results.Select(rate => rate.Rate)) / baseline:F2}");
    }

    private static async Task<WebApplication> StartBareAsync(byte[] bytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes);
        });
        await app.StartAsync();
        return app;
    }
}
