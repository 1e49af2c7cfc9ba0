using System.ComponentModel;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.EntityFrameworkCore;
using Microsoft.OpenApi;
using Nq72.Cms.Media.Captions;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media;

/// <summary>Captions, chapters and posters of clips: <c>/api/v1/manage/media/{id}/captions/{lang}</c> and <c>…/poster</c>.</summary>
internal static class CaptionEndpoints
{
    private const string KindHelp = "captions (mặc định) hay chapters. / captions (default) or chapters.";

    public static IEndpointRouteBuilder MapCaptions(this IEndpointRouteBuilder media)
    {
        media.MapGet("/{id}/captions/{lang}", GetAsync).WithName("GetCaptions").WithSummary("Phụ đề hay chương của một clip, dạng WebVTT").Produces<string>(StatusCodes.Status200OK, "text/vtt")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        media.MapPut("/{id}/captions/{lang}", PutAsync).WithName("PutCaptions").WithSummary("Gửi phụ đề (WebVTT, SRT) hay chương của một clip; thay bản đang có")
            .AddOpenApiOperationTransformer(DescribeBody).Produces<MediaCaptionsTaken>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        media.MapDelete("/{id}/captions/{lang}", DeleteAsync).WithName("DeleteCaptions").WithSummary("Bỏ phụ đề hay chương của một clip").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        media.MapPut("/{id}/poster", PosterAsync).WithName("ChoosePoster").WithSummary("Chọn khung hình làm ảnh bìa của clip; null để máy tự chọn").Produces<MediaDetails>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return media;
    }

    private static async Task<IResult> GetAsync(string id, string lang, [Description(KindHelp)] string? kind, CmsDb db, IBlobStore store, CancellationToken cancellationToken)
    {
        var asked = Kind(kind);
        if (!asked.Succeeded)
            return new ProblemResult(asked.Problem);
        var wanted = asked.Value;
        var hash = await db.Set<MediaCaptions>().Where(row => row.MediaId == id && row.Kind == wanted && row.Lang == lang).Select(row => row.Sha256).FirstOrDefaultAsync(cancellationToken);
        return hash is not null && await store.OpenAsync(hash, cancellationToken) is { } bytes ? Results.Stream(bytes, MediaFormat.Vtt.ContentType()) : new ProblemResult(MediaProblems.NoCaptions(lang));
    }

    private static async Task<IResult> PutAsync(string id, string lang, [Description(KindHelp)] string? kind, HttpContext http, PutCaptions verb, CancellationToken cancellationToken)
    {
        var asked = Kind(kind);
        if (!asked.Succeeded)
            return new ProblemResult(asked.Problem);
        var taken = await verb.RunAsync(id, lang, asked.Value, http.Request.Body, http.RequiredActor(), cancellationToken);
        return taken.Succeeded ? Results.Json(MediaCaptionsTaken.Of(taken.Value, http.RequestLanguage()), Json.Options) : new ProblemResult(taken.Problem);
    }

    private static async Task<IResult> DeleteAsync(string id, string lang, [Description(KindHelp)] string? kind, HttpContext http, DropCaptions verb, CancellationToken cancellationToken)
    {
        var asked = Kind(kind);
        return asked.Succeeded ? (await verb.RunAsync(id, lang, asked.Value, http.RequiredActor(), cancellationToken)).ToHttp(_ => Results.NoContent()) : new ProblemResult(asked.Problem);
    }

    private static async Task<IResult> PosterAsync(string id, JsonBody<ChoosePoster.Request> body, ChoosePoster verb, MediaQueries queries, HttpContext http, CancellationToken cancellationToken)
    {
        var chosen = await body.ThenAsync(request => verb.RunAsync(id, request, http.RequiredActor(), cancellationToken));
        return chosen.Succeeded ? (await queries.GetAsync(id, http.RequestLanguage(), cancellationToken)).ToHttp() : new ProblemResult(chosen.Problem);
    }

    // what it is its content tells; the framework's own way to say what a body is would refuse what calls itself something else
    private static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "WebVTT or SubRip (SRT), UTF-8 or UTF-16 with its mark; of chapters also lines '00:00 Title'",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["text/vtt"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } },
        };
        return Task.CompletedTask;
    }

    internal static Outcome<CaptionsKind> Kind(string? given) => given switch
    {
        null or "captions" => CaptionsKind.Captions,
        "chapters" => CaptionsKind.Chapters,
        _ => Problem.Invalid("kind", "unknownValue", $"'kind' là captions hay chapters, không phải '{given}'.", $"'kind' is captions or chapters, not '{given}'."),
    };
}
