using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Progress;

/// <summary>
/// Live progress as server-sent events, for the API and for pages of the host, whose people have no token. Source: HTML Standard, server-sent events.
/// </summary>
public sealed class ProgressEvents
{
    internal static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    // whoever was refused meanwhile is not listened with for ever: the listener comes again by itself
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly ProgressHub hub;
    private readonly ProgressReader reader;
    private readonly IHostApplicationLifetime lifetime;
    private readonly TimeProvider clock;

    internal ProgressEvents(ProgressHub hub, ProgressReader reader, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        this.hub = hub;
        this.reader = reader;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /// <summary>Tells until the listener leaves, the node stops, or half an hour is over. The caller has seen to it that the listener may preview.</summary>
    /// <param name="release">The one release that is listened to; null for all.</param>
    /// <param name="http">The request, with <c>Last-Event-ID</c> where the listener comes back.</param>
    /// <param name="cancellationToken">The listener left.</param>
    /// <returns>Nothing more to answer, or 404 for no such release, or 503 <c>tooManyListeners</c>.</returns>
    public async Task<IResult> ListenAsync(string? release, HttpContext http, CancellationToken cancellationToken)
    {
        if (release is not null && !await reader.ExistsAsync(release, cancellationToken))
            return new ProblemResult(Problem.NotFound("Không có đợt phát này.", "There is no such release."));
        var head = await reader.HeadAsync(cancellationToken);
        // one that is not ours, or from before a restore, means no more than none
        var after = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? Math.Min(last, head) : head;
        var listener = new ProgressListener(release, after);
        if (!hub.TryJoin(listener))
            return new ProblemResult(new Problem(StatusCodes.Status503ServiceUnavailable, "tooManyListeners", new("Quá nhiều nơi đang theo dõi", "Too many listen already")) { RetryAfter = KeepAlive });
        try
        {
            using var enough = new CancellationTokenSource(Longest, clock);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping, enough.Token);
            await StreamAsync(http.Response, listener, clock, end.Token);
        }
        catch (OperationCanceledException)
        {
            // the listener left, the node stops, or it was long enough: the stream just ends
        }
        finally
        {
            hub.Leave(listener);
        }

        return Results.Empty;
    }

    private static async Task StreamAsync(HttpResponse response, ProgressListener listener, TimeProvider clock, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // a proxy that collects the answer first would show nothing
        response.Headers["X-Accel-Buffering"] = "no";
        await response.WriteAsync("retry: 2000\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        while (true)
        {
            await listener.WaitAsync(KeepAlive, clock, cancellationToken);
            var (deliveries, releases) = listener.Take();
            foreach (var (link, delivery) in deliveries)
                await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{(link is null ? "" : $"id: {link}\n")}event: delivery\ndata: {JsonSerializer.Serialize(delivery, Json.Options)}\n\n"), cancellationToken);
            foreach (var release in releases)
                await response.WriteAsync($"event: release\ndata: {JsonSerializer.Serialize(release, Json.Options)}\n\n", cancellationToken);
            if (deliveries.Count + releases.Count == 0)
                await response.WriteAsync(":\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
    }
}
