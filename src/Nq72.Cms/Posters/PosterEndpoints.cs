using System.ComponentModel;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Posters;

/// <summary>Posters over HTTP: <c>/api/v1/manage/posters/templates</c>, <c>/api/v1/manage/items/{id}/posters/{template}.{format}</c>.</summary>
internal static class PosterEndpoints
{
    public static IEndpointRouteBuilder MapPosters(this IEndpointRouteBuilder manage)
    {
        manage.MapGet("/posters/templates", TemplatesAsync).RequireAuthorization(Scopes.Preview).WithTags("Áp phích").WithName("ListPosterTemplates")
            .WithSummary("Các mẫu áp phích, băng rôn, ảnh vuông và bảng LED của giao diện").Produces<Page<PosterTemplateView>>();
        manage.MapGet("/items/{id}/posters/{template}.{format}", FileAsync).RequireAuthorization(Scopes.Preview).WithTags("Áp phích").WithName("GetPoster")
            .WithSummary("Áp phích của phiên bản mới nhất: svg, pdf hoặc png. Cùng một khẩu hiệu và mẫu luôn cho đúng những byte ấy")
            .Produces<byte[]>(StatusCodes.Status200OK, "image/svg+xml", "application/pdf", "image/png").Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return manage;
    }

    private static async Task<IResult> TemplatesAsync(HttpContext http, RenderPoster posters, CancellationToken cancellationToken)
    {
        var english = http.RequestLanguage() == "en";
        return Results.Json(new Page<PosterTemplateView>([.. (await posters.TemplatesAsync(cancellationToken)).Select(template => PosterTemplateView.Of(template, english))], null), Json.Options);
    }

    private static async Task<IResult> FileAsync(
        string id, string template, [Description("svg, pdf, png.")] string format,
        [Description("Ngôn ngữ của khẩu hiệu, nếu có bản dịch; không có: ngôn ngữ của chính nội dung. / Another language of the item.")] string? lang,
        [Description("Khóa của ngày, dịp ghi trên áp phích; không có: không ghi. / Key of an occasion to name.")] string? occasion,
        RenderPoster posters, HttpContext http, CancellationToken cancellationToken)
    {
        var content = await posters.ContentAsync(id, lang, occasion, cancellationToken);
        if (!content.Succeeded)
            return new ProblemResult(content.Problem);
        var made = await posters.RunAsync(content.Value, template, format, null, cancellationToken);
        return made.ToHttp(file => file.Send(http));
    }
}
