using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

internal static class ReleaseEndpoints
{
    public static IEndpointRouteBuilder MapReleases(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/releases").WithTags("Releases");
        group.MapPost("", CreateAsync).RequireAuthorization(Scopes.Publish).WithName("CreateRelease").WithSummary("Make a draft").Produces<ReleaseView>(StatusCodes.Status201Created);
        group.MapGet("", ListAsync).RequireAuthorization(Scopes.Preview).WithName("ListReleases").WithSummary("Releases, the latest instant first").Produces<Page<ReleaseView>>();
        group.MapGet("/{id}", GetAsync).RequireAuthorization(Scopes.Preview).WithName("GetRelease").WithSummary("A release and the state of its deliveries").Produces<ReleaseView>();
        group.MapPut("/{id}", UpdateAsync).RequireAuthorization(Scopes.Publish).WithName("UpdateRelease").WithSummary("Replace a draft").Produces<ReleaseView>();
        group.MapGet("/{id}/preflight", PreflightAsync).RequireAuthorization(Scopes.Preview).WithName("PreflightRelease").WithSummary("What would go wrong").Produces<PreflightView>();
        group.MapPost("/{id}/arm", ArmAsync).RequireAuthorization(Scopes.Publish).WithName("ArmRelease").WithSummary("Plan publications and deliveries; 202 and state arming above 5,000 deliveries").Produces<ReleaseView>().Produces<ReleaseView>(StatusCodes.Status202Accepted);
        group.MapPost("/{id}/disarm", DisarmAsync).RequireAuthorization(Scopes.Publish).WithName("DisarmRelease").WithSummary("Make it a draft again").Produces<ReleaseView>();
        group.MapPost("/{id}/cancel", CancelAsync).RequireAuthorization(Scopes.Publish).WithName("CancelRelease").WithSummary("End it before it goes out").Produces<ReleaseView>();
        group.MapPost("/{id}/reschedule", RescheduleAsync).RequireAuthorization(Scopes.Publish).WithName("RescheduleRelease").WithSummary("Move it to another instant").Produces<ReleaseView>();
        group.MapPost("/{id}/retract", RetractAsync).RequireAuthorization(Scopes.Publish).WithName("RetractRelease").WithSummary("Take it back after it went out").Produces<ReleaseView>();
        group.MapPost("/{id}/hold", HoldAsync).RequireAuthorization(Scopes.Publish).WithName("HoldRelease").WithSummary("Stop an armed release until somebody decides").Produces<ReleaseView>();
        group.MapPost("/{id}/decide", DecideAsync).RequireAuthorization(Scopes.Publish).WithName("DecideHeldItems").WithSummary("Release, move or cancel items that are held").Produces<ReleaseView>();
        routes.MapGet("/held", ListHeldAsync).WithTags("Releases").RequireAuthorization(Scopes.Preview).WithName("ListHeldItems").WithSummary("Items that were taken out of releases and wait for a decision").Produces<Page<HeldItemView>>();
        routes.MapGet("/peaks/{id}/preflight", PreflightPeakAsync).WithTags("Releases").RequireAuthorization(Scopes.Preview).WithName("PreflightPeak").WithSummary("What would go wrong in a whole peak").Produces<PreflightView>();
        routes.MapPost("/peaks/{id}/copy", CopyPeakAsync).WithTags("Releases").RequireAuthorization(Scopes.Publish).WithName("CopyPeak").WithSummary("Plan it after an earlier peak: its releases as drafts").Produces<PeakCopy>();
        return routes;
    }

    private static async Task<IResult> CreateAsync(JsonBody<ReleaseInput> body, HttpContext http, CreateRelease verb, CancellationToken cancellationToken)
    {
        var created = await body.ThenAsync(input => verb.ExecuteAsync(input, http.RequiredActor(), cancellationToken));
        return Tagged(http, created).ToCreated(release => $"{http.Request.PathBase}{http.Request.Path}/{release.Id}");
    }

