using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Scheduler.Channels;

internal static class ChannelEndpoints
{
    public static IEndpointRouteBuilder MapChannels(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/channels").WithTags("Channels");
        group.MapGet("", ListAsync).RequireAuthorization(Scopes.Preview).WithName("ListChannels").WithSummary("Channels by name").Produces<Page<ChannelView>>();
        group.MapGet("/{name}", GetAsync).RequireAuthorization(Scopes.Preview).WithName("GetChannel").WithSummary("One channel").Produces<ChannelView>();
        group.MapPut("/{name}", PutAsync).RequireAuthorization(Scopes.Admin).WithName("PutChannel").WithSummary("Make or replace a channel").Produces<ChannelView>();
        group.MapPost("/{name}/probe", ProbeAsync).RequireAuthorization(Scopes.Admin).WithName("ProbeChannel").WithSummary("See whether the destinations can be reached; never posts").Produces<ProbeView>();
        group.MapPost("/{name}/test", TestAsync).RequireAuthorization(Scopes.Admin).WithName("TestChannel")
            .WithSummary("Send a signed push marked Nq72-Operation: test, which receivers answer and do not show").Produces<TestView>();
        return routes;
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, ChannelQueries queries, CancellationToken cancellationToken)
    {
        var page = PageRequest.Read(limit, cursor, keys: 1);
        return page.Succeeded ? Results.Json(await queries.ListAsync(page.Value, cancellationToken), Json.Options) : new ProblemResult(page.Problem);
    }

    private static async Task<IResult> GetAsync(string name, ChannelQueries queries, CancellationToken cancellationToken) =>
        (await queries.GetAsync(name, cancellationToken)).ToHttp();

    private static async Task<IResult> PutAsync(string name, JsonBody<ChannelInput> body, HttpContext http, PutChannel verb, CancellationToken cancellationToken) =>
        (await body.ThenAsync(input => verb.ExecuteAsync(name, input, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> TestAsync(string name, OptionalJsonBody<TestInput> body, HttpContext http, TestChannel verb, CancellationToken cancellationToken) =>
        (await body.ThenAsync(input => verb.ExecuteAsync(name, input ?? new(), http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> ProbeAsync(string name, ProbeChannel verb, CancellationToken cancellationToken) =>
        (await verb.ExecuteAsync(name, cancellationToken)).ToHttp();
}
