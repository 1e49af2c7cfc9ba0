using System.ComponentModel;
using System.Globalization;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi.Sync;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.PartnerApi;

/// <summary>The delivery side: what partners read.</summary>
internal static class DeliveryEndpoints
{
    public static IEndpointRouteBuilder MapDelivery(this IEndpointRouteBuilder api)
    {
        var items = api.MapGroup("/items").WithTags("Nội dung công khai").WithMetadata(OpenToPreviews.Api).ProducesProblem(StatusCodes.Status401Unauthorized);
        items.MapMethods("", GetOrHead, ListAsync).WithName("ListItems").WithSummary("Nội dung đang hiển thị")
            .Produces<DeliveredList>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        items.MapMethods("/{id}", GetOrHead, OneAsync).WithName("GetItem").WithSummary("Một nội dung đang hiển thị").WithMetadata(OpenToPreviews.OneItem)
            .Produces<DeliveredItem>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone);
        items.MapMethods("/{type}/{slug}", GetOrHead, BySlugAsync).WithName("GetItemBySlug").WithSummary("Một nội dung đang hiển thị, theo đường dẫn")
            .Produces<DeliveredItem>().Produces(StatusCodes.Status301MovedPermanently).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone);
        api.MapMethods("/sync", GetOrHead, SyncAsync).WithTags("Nội dung công khai").WithMetadata(OpenToPreviews.Api).WithName("SyncItems").WithSummary("Những gì đã đổi kể từ lần trước, không sót; không có mã thì là tất cả")
            .Produces<DeliveredChanges>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status410Gone);
        api.MapMethods("/calendar", GetOrHead, CalendarAsync).WithTags("Lịch").WithMetadata(OpenToPreviews.Api).WithName("GetCalendar").WithSummary("Ngày, dịp và cao điểm; với quyền preview có cả đợt phát")
            .Produces<CalendarAnswers.Days>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized);
        api.MapMethods("/calendar.ics", GetOrHead, CalendarFileAsync).WithTags("Lịch").WithMetadata(OpenToPreviews.Api).WithName("GetCalendarFile").WithSummary("Lịch để đăng ký theo dõi (iCalendar); với quyền preview có cả đợt phát")
            .Produces<string>(StatusCodes.Status200OK, "text/calendar").Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized);
        return api;
    }

    private const string IncludeHelp = "Trường liên kết, cách nhau bằng dấu phẩy: nội dung được liên kết, nếu đang hiển thị, có trong 'included'. / Fields that link: what they link to comes along in 'included'.";

    internal const string PreviewHelp = "Mã của liên kết xem trước: câu trả lời như liên kết cho xem, không lưu lại. / The secret of a preview link: the answer as the link shows it, kept nowhere.";

    // a partner that mirrors a province fetches fewer, larger pages than one that shows a list
    private const int DefaultChanges = 100, MaxChanges = 1000;

    internal static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    private static async Task<IResult> ListAsync(
        [AsParameters] ItemListParameters parameters, HttpContext http, Answers answers, Incarnation incarnation, ContentTypeCatalog catalog, SiteCatalog site, SearchReadiness readiness, PlainReads reads,
        CancellationToken cancellationToken)
    {
        // the parameters are named above for the API's document; the query reads them itself, so that each fault is told precisely
        _ = parameters;
        var query = ItemListQuery.Read(http.Request.Query, await catalog.GetAsync(cancellationToken), await site.GetAsync(cancellationToken), incarnation.Id);
        if (!query.Succeeded)
            return new ProblemResult(query.Problem);
        // an answer made while the index was not complete is not kept as the answer of when it is
        var asked = query.Value.Search is null ? query.Value : query.Value.With(await readiness.IsCompleteAsync(reads, cancellationToken));
        return await answers.AnswerAsync(http, $"items\n{asked.Key}", (services, at) => services.GetRequiredService<ItemAnswers>().ListAsync(asked, at, CancellationToken.None));
    }

    private static async Task<IResult> SyncAsync(
        [Description("Mã 'next' của lần trước; bỏ trống để lấy tất cả. / The 'next' of last time; none for everything.")] string? since,
        [Description("Số thay đổi một trang, 1–1000, mặc định 100. / Changes a page.")] string? limit,
        [Description(PreviewHelp)] string? preview,
        HttpContext http, Answers answers, SyncAnswers sync, CancellationToken cancellationToken)
    {
        _ = preview;
        var size = DefaultChanges;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > MaxChanges))
            return new ProblemResult(Problem.Malformed("limit", new($"'limit' từ 1 đến {MaxChanges}.", $"'limit' is 1 to {MaxChanges}.")));
        var token = await sync.ReadAsync(since, cancellationToken);
        return token.Succeeded
            ? await answers.AnswerAsync(http, $"sync\n{since}\n{size}", (services, at) => services.GetRequiredService<SyncAnswers>().AnswerAsync(token.Value, size, at, CancellationToken.None))
            : new ProblemResult(token.Problem);
    }

    private static async Task<IResult> CalendarAsync(
        string? from, string? to, [Description(PreviewHelp)] string? preview, HttpContext http, Answers answers, CalendarAnswers calendar, CancellationToken cancellationToken)
    {
        _ = preview;
        var span = calendar.ReadSpan(from, to);
        if (!span.Succeeded)
            return new ProblemResult(span.Problem);
        if (http.Actor()?.May(Scopes.Preview) == true)
        {
            http.Response.Headers.CacheControl = "private, no-store";
            return Results.Json(await calendar.WithReleasesAsync(span.Value, cancellationToken), Json.Options);
        }

        return await answers.AnswerAsync(http, $"calendar\n{span.Value}", (services, _) => services.GetRequiredService<CalendarAnswers>().PublicAsync(span.Value, CancellationToken.None));
    }

    private static async Task<IResult> CalendarFileAsync(
        string? from, string? to, [Description(PreviewHelp)] string? preview, HttpContext http, Answers answers, CalendarAnswers calendar, CancellationToken cancellationToken)
    {
        _ = preview;
        var span = calendar.ReadSpan(from, to);
        if (!span.Succeeded)
            return new ProblemResult(span.Problem);
        if (http.Actor()?.May(Scopes.Preview) == true)
        {
            http.Response.Headers.CacheControl = "private, no-store";
            return Results.Bytes(await calendar.FileWithReleasesAsync(span.Value, cancellationToken), CalendarFile.ContentType);
        }

        return await answers.AnswerAsync(http, $"calendar.ics\n{span.Value}", (services, _) => services.GetRequiredService<CalendarAnswers>().PublicFileAsync(span.Value, CancellationToken.None));
    }

    private static async Task<IResult> OneAsync(
        string id, [Description(IncludeHelp)] string? include, [Description(PreviewHelp)] string? preview, HttpContext http, Answers answers, TimelineSight sight, ContentTypeCatalog catalog,
        CancellationToken cancellationToken)
    {
        _ = (include, preview);
        var fields = await IncludeAsync(http, catalog, cancellationToken);
        if (fields.Succeeded && sight.Preview is { What: PreviewKind.Item } link)
            return await answers.AnswerAsync(http, "", (services, _) => services.GetRequiredService<ItemAnswers>().PreviewedAsync(link, fields.Value, cancellationToken));
        return fields.Succeeded
            ? await answers.AnswerAsync(http, $"item\n{id}\n{string.Join(',', fields.Value)}", (services, at) => services.GetRequiredService<ItemAnswers>().OneAsync(id, fields.Value, at, CancellationToken.None))
            : new ProblemResult(fields.Problem);
    }

    private static async Task<IResult> BySlugAsync(
        string type, string slug, [Description(IncludeHelp)] string? include, [Description(PreviewHelp)] string? preview, HttpContext http, Answers answers, ContentTypeCatalog catalog,
        CancellationToken cancellationToken)
    {
        _ = (include, preview);
        var fields = await IncludeAsync(http, catalog, cancellationToken);
        return fields.Succeeded
            ? await answers.AnswerAsync(http, $"slug\n{type}\n{slug}\n{string.Join(',', fields.Value)}", (services, at) => services.GetRequiredService<ItemAnswers>().BySlugAsync(type, slug, fields.Value, at, CancellationToken.None))
            : new ProblemResult(fields.Problem);
    }

    private static async Task<Outcome<string[]>> IncludeAsync(HttpContext http, ContentTypeCatalog catalog, CancellationToken cancellationToken)
    {
        // most requests ask for nothing: they need not wait for the types
        if (!http.Request.Query.ContainsKey("include"))
            return Array.Empty<string>();
        var unknown = new List<FieldError>();
        var fields = IncludedFields.Read(http.Request.Query, (await catalog.GetAsync(cancellationToken)).All, unknown);
        return unknown.Count > 0 ? Problem.Invalid(unknown) : fields;
    }
}
