using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Nq72.Cms.Broadcasts.Planning;
using Nq72.Cms.Broadcasts.Scripts;
using Nq72.Cms.Broadcasts.Slots;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Broadcasts;

/// <summary>Loudspeaker plans over HTTP: a day's scripts for everyone, plans and slots at the desk.</summary>
internal static class BroadcastEndpoints
{
    private static readonly TimeSpan Stands = TimeSpan.FromSeconds(30);
    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>The day's scripts of a commune.</summary>
    public static IEndpointRouteBuilder MapDayScripts(this IEndpointRouteBuilder api)
    {
        api.MapMethods("/loudspeaker/{place}/{day}", GetOrHead, DayAsync).WithTags("Loa truyền thanh").WithName("GetDayScripts").WithSummary("Kịch bản trong ngày của một xã, phường theo khung giờ; trước giờ của khung chỉ khi có quyền operate hoặc preview")
            .Produces<DayScriptView>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound);
        return api;
    }

    /// <summary>Plans and slots.</summary>
    public static IEndpointRouteBuilder MapBroadcasts(this IEndpointRouteBuilder manage)
    {
        var group = manage.MapGroup("/loudspeaker").WithTags("Loa truyền thanh");
        group.MapGet("/slots", SlotsAsync).RequireAuthorization(Scopes.Preview).WithName("GetBroadcastRules").WithSummary("Khung giờ phát và cách luân phiên khẩu hiệu").Produces<BroadcastRules>();
        group.MapPut("/slots", PutSlotsAsync).RequireAuthorization(Scopes.Publish).WithName("PutBroadcastRules").WithSummary("Đặt khung giờ phát và cách luân phiên; kế hoạch đã lập giữ nguyên đến khi lập lại").Produces<BroadcastRules>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/plans", PlansAsync).RequireAuthorization(Scopes.Preview).WithName("ListBroadcasts").WithSummary("Kế hoạch phát: cái gì, ở đâu, khung giờ nào, và những gì chưa có chỗ").Produces<BroadcastList>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/plans", PlanAsync).RequireAuthorization(Scopes.Publish).WithName("PlanBroadcasts").WithSummary("Lập hoặc lập lại kế hoạch phát của một số ngày").Produces<PlanBroadcasts.Result>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("/broadcasts/{id:guid}/tell", TellAsync).RequireAuthorization(Scopes.Operate).WithName("TellBroadcast").WithSummary("Ghi lời của xã: đã phát, hay không phát được và vì sao").Produces<BroadcastView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return manage;
    }

    private static async Task<IResult> DayAsync(
        [Description("Mã xã, phường. / The commune's code.")] string place, [Description("Ngày, như 2027-04-07. / The day.")] string day, HttpContext http, Answers answers, DayScripts scripts, CancellationToken cancellationToken)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wanted) || wanted.Year is < 2000 or > 2100)
            return new ProblemResult(Problem.Malformed("day", new("Ngày viết như 2027-04-07.", "A day is written like 2027-04-07.")));
        if (http.Actor() is { } actor && (actor.May(Scopes.Operate) || actor.May(Scopes.Preview)))
        {
            http.Response.Headers.CacheControl = "private, no-store";
            return (await scripts.ReadAsync(place, wanted, ahead: true, cancellationToken)).ToHttp(found => Results.Json(DayScriptView.Of(found), Json.Options));
        }

        return await answers.AnswerAsync(http, $"loudspeaker\n{place}\n{day}", (services, at) => PublicAsync(services, place, wanted, at));
    }

    private static async Task<Outcome<ReadyAnswer>> PublicAsync(IServiceProvider services, string place, DateOnly day, DateTimeOffset at)
    {
        var found = await services.GetRequiredService<DayScripts>().ReadAsync(place, day, ahead: false, CancellationToken.None);
        if (!found.Succeeded)
            return found.Problem;
        var changedAt = (await services.GetRequiredService<EpochCounter>().ReadAsync(CancellationToken.None)).ChangedAt;
        // what goes to loudspeakers only is taken back without anything public changing: nobody is read an old script for longer than this
        var stands = at + Stands;
        // with a token that may preview or operate the same address shows what is ahead
        return new ReadyAnswer(StatusCodes.Status200OK, Answers.JsonType, JsonSerializer.SerializeToUtf8Bytes(DayScriptView.Of(found.Value), Json.Options), changedAt, found.Value.NextAt is { } next && next < stands ? next : stands) { Vary = "Authorization" };
    }

    private static async Task<IResult> SlotsAsync(CmsDb db, CancellationToken cancellationToken) => Results.Json(await BroadcastRules.ReadAsync(db, cancellationToken), Json.Options);

    private static async Task<IResult> PutSlotsAsync(JsonBody<BroadcastRules> body, PutBroadcastRules verb, HttpContext http, CmsDb db, CancellationToken cancellationToken)
    {
        var written = await body.ThenAsync(rules => verb.RunAsync(rules, http.RequiredActor(), cancellationToken));
        return written.Succeeded ? await SlotsAsync(db, cancellationToken) : new ProblemResult(written.Problem);
    }

    private static async Task<IResult> PlansAsync(
        [Description("Ngày đầu, như 2027-04-07; mặc định hôm nay. / First day; default today.")] string? from, [Description("Số ngày, 1–31; mặc định 7. / Days, 1–31; default 7.")] int? days,
        [Description("Mã xã, phường; mặc định tất cả. / A commune's code; default all.")] string? place, BroadcastQueries queries, InstallationOptions installation, TimeProvider clock, CancellationToken cancellationToken)
    {
        var first = clock.Today(installation.Zone);
        if (from is not null && !DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out first))
            return new ProblemResult(Problem.Malformed("from", new("'from' là ngày như 2027-04-07.", "'from' is a day such as 2027-04-07.")));
        if (days is < 1 or > Planning.PlanBroadcasts.MostDays || first.Year is < 2000 or > 2100)
            return new ProblemResult(Problem.Malformed("days", new($"'days' từ 1 đến {Planning.PlanBroadcasts.MostDays}.", $"'days' is 1 to {Planning.PlanBroadcasts.MostDays}.")));
        return Results.Json(new BroadcastList([.. (await queries.BetweenAsync(first, first.AddDays(days ?? 7), place, cancellationToken)).Select(BroadcastView.Of)], null), Json.Options);
    }

    private static async Task<IResult> PlanAsync(JsonBody<PlanBroadcasts.Request> body, PlanBroadcasts verb, HttpContext http, CancellationToken cancellationToken) =>
        (await body.ThenAsync(request => verb.RunAsync(request, http.RequiredActor(), cancellationToken))).ToHttp(result => Results.Json(result, Json.Options));

    private static async Task<IResult> TellAsync(Guid id, JsonBody<TellBroadcast.Request> body, TellBroadcast verb, HttpContext http, CancellationToken cancellationToken) =>
        (await body.ThenAsync(request => verb.RunAsync(id, request, http.RequiredActor(), cancellationToken))).ToHttp(told => Results.Json(BroadcastView.Of(told), Json.Options));
}
