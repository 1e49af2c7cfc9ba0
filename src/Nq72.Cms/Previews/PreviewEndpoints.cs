using System.ComponentModel;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Previews;

/// <summary>Preview links over HTTP: <c>/api/v1/manage/previews</c>.</summary>
internal static class PreviewEndpoints
{
    private const string Every = "all";

    public static IEndpointRouteBuilder MapPreviews(this IEndpointRouteBuilder manage)
    {
        var previews = manage.MapGroup("/previews").WithTags("Liên kết xem trước").RequireAuthorization(Scopes.Preview);
        previews.MapGet("", ListAsync).WithName("ListPreviews").WithSummary("Các liên kết xem trước (không có mã), mới nhất trước; không có 'state': còn dùng được").Produces<Page<PreviewView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        previews.MapPost("", MakeAsync).WithName("MakePreview").WithSummary("Tạo liên kết xem trước; liên kết chỉ hiện một lần").Produces<MadePreview>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        previews.MapGet("/{id:guid}", OneAsync).WithName("GetPreview").WithSummary("Một liên kết xem trước (không có mã)").Produces<PreviewView>().ProducesProblem(StatusCodes.Status404NotFound);
        previews.MapDelete("/{id:guid}", WithdrawAsync).WithName("WithdrawPreview").WithSummary("Thu hồi liên kết xem trước; mọi nút từ chối ngay").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        return manage;
    }

    private static async Task<IResult> ListAsync(
        [Description("Chỉ liên kết tới nội dung này. / Only links to this item.")] string? item, [Description("active (mặc định), expired, withdrawn, all.")] string? state, string? limit, string? cursor,
        PreviewQueries queries, CancellationToken cancellationToken)
    {
        PreviewState? wanted = state is null ? PreviewState.Active : null;
        if (state is not null && state != Every)
        {
            if (!Enum.GetNames<PreviewState>().Contains(state, StringComparer.OrdinalIgnoreCase))
                return new ProblemResult(Problem.Invalid("state", "unknownState", $"Không có trạng thái '{state}'.", $"There is no state '{state}'."));
            wanted = Enum.Parse<PreviewState>(state, ignoreCase: true);
        }

        var page = PageRequest.Read(limit, cursor, keys: 2);
        return page.Succeeded ? Results.Json(await queries.ListAsync(item, wanted, page.Value, cancellationToken), Json.Options) : new ProblemResult(page.Problem);
    }

    private static async Task<IResult> MakeAsync(JsonBody<MakePreview.Request> body, MakePreview verb, PreviewQueries queries, HttpContext http, CancellationToken cancellationToken)
    {
        var made = await body.ThenAsync(request => verb.RunAsync(request, http.RequiredActor(), cancellationToken));
        if (!made.Succeeded)
            return new ProblemResult(made.Problem);
        Outcome<MadePreview> shown = await queries.ShowMadeAsync(made.Value.Link, made.Value.Secret, cancellationToken);
        return shown.ToCreated(preview => $"/api/v1/manage/previews/{preview.Id}");
    }

    private static async Task<IResult> OneAsync(Guid id, PreviewQueries queries, CancellationToken cancellationToken) => (await queries.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> WithdrawAsync(Guid id, WithdrawPreview verb, HttpContext http, CancellationToken cancellationToken) =>
        (await verb.RunAsync(id, http.RequiredActor(), cancellationToken)).ToHttp(_ => Results.NoContent());
}
