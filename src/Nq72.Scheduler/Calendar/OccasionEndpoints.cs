using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Scheduler.Calendar;

internal static class OccasionEndpoints
{
    public static IEndpointRouteBuilder MapOccasions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/occasions").WithTags("Calendar");
        group.MapGet("", ListAsync).RequireAuthorization(Scopes.Preview).WithName("ListOccasions").WithSummary("Occasions and holidays by key").Produces<Page<OccasionView>>();
        group.MapGet("/{key}", GetAsync).RequireAuthorization(Scopes.Preview).WithName("GetOccasion").WithSummary("One occasion and its next days").Produces<OccasionView>();
        group.MapPut("/{key}", PutAsync).RequireAuthorization(Scopes.Publish).WithName("PutOccasion").WithSummary("Make or replace an occasion").Produces<OccasionView>();
        return routes;
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, OccasionQueries queries, CancellationToken cancellationToken)
    {
        var page = PageRequest.Read(limit, cursor, keys: 1);
        return page.Succeeded ? Results.Json(await queries.ListAsync(page.Value, cancellationToken), Json.Options) : new ProblemResult(page.Problem);
    }

    private static async Task<IResult> GetAsync(string key, OccasionQueries queries, CancellationToken cancellationToken) =>
        (await queries.GetAsync(key, cancellationToken)).ToHttp();

    private static async Task<IResult> PutAsync(string key, JsonBody<OccasionInput> body, HttpContext http, PutOccasion verb, CancellationToken cancellationToken) =>
        (await body.ThenAsync(input => verb.ExecuteAsync(key, input, http.RequiredActor(), cancellationToken))).ToHttp();
}
