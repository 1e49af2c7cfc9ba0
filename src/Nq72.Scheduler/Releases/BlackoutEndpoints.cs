using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Scheduler.Releases;

internal static class BlackoutEndpoints
{
    public static IEndpointRouteBuilder MapBlackouts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/blackouts").WithTags("Calendar");
        group.MapGet("", ListAsync).RequireAuthorization(Scopes.Preview).WithName("ListBlackouts").WithSummary("Blackouts by key").Produces<Page<BlackoutView>>();
        group.MapGet("/{key}", GetAsync).RequireAuthorization(Scopes.Preview).WithName("GetBlackout").WithSummary("One blackout").Produces<BlackoutView>();
        group.MapPut("/{key}", PutAsync).RequireAuthorization(Scopes.Publish).WithName("PutBlackout").WithSummary("Declare or change a blackout; festive items of armed releases are held").Produces<BlackoutOutcome>();
        group.MapDelete("/{key}", LiftAsync).RequireAuthorization(Scopes.Publish).WithName("LiftBlackout").WithSummary("Remove a blackout; what it held stays held").Produces<BlackoutOutcome>();
        return routes;
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, BlackoutQueries queries, CancellationToken cancellationToken)
    {
        var page = PageRequest.Read(limit, cursor, keys: 1);
        return page.Succeeded ? Results.Json(await queries.ListAsync(page.Value, cancellationToken), Json.Options) : new ProblemResult(page.Problem);
    }

    private static async Task<IResult> GetAsync(string key, BlackoutQueries queries, CancellationToken cancellationToken) =>
        (await queries.GetAsync(key, cancellationToken)).ToHttp();

    private static async Task<IResult> PutAsync(string key, JsonBody<BlackoutInput> body, HttpContext http, PutBlackout verb, CancellationToken cancellationToken) =>
        (await body.ThenAsync(input => verb.ExecuteAsync(key, input, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> LiftAsync(string key, HttpContext http, LiftBlackout verb, CancellationToken cancellationToken) =>
        (await verb.ExecuteAsync(key, http.RequiredActor(), cancellationToken)).ToHttp();
}