    private static async Task<IResult> ListAsync(string? state, string? limit, string? cursor, ReleaseQueries queries, CancellationToken cancellationToken)
    {
        var page = PageRequest.Read(limit, cursor, keys: 2);
        if (!page.Succeeded)
            return new ProblemResult(page.Problem);
        if (!QueryNames.TryRead<ReleaseState>(state, out var asked))
            return new ProblemResult(Problem.Malformed("state", new($"Không có trạng thái '{state}'.", $"There is no state '{state}'.")));
        return Results.Json(await queries.ListAsync(asked, page.Value, cancellationToken), Json.Options);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext http, ReleaseQueries queries, CancellationToken cancellationToken) =>
        Tagged(http, await queries.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> UpdateAsync(string id, JsonBody<ReleaseInput> body, HttpContext http, UpdateRelease verb, CancellationToken cancellationToken)
    {
        int? revision = null;
        if (http.Request.Headers.IfMatch.ToString() is { Length: > 0 } tag && tag != "*")
            revision = int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : -1;
        return Tagged(http, await body.ThenAsync(input => verb.ExecuteAsync(id, input, revision, http.RequiredActor(), cancellationToken))).ToHttp();
    }

    private static async Task<IResult> PreflightAsync(string id, HttpContext http, Preflight verb, CancellationToken cancellationToken) =>
        (await verb.OfReleaseAsync(id, cancellationToken)).ToHttp(report => Results.Json(report.In(http.RequestLanguage()), Json.Options));

    private static async Task<IResult> PreflightPeakAsync(string id, HttpContext http, Preflight verb, CancellationToken cancellationToken) =>
        (await verb.OfPeakAsync(id, cancellationToken)).ToHttp(report => Results.Json(report.In(http.RequestLanguage()), Json.Options));

    private static async Task<IResult> CopyPeakAsync(string id, JsonBody<CopyPeakInput> body, HttpContext http, CopyPeak verb, CancellationToken cancellationToken) =>
        (await body.ThenAsync(input => verb.ExecuteAsync(id, input, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> ArmAsync(string id, HttpContext http, ArmRelease verb, CancellationToken cancellationToken)
    {
        var outcome = Tagged(http, await verb.ExecuteAsync(id, http.RequiredActor(), cancellationToken));
        return outcome is { Succeeded: true, Value: { State: ReleaseState.Arming } arming } ? Results.Accepted($"{http.Request.PathBase}/api/v1/manage/releases/{id}", arming) : outcome.ToHttp();
    }

    private static async Task<IResult> DisarmAsync(string id, HttpContext http, DisarmRelease verb, CancellationToken cancellationToken) =>
        Tagged(http, await verb.ExecuteAsync(id, http.RequiredActor(), cancellationToken)).ToHttp();

    private static async Task<IResult> CancelAsync(string id, OptionalJsonBody<ReasonInput> body, HttpContext http, CancelRelease verb, CancellationToken cancellationToken) =>
        Tagged(http, await body.ThenAsync(input => verb.ExecuteAsync(id, input?.Reason, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> RescheduleAsync(string id, JsonBody<RescheduleInput> body, HttpContext http, RescheduleRelease verb, CancellationToken cancellationToken) =>
        Tagged(http, await body.ThenAsync(input => verb.ExecuteAsync(id, input, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> HoldAsync(string id, JsonBody<ReasonInput> body, HttpContext http, HoldRelease verb, CancellationToken cancellationToken) =>
        Tagged(http, await body.ThenAsync(input => verb.ExecuteAsync(id, input.Reason, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> DecideAsync(string id, JsonBody<DecisionInput> body, HttpContext http, DecideHeld verb, CancellationToken cancellationToken) =>
        Tagged(http, await body.ThenAsync(input => verb.ExecuteAsync(id, input, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> ListHeldAsync(string? limit, string? cursor, HeldQueries queries, CancellationToken cancellationToken)
    {
        var page = PageRequest.Read(limit, cursor, keys: 3);
        return page.Succeeded ? Results.Json(await queries.ListAsync(page.Value, cancellationToken), Json.Options) : new ProblemResult(page.Problem);
    }

    private static async Task<IResult> RetractAsync(string id, JsonBody<ReasonInput> body, HttpContext http, RetractRelease verb, CancellationToken cancellationToken) =>
        Tagged(http, await body.ThenAsync(input => verb.ExecuteAsync(id, input.Reason, http.RequiredActor(), cancellationToken))).ToHttp();

    private static Outcome<ReleaseView> Tagged(HttpContext http, Outcome<ReleaseView> outcome)
    {
        if (outcome.Succeeded)
            http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{outcome.Value.Revision}\"");
        return outcome;
    }
}
