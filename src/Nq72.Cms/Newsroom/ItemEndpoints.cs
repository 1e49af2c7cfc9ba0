using System.Text.Json.Nodes;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom;

/// <summary>The desk side of items: <c>/api/v1/manage/items</c>.</summary>
internal static class ItemEndpoints
{
    public static IEndpointRouteBuilder MapItems(this IEndpointRouteBuilder manage)
    {
        var items = manage.MapGroup("/items").WithTags("Nội dung");
        items.MapPost("", CreateAsync).RequireAuthorization(Scopes.Write).WithName("CreateItem").WithSummary("Tạo nội dung (bản nháp)").Produces<ItemView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        items.MapGet("", ListAsync).RequireAuthorization(Scopes.Write).WithName("ListManagedItems").WithSummary("Danh sách nội dung ở mọi trạng thái").Produces<ItemQueries.Page>();
        items.MapGet("/{id}", GetAsync).RequireAuthorization(Scopes.Write).WithName("GetManagedItem").WithSummary("Phiên bản mới nhất của một nội dung").Produces<ItemView>();
        items.MapPut("/{id}", UpdateAsync).RequireAuthorization(Scopes.Write).WithName("UpdateItem").WithSummary("Lưu một phiên bản mới (cần If-Match)").Produces<ItemView>();
        items.MapDelete("/{id}", TrashAsync).RequireAuthorization(Scopes.Write).WithName("TrashItem").WithSummary("Đưa vào thùng rác").Produces(StatusCodes.Status204NoContent);
        items.MapPost("/{id}/restore", RestoreAsync).RequireAuthorization(Scopes.Write).WithName("RestoreItem").WithSummary("Lấy lại từ thùng rác").Produces<ItemView>();
        items.MapGet("/{id}/versions", VersionsAsync).RequireAuthorization(Scopes.Write).WithName("ListVersions").WithSummary("Các phiên bản").Produces<Page<VersionRow>>();
        items.MapGet("/{id}/versions/{number:int}", VersionAsync).RequireAuthorization(Scopes.Write).WithName("GetVersion").WithSummary("Một phiên bản").Produces<ItemView>();
        items.MapPost("/{id}/versions/{number:int}/restore", RestoreVersionAsync).RequireAuthorization(Scopes.Write).WithName("RestoreVersion").WithSummary("Lấy lại một phiên bản cũ làm bản nháp mới").Produces<ItemView>();
        items.MapGet("/{id}/diff", DiffAsync).RequireAuthorization(Scopes.Write).WithName("DiffVersions").WithSummary("Khác biệt giữa hai phiên bản").Produces<DiffVersions.Result>();
        items.MapPost("/{id}/submit", SubmitAsync).RequireAuthorization(Scopes.Write).WithName("SubmitItem").WithSummary("Gửi duyệt").Produces<ItemView>();
        items.MapPost("/{id}/approve", ApproveAsync).RequireAuthorization(Scopes.Approve).WithName("ApproveItem").WithSummary("Duyệt đúng một phiên bản").Produces<ItemView>();
        items.MapPost("/{id}/return", ReturnAsync).RequireAuthorization(Scopes.Approve).WithName("ReturnItem").WithSummary("Trả lại, kèm lý do").Produces<ItemView>();
        items.MapPost("/{id}/revoke-approval", RevokeAsync).RequireAuthorization(Scopes.Approve).WithName("RevokeApproval").WithSummary("Rút duyệt, kèm lý do").Produces<ItemView>();
        items.MapPost("/{id}/redact", RedactAsync).RequireAuthorization(Scopes.Admin).WithName("RedactItem").WithSummary("Che dữ liệu cá nhân trong các phiên bản cũ, bản đã gửi và sổ; không lấy lại được").Produces<RedactItem.Result>();
        items.MapGet("/{id}/timeline", TimelineAsync).RequireAuthorization(Scopes.Write).WithName("GetTimeline").WithSummary("Các khoảng hiển thị").Produces<Page<IntervalView>>();
        items.MapPost("/{id}/publish", PublishAsync).RequireAuthorization(Scopes.Publish).WithName("PublishItem").WithSummary("Đăng ngay hoặc hẹn giờ một phiên bản đã duyệt").Produces<IntervalView>().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        items.MapPost("/{id}/unpublish", UnpublishAsync).RequireAuthorization(Scopes.Publish).WithName("UnpublishItem").WithSummary("Ngừng hiển thị").Produces<ItemView>();
        items.MapPost("/{id}/retract", RetractAsync).RequireAuthorization(Scopes.Publish).WithName("RetractItem").WithSummary("Thu hồi, kèm lý do công khai").Produces<RetractItem.Result>();
        return manage;
    }

