using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.AuditLog;

/// <summary>The audit log over HTTP: <c>/api/v1/manage/audit</c>.</summary>
internal static class AuditEndpoints
{
    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder manage)
    {
        manage.MapGet("/audit", ListAsync).WithTags("Sổ ghi việc").RequireAuthorization(Scopes.Admin).WithName("ListAudit")
            .WithSummary("Ai đã làm gì, lúc nào, từ đâu; mới nhất trước. 'who' là người hay mã, 'action' là việc hay phần đầu của nó, 'subject' là id, 'from' và 'to' là ngày, 'q' là chữ trong nội dung ghi")
            .Produces<Page<AuditView>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return manage;
    }

    private static async Task<IResult> ListAsync(
        string? who, string? action, string? subject, string? from, string? to, string? q, string? limit, string? cursor, AuditQueries queries, CancellationToken cancellationToken)
    {
        var filter = AuditFilter.Read(who, action, subject, from, to, q);
        if (!filter.Succeeded)
            return new ProblemResult(filter.Problem);
        var page = PageRequest.Read(limit, cursor, AuditQueries.CursorKeys);
        return page.Succeeded ? Results.Json(await queries.ListAsync(filter.Value, page.Value, cancellationToken), Json.Options) : new ProblemResult(page.Problem);
    }
}
