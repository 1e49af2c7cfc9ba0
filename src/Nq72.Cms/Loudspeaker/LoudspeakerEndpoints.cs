using System.ComponentModel;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Loudspeaker;

/// <summary>Spoken texts over HTTP: <c>/api/v1/manage/loudspeaker</c>.</summary>
internal static class LoudspeakerEndpoints
{
    public static IEndpointRouteBuilder MapLoudspeaker(this IEndpointRouteBuilder manage)
    {
        var group = manage.MapGroup("/loudspeaker").WithTags("Loa truyền thanh").RequireAuthorization(Scopes.Write);
        group.MapPost("/speak", SpeakAsync).WithName("SpeakText").WithSummary("Văn bản được đọc thành lời thế nào: lời đọc, số âm tiết, số giây, từng chỗ đã đổi và những chỗ cần hỏi").Produces<SpokenAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/readings", ListAsync).WithName("ListReadings").WithSummary("Các cách đọc đã lưu cho mọi người, hoặc cho một nội dung").Produces<ReadingList>();
        group.MapPut("/readings", KeepAsync).WithName("KeepReading").WithSummary("Lưu cách đọc, thay cách đã lưu cho cùng chữ viết").Produces<ReadingView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapDelete("/readings/{id:guid}", DropAsync).WithName("DropReading").WithSummary("Bỏ một cách đọc đã lưu").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        return manage;
    }

    /// <summary>Kept readings; all of them at once.</summary>
    internal sealed record ReadingList(IReadOnlyList<ReadingView> Items, string? Next);

    /// <summary>A kept reading; without <c>item</c> it counts for everyone.</summary>
    internal sealed record ReadingView(Guid Id, string Written, string Spoken, string? Item, DateTimeOffset ChangedAt, string ChangedBy);

    private static async Task<IResult> SpeakAsync(JsonBody<SpeakText.Request> body, SpeakText verb, HttpContext http, CancellationToken cancellationToken) =>
        (await body.ThenAsync(request => verb.RunAsync(request, cancellationToken))).ToHttp(result => Results.Json(SpokenAnswer.Of(result, http.RequestLanguage()), Json.Options));

    private static async Task<IResult> ListAsync([Description("Của nội dung này; không có: của mọi người. / Of this item; without it: of everyone.")] string? item, ReadingQueries queries, CancellationToken cancellationToken) =>
        Results.Json(new ReadingList([.. (await queries.ListAsync(item, cancellationToken)).Select(Show)], null), Json.Options);

    private static async Task<IResult> KeepAsync(JsonBody<KeepReading.Request> body, KeepReading verb, HttpContext http, CancellationToken cancellationToken) =>
        (await body.ThenAsync(request => verb.RunAsync(request, http.RequiredActor(), cancellationToken))).ToHttp(reading => Results.Json(Show(reading), Json.Options));

    private static async Task<IResult> DropAsync(Guid id, DropReading verb, HttpContext http, CancellationToken cancellationToken) =>
        (await verb.RunAsync(id, http.RequiredActor(), cancellationToken)).ToHttp(_ => Results.NoContent());

    private static ReadingView Show(KeptReading row) => new(row.Id, row.Written, row.Spoken, row.ItemId.Length == 0 ? null : row.ItemId, row.ChangedAt, row.ChangedBy);
}
