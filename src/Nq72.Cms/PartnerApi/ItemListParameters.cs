using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Nq72.Cms.PartnerApi;

/// <summary>The parameters of a list, for the API's document; <see cref="ItemListQuery"/> reads and checks them.</summary>
internal sealed record ItemListParameters
{
    [FromQuery(Name = "type"), Description("Kiểu nội dung. / Content type.")]
    public string? Type { get; init; }

    [FromQuery(Name = "lang"), Description("Ngôn ngữ (BCP 47). / Language.")]
    public string? Lang { get; init; }

    [FromQuery(Name = "fallback"), Description("Ngôn ngữ thay thế khi không có bản tiếng đã hỏi; bản thay được ghi rõ. / Stand-in language, labelled.")]
    public string? Fallback { get; init; }

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

    [FromQuery(Name = "q"), Description("Từ cần tìm, có dấu hay không dấu; mọi từ đều phải có; \"cụm từ trong ngoặc kép\"; từ cuối có thể gõ dở. / Words, with or without marks, all must occur; \"phrases in quotes\"; the last word may be half typed.")]
    public string? Q { get; init; }

    [FromQuery(Name = "publishedSince"), Description("RFC 3339.")]
    public string? PublishedSince { get; init; }

    [FromQuery(Name = "updatedSince"), Description("RFC 3339.")]
    public string? UpdatedSince { get; init; }

    [FromQuery(Name = "sort"), Description("relevance (mặc định khi có q), -publishedAt (mặc định khi không), publishedAt, title (thứ tự tiếng Việt). / Order; relevance is the default of searches.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "highlight"), Description("true: mỗi nội dung kèm 'highlight' với chỗ khớp giữa <mark> và </mark>. / true: each item carries its matches, marked.")]
    public string? Highlight { get; init; }

    [FromQuery(Name = "facets"), Description("type, lang, tag, place, cách nhau bằng dấu phẩy: đếm giá trị trên mọi nội dung khớp. / Counts of values over all that fits.")]
    public string? Facets { get; init; }

    [FromQuery(Name = "fields"), Description("Chỉ lấy các mục này, ngoài id và type, cách nhau bằng dấu phẩy: title,url,fields.body; mục không kể tên thì không có. / Only these members, besides id and type; those not named are absent.")]
    public string? Fields { get; init; }

    [FromQuery(Name = "include"), Description("Trường liên kết, cách nhau bằng dấu phẩy (documents,related): nội dung được liên kết, nếu đang hiển thị, có trong 'included', mỗi nội dung một lần. / Fields that link: what they link to comes along in 'included', each item once.")]
    public string? Include { get; init; }

    [FromQuery(Name = "total"), Description("true: đếm tất cả nội dung khớp. / Counts all that fit.")]
    public string? Total { get; init; }

    [FromQuery(Name = "limit"), Description("1–100, mặc định 20. / Default 20.")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "asOf"), Description("Câu trả lời tại thời điểm này; cần quyền preview. / The answer at this instant; scope preview.")]
    public string? AsOf { get; init; }

    [FromQuery(Name = "preview"), Description(DeliveryEndpoints.PreviewHelp)]
    public string? Preview { get; init; }
}
