using System.Text.Json.Nodes;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>Orchard Core's content API, in its shape and meaning: <c>/api/content</c>.</summary>
internal static class OrchardEndpoints
{
    /// <summary>Header of an answer to a POST: the members of the body that have no place here, percent-encoded and separated by commas.</summary>
    public const string LeftOutHeader = "Nq72-Left-Out";

    private const int MaxNamed = 50;

    public static IEndpointRouteBuilder MapOrchard(this IEndpointRouteBuilder routes)
    {
        var content = routes.MapGroup("/api/content").WithTags("Orchard Core");
        content.MapGet("/{contentItemId}", GetAsync).RequireAuthorization(Scopes.Write).WithName("OrchardGet").WithSummary("Phiên bản đang hiển thị, theo dạng của Orchard Core").Produces<JsonObject>();
        content.MapPost("", PostAsync).RequireAuthorization(Scopes.Write).WithName("OrchardPost").WithSummary("Tạo hoặc sửa rồi đăng (cần quyền approve và publish); draft=true chỉ lưu nháp")
            .WithDescription("Phần không có chỗ ở đây được kể tên trong đầu trang Nq72-Left-Out. / What has no place here is named in the header Nq72-Left-Out. "
                + "PublishLaterPart với draft=true là hẹn đăng. / A PublishLaterPart with draft=true is a plan.").Produces<JsonObject>();
        content.MapDelete("/{contentItemId}", DeleteAsync).RequireAuthorization(Scopes.Write).WithName("OrchardDelete").WithSummary("Ngừng hiển thị và đưa vào thùng rác").Produces<JsonObject>();
        return routes;
    }

    private static async Task<IResult> GetAsync(string contentItemId, ReadOrchardItem read, CancellationToken cancellationToken) =>
        (await read.PublishedAsync(contentItemId, cancellationToken)).ToHttp();

    private static async Task<IResult> PostAsync(
        JsonBody<JsonObject> body, SaveOrchardItem save, HttpContext http, CancellationToken cancellationToken, bool draft = false, string? future = null)
    {
        var saved = await body.ThenAsync(item => save.RunAsync(item, draft, future, http.RequiredActor(), cancellationToken));
        if (saved.Value is { LeftOut.Count: > 0 } told)
            http.Response.Headers[LeftOutHeader] = string.Join(", ", told.LeftOut.Take(MaxNamed).Select(Uri.EscapeDataString));
        return saved.ToHttp(static value => Results.Json(value.Item, Json.Options));
    }

    private static async Task<IResult> DeleteAsync(string contentItemId, DeleteOrchardItem delete, HttpContext http, CancellationToken cancellationToken) =>
        (await delete.RunAsync(contentItemId, http.RequiredActor(), cancellationToken)).ToHttp();
}
