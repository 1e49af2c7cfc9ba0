using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.ContentTypes;

/// <summary>Content types over HTTP: <c>/api/v1/manage/types</c>.</summary>
internal static class ContentTypeEndpoints
{
    public static IEndpointRouteBuilder MapContentTypes(this IEndpointRouteBuilder manage)
    {
        var types = manage.MapGroup("/types").WithTags("Kiểu nội dung").RequireAuthorization(Scopes.Write);
        types.MapGet("", ListAsync).WithName("ListTypes").WithSummary("Các kiểu nội dung").Produces<Page<ContentTypeView>>();
        types.MapGet("/{name}", GetAsync).WithName("GetType").WithSummary("Một kiểu nội dung và JSON Schema của nó").Produces<ContentTypeView>();
        return manage;
    }

    private static async Task<IResult> ListAsync(ContentTypeCatalog catalog, CancellationToken cancellationToken) =>
        Results.Json(new Page<ContentTypeView>([.. (await catalog.GetAsync(cancellationToken)).All.Select(ContentTypeView.Of)], null), Json.Options);

    private static async Task<IResult> GetAsync(string name, ContentTypeCatalog catalog, CancellationToken cancellationToken)
    {
        if ((await catalog.GetAsync(cancellationToken)).Find(name) is not { } type)
            return new ProblemResult(Problem.NotFound($"Không có kiểu nội dung '{name}'.", $"There is no content type '{name}'."));
        return Results.Json(ContentTypeView.Of(type), Json.Options);
    }
}