    /// <summary>A body of one reason.</summary>
    internal sealed record ReasonBody(string? Reason);

    /// <summary>A body of one version number.</summary>
    internal sealed record VersionBody(int? Version);

    private static Task<IResult> CreateAsync(JsonBody<JsonObject> body, CreateItem verb, ItemQueries queries, HttpContext http, CancellationToken cancellationToken) =>
        ShowAsync(body.ThenAsync(input => verb.RunAsync(input, http.RequiredActor(), cancellationToken)), queries, http, StatusCodes.Status201Created, cancellationToken);

    private static async Task<IResult> ListAsync(string? type, string? state, string? lang, string? q, int? limit, string? cursor, ItemQueries queries, CancellationToken cancellationToken)
    {
        ItemState? wanted = null;
        if (state is not null)
        {
            if (!Enum.TryParse<ItemState>(state, ignoreCase: true, out var parsed) || !Enum.GetNames<ItemState>().Contains(state, StringComparer.OrdinalIgnoreCase))
                return new ProblemResult(Problem.Invalid("state", "unknownState", $"Không có trạng thái '{state}'.", $"There is no state '{state}'."));
            wanted = parsed;
        }

        return (await queries.ListAsync(new ItemQueries.Filter(type, wanted, lang, q, cursor, limit ?? 20), cancellationToken)).ToHttp();
    }

    private static async Task<IResult> GetAsync(string id, ItemQueries queries, HttpContext http, CancellationToken cancellationToken) =>
        WithETag(await queries.GetAsync(id, null, cancellationToken), http);

    private static async Task<IResult> VersionAsync(string id, int number, ItemQueries queries, HttpContext http, CancellationToken cancellationToken) =>
        WithETag(await queries.GetAsync(id, number, cancellationToken), http);

    private static async Task<IResult> UpdateAsync(string id, JsonBody<JsonObject> body, UpdateItem verb, ItemQueries queries, Incarnation incarnation, HttpContext http, CancellationToken cancellationToken)
    {
        var ifMatch = ItemETag.ReadVersion(http.Request.Headers.IfMatch, incarnation.Id);
        if (ifMatch.Problem is { } problem)
            return new ProblemResult(problem);
        var seen = ifMatch.Value ?? (await queries.GetAsync(id, null, cancellationToken)).Value?.NewestVersion ?? 0;
        return await ShowAsync(body.ThenAsync(input => verb.RunAsync(id, input, seen, http.RequiredActor(), cancellationToken)), queries, http, StatusCodes.Status200OK, cancellationToken);
    }

    private static async Task<IResult> TrashAsync(string id, TrashItem verb, HttpContext http, CancellationToken cancellationToken) =>
        (await verb.TrashAsync(id, http.RequiredActor(), cancellationToken)).ToHttp(_ => Results.NoContent());

    private static async Task<IResult> RestoreAsync(string id, TrashItem verb, ItemQueries queries, HttpContext http, CancellationToken cancellationToken)
    {
        var restored = await verb.RestoreAsync(id, http.RequiredActor(), cancellationToken);
        return restored.Succeeded ? WithETag(await queries.GetAsync(id, null, cancellationToken), http) : new ProblemResult(restored.Problem);
    }

    private static async Task<IResult> VersionsAsync(string id, ItemQueries queries, CancellationToken cancellationToken) =>
        (await queries.VersionsAsync(id, cancellationToken)).ToHttp(items => Results.Json(new Page<VersionRow>(items, null), Json.Options));

    private static Task<IResult> RestoreVersionAsync(string id, int number, RestoreVersion verb, ItemQueries queries, HttpContext http, CancellationToken cancellationToken) =>
        ShowAsync(verb.RunAsync(id, number, http.RequiredActor(), cancellationToken), queries, http, StatusCodes.Status200OK, cancellationToken);

