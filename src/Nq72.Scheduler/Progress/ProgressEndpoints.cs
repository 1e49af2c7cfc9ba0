using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nq72.Scheduler.Platform;

namespace Nq72.Scheduler.Progress;

/// <summary>Live progress: <c>/api/v1/manage/events</c>. Source: HTML Standard, server-sent events.</summary>
internal static class ProgressEndpoints
{
    public static IEndpointRouteBuilder MapProgress(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", ListenAsync).WithTags("Releases").RequireAuthorization(Scopes.Preview).WithName("ListenToEvents")
            .WithSummary("Live progress as server-sent events: 'release' (where it is, its deliveries by state) and 'delivery' (an attempt or a receipt was written down, or it ended without one)").Produces<string>(contentType: "text/event-stream");
        return routes;
    }

    private static Task<IResult> ListenAsync(string? release, HttpContext http, ProgressEvents stream, CancellationToken cancellationToken) =>
        stream.ListenAsync(release, http, cancellationToken);
}
