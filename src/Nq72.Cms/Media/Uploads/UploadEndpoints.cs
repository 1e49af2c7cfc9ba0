using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Media.Uploads;

/// <summary>Uploads in parts over HTTP, as tus 1.0.0 has them: for keys under <c>/api/v1/manage/media/uploads</c>, and for the desk, whose people have a cookie.</summary>
internal static class UploadEndpoints
{
    private const string One = "/{id}";

    public static void MapUploads(this IEndpointRouteBuilder media)
    {
        var (begin, get, goOn, drop) = MapAll(media);
        begin.WithName("BeginUpload").WithSummary("Bắt đầu tải lên từng phần (tus 1.0.0): trả về địa chỉ để gửi tiếp")
            .Produces<UploadView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status507InsufficientStorage);
        get.WithName("GetUpload").WithSummary("Đã nhận bao nhiêu byte; khi xong, tệp trong kho").Produces<UploadView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone).ProducesProblem(StatusCodes.Status423Locked);
        goOn.WithName("ContinueUpload").WithSummary("Gửi tiếp từ Upload-Offset; byte cuối cùng đưa tệp vào kho").AddOpenApiOperationTransformer(DescribeBody)
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status410Gone).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status423Locked)
            .ProducesProblem(UploadProblems.ChecksumMismatch).ProducesProblem(StatusCodes.Status507InsufficientStorage);
        drop.WithName("DropUpload").WithSummary("Bỏ một lần tải lên; tệp đã vào kho thì ở lại").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status423Locked);
    }

    /// <summary>The same for people at the desk: by their cookie, and with the token against forgery.</summary>
    public static IEndpointRouteBuilder MapDeskUploads(this IEndpointRouteBuilder app)
    {
        MapAll(app.MapGroup("/admin/media").RequireAuthorization(Scopes.Write).AddEndpointFilter(IsOursAsync).ExcludeFromDescription());
        return app;
    }

    private static (RouteHandlerBuilder Begin, RouteHandlerBuilder Get, RouteHandlerBuilder GoOn, RouteHandlerBuilder Drop) MapAll(IEndpointRouteBuilder media)
    {
        var uploads = media.MapGroup("/uploads").AddEndpointFilter(SpeaksTusAsync);
        uploads.MapMethods("", [HttpMethods.Options], Tell).ExcludeFromDescription();
        uploads.MapMethods(One, [HttpMethods.Head], HeadAsync).ExcludeFromDescription();
        // for lines on which nothing but GET and POST gets through
        uploads.MapPost(One, OverrideAsync).WithMetadata(new DisableRequestSizeLimitAttribute()).ExcludeFromDescription();
        return (
            uploads.MapPost("", BeginAsync).WithMetadata(new DisableRequestSizeLimitAttribute()), uploads.MapGet(One, GetAsync),
            uploads.MapMethods(One, [HttpMethods.Patch], ContinueAsync).WithMetadata(new DisableRequestSizeLimitAttribute()), uploads.MapDelete(One, DropAsync));
    }

    private static async ValueTask<object?> SpeaksTusAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, headers) = (context.HttpContext.Request, context.HttpContext.Response.Headers);
        headers[Tus.ResumableHeader] = Tus.Version;
        headers.CacheControl = "no-store";
        if (HttpMethods.IsOptions(request.Method) || HttpMethods.IsGet(request.Method) || request.Headers[Tus.ResumableHeader] is [Tus.Version])
            return await next(context);
        headers[Tus.VersionHeader] = Tus.Version;
        return new ProblemResult(UploadProblems.Version);
    }

    private static async ValueTask<object?> IsOursAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.BadRequest();

    private static IResult Tell(HttpContext http, IOptions<MediaOptions> options)
    {
        var headers = http.Response.Headers;
        headers[Tus.VersionHeader] = Tus.Version;
        headers[Tus.ExtensionHeader] = Tus.Extensions;
        headers[Tus.MaxSizeHeader] = options.Value.LargestBytes.ToString(CultureInfo.InvariantCulture);
        headers[Tus.ChecksumsHeader] = Tus.Checksums;
        return Results.NoContent();
    }

    private static async Task<IResult> BeginAsync(
        [FromHeader(Name = Tus.ResumableHeader), Description("1.0.0")] string? version, [FromHeader(Name = Tus.LengthHeader), Description("Tổng số byte của tệp. / Bytes of the file in all.")] string? length,
        [FromHeader(Name = Tus.MetadataHeader), Description("`filename` và `replaces` (mã tệp bị thay), giá trị base64. / `filename`, and `replaces` with the id of the file whose place it takes; values in base64.")] string? metadata,
        BeginUpload verb, ContinueUpload goOn, FindUpload find, HttpContext http, CancellationToken cancellationToken)
    {
        _ = version;
        if (Tus.Number(length) is not { } bytes)
            return new ProblemResult(UploadProblems.Length);
        var begun = await verb.RunAsync(bytes, metadata, http.RequiredActor(), cancellationToken);
        if (!begun.Succeeded)
            return new ProblemResult(begun.Problem);
        var upload = begun.Value;
        // the first bytes may come along
        if (IsOffsetStream(http.Request) && http.Request.ContentLength != 0)
        {
            var gone = await goOn.RunAsync(upload.Id, new(0, http.Request.Body, http.Request.ContentLength, null), http.RequiredActor(), cancellationToken);
            if (!gone.Succeeded)
                return new ProblemResult(gone.Problem);
            upload = gone.Value;
        }

        await StandAsync(upload, find, http, cancellationToken);
        http.Response.Headers.Location = $"{http.Request.PathBase}{http.Request.Path.Value!.TrimEnd('/')}/{upload.Id}";
        return Results.Json(await find.ShowAsync(upload, http.RequestLanguage(), cancellationToken), Json.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> HeadAsync(string id, ContinueUpload verb, FindUpload find, HttpContext http, CancellationToken cancellationToken)
    {
        var found = await verb.LookAsync(id, http.RequiredActor(), cancellationToken);
        if (!found.Succeeded)
            return new ProblemResult(found.Problem);
        await StandAsync(found.Value, find, http, cancellationToken);
        http.Response.Headers[Tus.LengthHeader] = found.Value.Length.ToString(CultureInfo.InvariantCulture);
        if (found.Value.Metadata is { } metadata)
            http.Response.Headers[Tus.MetadataHeader] = metadata;
        return Results.Ok();
    }

    private static async Task<IResult> GetAsync(string id, ContinueUpload verb, FindUpload find, HttpContext http, CancellationToken cancellationToken)
    {
        var found = await verb.LookAsync(id, http.RequiredActor(), cancellationToken);
        return found.Succeeded ? Results.Json(await find.ShowAsync(found.Value, http.RequestLanguage(), cancellationToken), Json.Options) : new ProblemResult(found.Problem);
    }

    private static async Task<IResult> ContinueAsync(
        string id, [FromHeader(Name = Tus.ResumableHeader), Description("1.0.0")] string? version, [FromHeader(Name = Tus.OffsetHeader), Description("Số byte máy chủ đã có. / Bytes that the server has.")] string? offset,
        [FromHeader(Name = Tus.ChecksumHeader), Description("`sha256` hoặc `sha1`, rồi giá trị base64 của phần này. / `sha256` or `sha1`, then the value of this part in base64.")] string? checksum,
        ContinueUpload verb, FindUpload find, HttpContext http, CancellationToken cancellationToken)
    {
        _ = version;
        if (!IsOffsetStream(http.Request))
            return new ProblemResult(UploadProblems.NotOffsetStream);
        if (Tus.Number(offset) is not { } from)
            return new ProblemResult(UploadProblems.Offset);
        var sum = Tus.ReadChecksum(checksum);
        if (sum.Problem is { } malformed)
            return new ProblemResult(malformed);
        using var check = sum.Value;
        var gone = await verb.RunAsync(id, new(from, http.Request.Body, http.Request.ContentLength, check), http.RequiredActor(), cancellationToken);
        if (!gone.Succeeded)
            return new ProblemResult(gone.Problem);
        await StandAsync(gone.Value, find, http, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> DropAsync(
        string id, [FromHeader(Name = Tus.ResumableHeader), Description("1.0.0")] string? version, DropUpload verb, HttpContext http, CancellationToken cancellationToken)
    {
        _ = version;
        return (await verb.RunAsync(id, http.RequiredActor(), cancellationToken)).ToHttp(_ => Results.NoContent());
    }

    private static Task<IResult> OverrideAsync(
        string id, [FromHeader(Name = Tus.OverrideHeader)] string? method, [FromHeader(Name = Tus.OffsetHeader)] string? offset, [FromHeader(Name = Tus.ChecksumHeader)] string? checksum,
        ContinueUpload goOn, DropUpload drop, FindUpload find, HttpContext http, CancellationToken cancellationToken) => method?.ToUpperInvariant() switch
        {
            "PATCH" => ContinueAsync(id, null, offset, checksum, goOn, find, http, cancellationToken),
            "DELETE" => DropAsync(id, null, drop, http, cancellationToken),
            "HEAD" => HeadAsync(id, goOn, find, http, cancellationToken),
            _ => Task.FromResult(Results.StatusCode(StatusCodes.Status405MethodNotAllowed)),
        };

    private static async Task StandAsync(PendingUpload upload, FindUpload find, HttpContext http, CancellationToken cancellationToken)
    {
        var headers = http.Response.Headers;
        headers[Tus.OffsetHeader] = (await find.OffsetAsync(upload, cancellationToken)).ToString(CultureInfo.InvariantCulture);
        headers[Tus.ExpiresHeader] = HeaderUtilities.FormatDate(upload.ExpiresAt);
    }

    private static bool IsOffsetStream(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(Tus.ContentType, StringComparison.OrdinalIgnoreCase);

    // the framework's own way to say what a body is would refuse others itself, with an answer that names no type
    private static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Tus.ContentType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
        };
        return Task.CompletedTask;
    }
}