    private static async Task<IResult> DiffAsync(string id, int from, int to, DiffVersions verb, CancellationToken cancellationToken) => (await verb.RunAsync(id, from, to, cancellationToken)).ToHttp();

    private static Task<IResult> SubmitAsync(string id, SubmitItem verb, ItemQueries queries, HttpContext http, CancellationToken cancellationToken) =>
        ShowAsync(verb.RunAsync(id, http.RequiredActor(), cancellationToken), queries, http, StatusCodes.Status200OK, cancellationToken);

    private static Task<IResult> ApproveAsync(string id, JsonBody<VersionBody> body, ApproveItem verb, ItemQueries queries, HttpContext http, CancellationToken cancellationToken) =>
        ShowAsync(body.ThenAsync(input => input.Version is { } version
            ? verb.RunAsync(id, version, http.RequiredActor(), cancellationToken)
            : Task.FromResult<Outcome<ContentVersion>>(Problem.Invalid("version", "required", "Hãy cho biết phiên bản được duyệt.", "Say which version is approved."))), queries, http, StatusCodes.Status200OK, cancellationToken);

    private static Task<IResult> ReturnAsync(string id, JsonBody<ReasonBody> body, ReturnItem verb, ItemQueries queries, HttpContext http, CancellationToken cancellationToken) =>
        ShowAsync(body.ThenAsync(input => verb.RunAsync(id, input.Reason, http.RequiredActor(), cancellationToken)), queries, http, StatusCodes.Status200OK, cancellationToken);

    private static Task<IResult> RevokeAsync(string id, JsonBody<ReasonBody> body, RevokeApproval verb, ItemQueries queries, HttpContext http, CancellationToken cancellationToken) =>
        ShowAsync(body.ThenAsync(input => verb.RunAsync(id, input.Reason, http.RequiredActor(), cancellationToken)), queries, http, StatusCodes.Status200OK, cancellationToken);

    private static async Task<IResult> RedactAsync(string id, JsonBody<RedactItem.Request> body, RedactItem verb, HttpContext http, CancellationToken cancellationToken) =>
        (await body.ThenAsync(input => verb.RunAsync(id, input, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> TimelineAsync(string id, ItemQueries queries, CancellationToken cancellationToken) =>
        (await queries.TimelineAsync(id, cancellationToken)).ToHttp(items => Results.Json(new Page<IntervalView>(items, null), Json.Options));

    private static async Task<IResult> PublishAsync(string id, OptionalJsonBody<PublishItem.Request> body, PublishItem verb, HttpContext http, CancellationToken cancellationToken) =>
        (await body.ThenAsync(input => verb.RunAsync(id, input ?? new(), http.RequiredActor(), cancellationToken))).ToHttp(publication => Results.Json(IntervalView.Of(publication), Json.Options));

    private static async Task<IResult> UnpublishAsync(string id, OptionalJsonBody<UnpublishItem.Request> body, UnpublishItem verb, ItemQueries queries, HttpContext http, CancellationToken cancellationToken)
    {
        var ended = await body.ThenAsync(input => verb.RunAsync(id, input ?? new(), http.RequiredActor(), cancellationToken));
        return ended.Succeeded ? WithETag(await queries.GetAsync(id, null, cancellationToken), http) : new ProblemResult(ended.Problem);
    }

    private static async Task<IResult> RetractAsync(string id, JsonBody<ReasonBody> body, RetractItem verb, HttpContext http, CancellationToken cancellationToken) =>
        (await body.ThenAsync(input => verb.RunAsync(id, input.Reason, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> ShowAsync(Task<Outcome<ContentVersion>> verb, ItemQueries queries, HttpContext http, int status, CancellationToken cancellationToken)
    {
        var outcome = await verb;
        if (!outcome.Succeeded)
            return new ProblemResult(outcome.Problem);
        if (status == StatusCodes.Status201Created)
            http.Response.Headers.Location = $"/api/v1/manage/items/{outcome.Value.ItemId}";
        return WithETag(await queries.GetAsync(outcome.Value.ItemId, null, cancellationToken), http, status);
    }

    private static IResult WithETag(Outcome<ItemView> outcome, HttpContext http, int status = StatusCodes.Status200OK) => outcome.ToHttp(item =>
    {
        http.Response.Headers.ETag = item.ETag;
        return Results.Json(item, Json.Options, statusCode: status);
    });
}
