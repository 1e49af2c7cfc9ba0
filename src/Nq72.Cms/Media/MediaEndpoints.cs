using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Uploads;
using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media;

/// <summary>The library over HTTP: <c>/api/v1/manage/media</c>, and the files themselves under <c>/media</c>.</summary>
internal static class MediaEndpoints
{
    private const string Form = "multipart/form-data";
    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    public static IEndpointRouteBuilder MapMedia(this IEndpointRouteBuilder manage)
    {
        var media = manage.MapGroup("/media").WithTags("Thư viện media").RequireAuthorization(Scopes.Write);
        media.MapGet("", ListAsync).WithName("ListMedia").WithSummary("Các tệp trong thư viện, mới tải lên trước").Produces<Page<MediaView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        // the limits are ours, by kind of file
        media.MapPost("", UploadAsync).WithName("UploadMedia").WithSummary("Tải lên một hay nhiều tệp; mỗi tệp có kết quả riêng").Accepts<IFormFileCollection>(Form).WithMetadata(new DisableRequestSizeLimitAttribute())
            .Produces<MediaUploads>(StatusCodes.Status201Created).Produces<MediaUploads>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status507InsufficientStorage);
        media.MapGet("/{id}", GetAsync).WithName("GetMedia").WithSummary("Một tệp, nơi dùng và các tệp trước đó").Produces<MediaDetails>().ProducesProblem(StatusCodes.Status404NotFound);
        media.MapPut("/{id}", DescribeAsync).WithName("DescribeMedia").WithSummary("Ghi mô tả, chú thích, nguồn, quyền, người và đồng ý (cần If-Match)").Produces<MediaDetails>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
        media.MapDelete("/{id}", DeleteAsync).WithName("DeleteMedia").WithSummary("Xóa một tệp không dùng ở đâu").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        media.MapPost("/{id}/replace", ReplaceAsync).WithName("ReplaceMedia").WithSummary("Thay bằng tệp mới cùng loại; nơi dùng giữ nguyên, tệp cũ vào lịch sử").Accepts<IFormFile>(Form)
            .WithMetadata(new DisableRequestSizeLimitAttribute()).Produces<MediaDetails>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        media.MapPost("/{id}/retry", RetryAsync).WithName("RetryMedia").WithSummary("Làm lại ngay việc đã hỏng hay đang chờ làm lại").Produces<MediaDetails>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        media.MapPost("/{id}/withdraw-consent", WithdrawAsync).WithName("WithdrawConsent").WithSummary("Người trong tệp rút đồng ý: ẩn ngay, thu hồi nội dung đang dùng").Produces<WithdrawConsent.Result>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        media.MapCaptions();
        media.MapUploads();
        return manage;
    }

    public static IEndpointRouteBuilder MapMediaFiles(this IEndpointRouteBuilder app)
    {
        app.MapMethods($"{MediaAddress.Prefix}{{hash}}/{{name}}", GetOrHead, FileAsync).ExcludeFromDescription();
        app.MapMethods($"{MediaAddress.Prefix}{{id:length(26)}}", GetOrHead, PictureAsync).ExcludeFromDescription();
        return app;
    }

    private static Task<IResult> FileAsync(string hash, string name, ServeMedia serve, HttpContext http, CancellationToken cancellationToken)
    {
        _ = name;
        return serve.AnswerAsync(hash, http, cancellationToken);
    }

    private static Task<IResult> PictureAsync(string id, ServeMedia serve, HttpContext http, CancellationToken cancellationToken) => serve.LeadAsync(id, http, cancellationToken);

    private static async Task<IResult> ListAsync(
        [Description("image, video, audio, document, captions.")] string? kind, [Description("uploaded, processing, ready, failed.")] string? state,
        [Description("Chữ trong tên, mô tả, chú thích, nguồn; không cần dấu. / Words of name, description, caption, credit; accents do not matter.")] string? q,
        [Description("true: chỉ ảnh chưa có mô tả. / true: only pictures that nobody described.")] bool? missingAlt, [Description("true: đang dùng; false: không dùng ở đâu. / Whether something refers to it now.")] bool? used,
        string? limit, string? cursor, MediaQueries queries, HttpContext http, CancellationToken cancellationToken)
    {
        var errors = new Fields();
        var filter = new MediaQueries.Filter(Name<MediaKind>(errors, "kind", kind), Name<MediaState>(errors, "state", state), q, missingAlt, used);
        if (errors.AreInvalid)
            return new ProblemResult(errors.Problem);
        var page = PageRequest.Read(limit, cursor, keys: 2);
        return page.Succeeded ? Results.Json(await queries.ListAsync(filter, page.Value, http.RequestLanguage(), cancellationToken), Json.Options) : new ProblemResult(page.Problem);
    }

    private static T? Name<T>(Fields errors, string field, string? given)
        where T : struct, Enum
    {
        if (given is null)
            return null;
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(given, StringComparison.OrdinalIgnoreCase)) is { } known)
            return Enum.Parse<T>(known);
        errors.Add(field, "unknownValue", $"Không có {field} '{given}'.", $"There is no {field} '{given}'.");
        return null;
    }

    private static async Task<IResult> UploadAsync(HttpContext http, ReceiveMedia verb, CancellationToken cancellationToken)
    {
        var received = await verb.RunAsync(http.Request, http.RequiredActor(), cancellationToken);
        return received.Succeeded ? await verb.AnswerAsync(received.Value, http.RequestLanguage(), cancellationToken) : new ProblemResult(received.Problem);
    }

    private static Task<IResult> GetAsync(string id, MediaQueries queries, HttpContext http, CancellationToken cancellationToken) => ShowAsync(id, queries, http, cancellationToken);

    private static async Task<IResult> DescribeAsync(
        string id, JsonBody<JsonObject> body, DescribeMedia verb, MediaQueries queries, Incarnation incarnation, HttpContext http, CancellationToken cancellationToken)
    {
        var seen = MediaETag.Read(http.Request.Headers.IfMatch, incarnation.Id);
        if (seen.Problem is { } problem)
            return new ProblemResult(problem);
        var described = await body.ThenAsync(input => verb.RunAsync(id, input, seen.Value, http.RequiredActor(), cancellationToken));
        return described.Succeeded ? await ShowAsync(id, queries, http, cancellationToken) : new ProblemResult(described.Problem);
    }

    private static async Task<IResult> DeleteAsync(string id, DeleteMedia verb, HttpContext http, CancellationToken cancellationToken) =>
        (await verb.RunAsync(id, http.RequiredActor(), cancellationToken)).ToHttp(_ => Results.NoContent());

    private static async Task<IResult> ReplaceAsync(string id, ReplaceMedia verb, MediaQueries queries, HttpContext http, CancellationToken cancellationToken)
    {
        var form = MultipartFiles.Open(http.Request);
        if (!form.Succeeded)
            return new ProblemResult(form.Problem);
        try
        {
            if (await form.Value.NextAsync(cancellationToken) is not { } file)
                return new ProblemResult(Problem.Invalid("file", "required", "Không có tệp nào trong yêu cầu.", "There is no file in the request."));
            var replaced = await verb.RunAsync(id, file.Content, file.Name, http.RequiredActor(), cancellationToken);
            return replaced.Succeeded ? await ShowAsync(id, queries, http, cancellationToken) : new ProblemResult(replaced.Problem);
        }
        catch (Exception exception) when (exception is IOException and not BadHttpRequestException or InvalidDataException)
        {
            return new ProblemResult(MultipartFiles.CutOff);
        }
    }

    private static async Task<IResult> RetryAsync(string id, RetryMedia verb, MediaQueries queries, HttpContext http, CancellationToken cancellationToken)
    {
        var queued = await verb.RunAsync(id, http.RequiredActor(), cancellationToken);
        return queued.Succeeded ? await ShowAsync(id, queries, http, cancellationToken) : new ProblemResult(queued.Problem);
    }

    private static async Task<IResult> WithdrawAsync(string id, JsonBody<WithdrawConsent.Request> body, WithdrawConsent verb, HttpContext http, CancellationToken cancellationToken) =>
        (await body.ThenAsync(request => verb.RunAsync(id, request, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> ShowAsync(string id, MediaQueries queries, HttpContext http, CancellationToken cancellationToken)
    {
        var found = await queries.GetAsync(id, http.RequestLanguage(), cancellationToken);
        if (found.Succeeded)
            http.Response.Headers.ETag = found.Value.Etag;
        return found.ToHttp();
    }
}
