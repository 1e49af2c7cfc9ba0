using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Deliveries;

internal static class DeliveryEndpoints
{
    public static IEndpointRouteBuilder MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/deliveries").WithTags("Deliveries");
        group.MapGet("", ListAsync).RequireAuthorization(Scopes.Preview).WithName("ListDeliveries").WithSummary("The ledger, the last written first").Produces<Page<DeliveryView>>();
        group.MapGet("/{id}", GetAsync).RequireAuthorization(Scopes.Preview).WithName("GetDelivery").WithSummary("A delivery and its attempts").Produces<DeliveryAnswer>();
        group.MapPost("/{id}/retry", RetryAsync).RequireAuthorization(Scopes.Publish).WithName("RetryDelivery").WithSummary("Send it again now").Produces<DeliveryAnswer>();
        group.MapPost("/{id}/cancel", CancelAsync).RequireAuthorization(Scopes.Publish).WithName("CancelDelivery").WithSummary("Do not send it any more").Produces<DeliveryAnswer>();
        group.MapPost("/{id}/redact", RedactAsync).RequireAuthorization(Scopes.Admin).WithName("RedactDelivery").WithSummary("Blank notes and excerpts for a person's sake; the chain holds").Produces<DeliveryAnswer>();
        group.MapPost("/retry", RetryManyAsync).RequireAuthorization(Scopes.Publish).WithName("RetryDeliveries").WithSummary("Send every one that matches again now").Produces<RetriedView>();
        group.MapPost("/cancel", CancelManyAsync).RequireAuthorization(Scopes.Publish).WithName("CancelDeliveries").WithSummary("Do not send any that matches").Produces<CancelledView>();
        var tables = routes.MapGroup("").WithTags("Deliveries").RequireAuthorization(Scopes.Preview);
        tables.MapGet("/deliveries.csv", DeliveriesTableAsync).WithName("ExportDeliveries").WithSummary("The ledger as a table, with how late each delivery was").Produces<string>(contentType: "text/csv");
        tables.MapGet("/attempts.csv", AttemptsTableAsync).WithName("ExportAttempts").WithSummary("Attempts with the hashes of the chain").Produces<string>(contentType: "text/csv");
        tables.MapGet("/receipts.csv", ReceiptsTableAsync).WithName("ExportReceipts").WithSummary("Receipts with the hashes of the chain").Produces<string>(contentType: "text/csv");
        tables.MapGet("/retractions", RetractionsAsync).WithName("ListRetractions").WithSummary("Who was told of a correction or retraction, by item, the overdue first").Produces<Page<RetractedItemView>>();
        // partners' and operators' tokens are different scopes: the verb's own rule is asked in the handler
        routes.MapPost("/receipts", ReceiveAsync).WithTags("Deliveries").RequireAuthorization().WithName("RecordReceipt").WithSummary("Confirm a delivery").Produces<ReceiptView>();
        return routes;
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] LedgerNames names, string? limit, string? cursor, DeliveryQueries queries, CancellationToken cancellationToken)
    {
        var page = PageRequest.Read(limit, cursor, keys: 1);
        if (!page.Succeeded)
            return new ProblemResult(page.Problem);
        if (page.Value.After is [var after] && !Guid.TryParse(after, out _))
            return new ProblemResult(Unknown("cursor", cursor));
        var filter = names.Read();
        return filter.Succeeded ? Results.Json(await queries.ListAsync(filter.Value, page.Value, cancellationToken), Json.Options) : new ProblemResult(filter.Problem);
    }

    private static async Task<IResult> RetractionsAsync(string? show, string? limit, string? cursor, RetractionBoard board, CancellationToken cancellationToken)
    {
        var page = PageRequest.Read(limit, cursor, RetractionBoard.CursorKeys);
        if (!page.Succeeded)
            return new ProblemResult(page.Problem);
        if (!QueryNames.TryRead<RetractionFilter>(show, out var filter))
            return new ProblemResult(Unknown("show", show));
        var found = await board.ListAsync(filter ?? RetractionFilter.All, page.Value, cancellationToken);
        return found.ToHttp(items => Results.Json(items, Json.Options));
    }

    private static IResult DeliveriesTableAsync(
        [AsParameters] LedgerNames names, LedgerTables tables, HttpContext http) =>
        Table("deliveries.csv", names.Read(), tables.DeliveryHeadingsIn(http.RequestLanguage()), tables.DeliveriesAsync, http);

    private static IResult AttemptsTableAsync(
        [AsParameters] LedgerNames names, LedgerTables tables, HttpContext http) =>
        Table("attempts.csv", names.Read(), LedgerTables.AttemptHeadingsIn(http.RequestLanguage()), tables.AttemptsAsync, http);

    private static IResult ReceiptsTableAsync(
        [AsParameters] LedgerNames names, LedgerTables tables, HttpContext http) =>
        Table("receipts.csv", names.Read(), LedgerTables.ReceiptHeadingsIn(http.RequestLanguage()), tables.ReceiptsAsync, http);

    private static IResult Table(
        string fileName, Outcome<DeliveryFilter> filter, IReadOnlyList<string> headings, Func<DeliveryFilter, CancellationToken, IAsyncEnumerable<object?[]>> rows, HttpContext http)
    {
        if (!filter.Succeeded)
            return new ProblemResult(filter.Problem);
        http.Response.Headers.CacheControl = "private, no-store";
        return CsvDocument.Answer(fileName, headings, rows(filter.Value, http.RequestAborted), http.RequestAborted);
    }

    private static async Task<IResult> GetAsync(string id, DeliveryQueries queries, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var known) ? Answer(await queries.GetAsync(known, cancellationToken)) : new ProblemResult(DeliveryProblems.NotFound);

    private static async Task<IResult> RetryAsync(string id, HttpContext http, RetryDelivery verb, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var known) ? Answer(await verb.ExecuteAsync(known, http.RequiredActor(), cancellationToken)) : new ProblemResult(DeliveryProblems.NotFound);

    private static async Task<IResult> CancelAsync(string id, HttpContext http, CancelDelivery verb, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var known) ? Answer(await verb.ExecuteAsync(known, http.RequiredActor(), cancellationToken)) : new ProblemResult(DeliveryProblems.NotFound);

    private static async Task<IResult> RedactAsync(string id, JsonBody<RedactInput> body, HttpContext http, RedactDelivery verb, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var known) ? Answer(await body.ThenAsync(input => verb.ExecuteAsync(known, input, http.RequiredActor(), cancellationToken))) : new ProblemResult(DeliveryProblems.NotFound);

    private static async Task<IResult> RetryManyAsync(JsonBody<RetryInput> body, HttpContext http, RetryDelivery verb, CancellationToken cancellationToken) =>
        (await body.ThenAsync(input => verb.ExecuteAsync(input.Filter ?? new(), http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> CancelManyAsync(JsonBody<CancelInput> body, HttpContext http, CancelDelivery verb, CancellationToken cancellationToken) =>
        (await body.ThenAsync(input => verb.ExecuteAsync(input.Filter ?? new(), http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> ReceiveAsync(JsonBody<ReceiptInput> body, HttpContext http, RecordReceipt verb, CancellationToken cancellationToken)
    {
        var actor = http.RequiredActor();
        if (!actor.May(Scopes.Operate) && !actor.May(Scopes.Publish))
            return new ProblemResult(new Problem(StatusCodes.Status403Forbidden, "forbidden", new("Không có quyền xác nhận", "This takes the scope operate or publish")));
        return (await body.ThenAsync(input => verb.ExecuteAsync(input, actor, cancellationToken))).ToHttp();
    }

    private static IResult Answer(Outcome<DeliveryDetail> outcome) => outcome.ToHttp(detail => Results.Json(DeliveryAnswer.Of(detail), Json.Options));

    private static Problem Unknown(string field, string? value) =>
        Problem.Malformed(field, new($"{field} không có giá trị '{value}'.", $"{field} has no value '{value}'."));
}
