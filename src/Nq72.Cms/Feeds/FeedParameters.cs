using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.PartnerApi;

namespace Nq72.Cms.Feeds;

/// <summary>The parameters of a feed, for the API's document; <see cref="FeedQuery"/> reads and checks them.</summary>
internal sealed record FeedParameters
{
    [FromQuery(Name = "lang"), Description("Ngôn ngữ (BCP 47). / Language.")]
    public string? Lang { get; init; }

    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    [FromQuery(Name = "genre")]
    public string? Genre { get; init; }

    [FromQuery(Name = "strand")]
    public string? Strand { get; init; }

    [FromQuery(Name = "audience")]
    public string? Audience { get; init; }

    [FromQuery(Name = "unit")]
    public string? Unit { get; init; }

    [FromQuery(Name = "campaign")]
    public string? Campaign { get; init; }

    [FromQuery(Name = "place"), Description("Mã xã, phường. / Commune code.")]
    public string? Place { get; init; }

    [FromQuery(Name = "q"), Description("Từ cần tìm, có dấu hay không dấu. / Words, with or without marks.")]
    public string? Q { get; init; }

    [FromQuery(Name = "limit"), Description("1–100, mặc định 20. / Default 20.")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("Trang sau; nguồn tin tự cho địa chỉ. / The next page; feeds give its address themselves.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "asOf"), Description("Câu trả lời tại thời điểm này; cần quyền preview. / The answer at this instant; scope preview.")]
    public string? AsOf { get; init; }

    [FromQuery(Name = "preview"), Description(DeliveryEndpoints.PreviewHelp)]
    public string? Preview { get; init; }
}
