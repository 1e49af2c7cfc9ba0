using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Notices;

/// <summary>Notices over HTTP: <c>/api/v1/manage/notices</c>.</summary>
internal static class NoticeEndpoints
{
    public static IEndpointRouteBuilder MapNotices(this IEndpointRouteBuilder manage)
    {
        var notices = manage.MapGroup("/notices").WithTags("Thông báo").RequireAuthorization(Scopes.Preview);
        notices.MapGet("", ListAsync).WithName("ListNotices").WithSummary("Việc cần người biết; không có 'state': mọi việc chưa xong").Produces<Page<NoticeView>>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        notices.MapPost("/{id:guid}/seen", SeeAsync).WithName("SeeNotice").WithSummary("Đánh dấu đã xem").Produces<NoticeView>().ProducesProblem(StatusCodes.Status404NotFound);
        return manage;
    }

    private static async Task<IResult> ListAsync(string? state, string? limit, string? cursor, NoticeQueries queries, HttpContext http, CancellationToken cancellationToken)
    {
        NoticeState? wanted = null;
        if (state is not null)
        {
            if (!Enum.GetNames<NoticeState>().Contains(state, StringComparer.OrdinalIgnoreCase))
                return new ProblemResult(Problem.Invalid("state", "unknownState", $"Không có trạng thái '{state}'.", $"There is no state '{state}'."));
            wanted = Enum.Parse<NoticeState>(state, ignoreCase: true);
        }

        var page = PageRequest.Read(limit, cursor, keys: 2);
        return page.Succeeded ? Results.Json(await queries.ListAsync(new(wanted), page.Value, http.RequestLanguage(), cancellationToken), Json.Options) : new ProblemResult(page.Problem);
    }

    private static async Task<IResult> SeeAsync(Guid id, SeeNotice verb, HttpContext http, CancellationToken cancellationToken) =>
        (await verb.RunAsync(id, http.RequiredActor(), cancellationToken)).ToHttp(notice => Results.Json(NoticeView.Of(notice, http.RequestLanguage()), Json.Options));
}
