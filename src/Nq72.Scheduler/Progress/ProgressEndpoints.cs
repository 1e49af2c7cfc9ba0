using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Progress;

/// <summary>Live progress: <c>/api/v1/manage/events</c>. Source: HTML Standard, server-sent events.</summary>
internal static class ProgressEndpoints
{
    internal static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    // a token that was taken back is not listened with for ever: the listener comes again by itself
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static IEndpointRouteBuilder MapProgress(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", ListenAsync).WithTags("Releases").RequireAuthorization(Scopes.Preview).WithName("ListenToEvents")
            .WithSummary("Live progress as server-sent events: 'release' (where it is, its deliveries by state) and 'delivery' (an attempt or a receipt was written down, or it ended without one)").Produces<string>(contentType: "text/event-stream");
        return routes;
    }

    private static async Task<IResult> ListenAsync(string? release, HttpContext http, ProgressHub hub, ProgressReader reader, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        if (release is not null && !await reader.ExistsAsync(release, http.RequestAborted))
            return new ProblemResult(Problem.NotFound("Không có đợt phát này.", "There is no such release."));
        var head = await reader.HeadAsync(http.RequestAborted);
        // one that is not ours, or from before a restore, means no more than none
        var after = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? Math.Min(last, head) : head;
        var listener = new ProgressListener(release, after);
        if (!hub.TryJoin(listener))
            return new ProblemResult(new Problem(StatusCodes.Status503ServiceUnavailable, "tooManyListeners", new("Quá nhiều nơi đang theo dõi", "Too many listen already")) { RetryAfter = KeepAlive });
        try
        {
            using var enough = new CancellationTokenSource(Longest, clock);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping, enough.Token);
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
