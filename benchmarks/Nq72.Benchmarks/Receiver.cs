using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Nq72.Benchmarks;

/// <summary>A partner that answers 200 at once, notes when each request came, and keeps the first bodies for a baseline to send.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private const int Kept = 50;

    private readonly WebApplication app;
    private readonly ConcurrentQueue<DateTimeOffset> arrivals = new();
    private readonly ConcurrentBag<byte[]> bodies = [];

    private Receiver(WebApplication app) => this.app = app;

    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public int Count => arrivals.Count;

    /// <summary>Some of the bodies that came first.</summary>
    public IReadOnlyList<byte[]> Bodies => [.. bodies];

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    public void Forget() => arrivals.Clear();

    /// <summary>Waits for so many requests, as long as they keep coming within the patience. Returns when each came, in order.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> WaitAsync(int count, TimeSpan patience)
    {
        var (seen, since) = (0, System.Diagnostics.Stopwatch.StartNew());
        while (Count < count && since.Elapsed < patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            if (Count != seen)
                (seen, since) = (Count, System.Diagnostics.Stopwatch.StartNew());
        }

        return Count >= count ? [.. arrivals.Order()] : throw new InvalidOperationException($"Of {count} requests only {Count} came.");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        arrivals.Enqueue(TimeProvider.System.GetUtcNow());
        if (bodies.Count < Kept)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            bodies.Add(body.ToArray());
        }
        else
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
        }

        context.Response.StatusCode = StatusCodes.Status200OK;
    }
}
