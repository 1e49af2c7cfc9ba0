using System.ComponentModel;
using System.Text.Json.Nodes;

namespace Nq72.Cms.PartnerApi;

/// <summary>
/// The shape of an item on the delivery side, for the API's document. <see cref="ItemWriter"/> writes it without going through this record;
/// a test compares the two.
/// </summary>
[Description("Một nội dung đang hiển thị. / An item that is visible.")]
internal sealed record DeliveredItem
{
    [Description("26 ký tự, bảng chữ của Orchard Core. / 26 characters, Orchard Core's alphabet.")]
    public required string Id { get; init; }

    [Description("Kiểu nội dung: Article, Clip, Bulletin, Slogan, ModelProfile, Document, … / Content type.")]
    public required string Type { get; init; }

    [Description("BCP 47.")]
    public required string Lang { get; init; }

    public required string Slug { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    [Description("Giá trị theo định nghĩa của kiểu. / Values by the type's definition.")]
    public required JsonObject Fields { get; init; }

    [Description("Các trường Markdown và HTML dưới dạng HTML an toàn. / Markdown and HTML fields as safe HTML, by field.")]
    public required IReadOnlyDictionary<string, string> Html { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required string? Genre { get; init; }

    public required string? Strand { get; init; }

    public required IReadOnlyList<string> Audience { get; init; }

    public required string? Unit { get; init; }

    [Description("Ai phát hành; luôn hiện cùng nội dung. / Who publishes; always shown with it.")]
    public required string? Authority { get; init; }

    public required string? Campaign { get; init; }

    [Description("Mã xã, phường. / Commune codes.")]
    public required IReadOnlyList<string> Places { get; init; }

    [Description("Thời điểm dự định xuất hiện lần đầu; đính chính không đổi. / Intended instant of the first appearance; kept by corrections.")]
    public required DateTimeOffset PublishedAt { get; init; }

    [Description("Thời điểm phiên bản này bắt đầu hiển thị. / From when this version is visible.")]
    public required DateTimeOffset UpdatedAt { get; init; }

    public required int Version { get; init; }

    [Description("Ghi chú đính chính công khai; null khi không có. / Public note of a correction; null when there is none.")]
    public required string? Correction { get; init; }

    public required IReadOnlyList<VisibleTranslation> Translations { get; init; }

    [Description("Ảnh, clip, âm thanh, tài liệu mà nội dung dùng và lúc này được phép hiện. / The files that it uses and that may be shown now.")]
    public required IReadOnlyList<DeliveredMedia> Media { get; init; }

    [Description("Địa chỉ trang công khai. / Address of the public page.")]
    public required string Url { get; init; }

    [Description("Chỉ có khi đây là bản thay cho ngôn ngữ được hỏi. / Only there when this stands in for the language asked.")]
    public string? FallbackFor { get; init; }

    [Description("Chỉ có với highlight=true và q. / Only with highlight=true and q.")]
    public DeliveredHighlight? Highlight { get; init; }

    [Description("Chỉ có khi hỏi một nội dung với include=…: những nội dung đang hiển thị mà nó liên kết tới. / Only for one item asked with include=…: visible items that it links to.")]
    public IReadOnlyList<DeliveredItem>? Included { get; init; }
}

/// <summary>Where an item has what was looked for: HTML in which everything but <c>mark</c> is escaped.</summary>
internal sealed record DeliveredHighlight
{
    [Description("Tiêu đề, khi khớp. / The title, where it matches.")]
    public string? Title { get; init; }

    [Description("Đoạn chừng 200 ký tự quanh chỗ khớp nhất. / About 200 characters around the best match.")]
    public string? Text { get; init; }
}

/// <summary>The shape of a list on the delivery side.</summary>
internal sealed record DeliveredList
{
    public required IReadOnlyList<DeliveredItem> Items { get; init; }

    [Description("Con trỏ trang sau; null ở trang cuối. / Cursor of the next page; null on the last.")]
    public required string? Next { get; init; }

    [Description("Thay đổi gần nhất làm nên câu trả lời này. / The last change that shaped this answer.")]
    public required DateTimeOffset? AsOf { get; init; }

    [Description("Thời điểm kế tiếp câu trả lời có thể đổi theo lịch; null khi không có. / The next instant at which it can change by schedule.")]
    public required DateTimeOffset? ValidUntil { get; init; }

    [Description("Chỉ có với total=true: số nội dung khớp. / Only with total=true: how many fit.")]
    public long? Total { get; init; }

    [Description("Chỉ có với include=…: nội dung đang hiển thị được liên kết và không có trong trang. / Only with include=…: visible items that are linked to and not on the page.")]
    public IReadOnlyList<DeliveredItem>? Included { get; init; }

    [Description("Chỉ có với facets=…; nhiều nhất trước, tối đa 50 giá trị mỗi loại. / Only with facets=…; most frequent first, at most 50 of each.")]
    public DeliveredFacets? Facets { get; init; }
}

/// <summary>How many of all items that fit have each value.</summary>
internal sealed record DeliveredFacets
{
    public IReadOnlyList<ValueCount>? Type { get; init; }

    public IReadOnlyList<ValueCount>? Lang { get; init; }

    public IReadOnlyList<ValueCount>? Tag { get; init; }

    public IReadOnlyList<ValueCount>? Place { get; init; }
}

/// <summary>The shape of an answer of delta sync.</summary>
internal sealed record DeliveredChanges
{
    [Description("Theo thứ tự xảy ra; mỗi nội dung một lần, ở trạng thái mới nhất. / In order; each item once, in its newest state.")]
    public required IReadOnlyList<DeliveredChange> Changes { get; init; }

    [Description("Giữ lại và gửi làm 'since' lần sau. / Keep it and send it as 'since' next time.")]
    public required string Next { get; init; }

    [Description("Còn nữa: gọi lại ngay với 'next'. / There is more: call again at once with 'next'.")]
    public required bool More { get; init; }
}

/// <summary>One change: an item to keep or to take out.</summary>
internal sealed record DeliveredChange
{
    [Description("upsert: lưu hoặc thay nội dung này; remove: bỏ nội dung này, có hay không. / upsert: keep or replace; remove: take out, whether you have it or not.")]
    public required string Op { get; init; }

    [Description("Chỉ có với upsert. / With upsert only.")]
    public DeliveredItem? Item { get; init; }

    [Description("Chỉ có với remove. / With remove only.")]
    public string? Id { get; init; }

    public string? Type { get; init; }

    [Description("expired: hết hạn hoặc bị gỡ; retracted: bị thu hồi, hãy báo bạn đọc. / expired: ended; retracted: taken back, tell your readers.")]
    public string? Reason { get; init; }

    [Description("Thời điểm thôi hiển thị. / When it ceased to be visible.")]
    public DateTimeOffset? At { get; init; }
}

/// <summary>A file that an item uses.</summary>
internal sealed record DeliveredMedia
{
    public required string Id { get; init; }

    [Description("image, video, audio, document, captions.")]
    public required string Kind { get; init; }

    [Description("Loại nội dung (MIME). / Media type.")]
    public required string Type { get; init; }

    [Description("Địa chỉ của tệp; nội dung khác thì địa chỉ khác. / Address of the file; other bytes, another address.")]
    public required string Url { get; init; }

    [Description("Mô tả cho người không nhìn thấy; null khi chưa có. / What it shows; null when nobody said.")]
    public required string? Alt { get; init; }

    [Description("Ngôn ngữ của 'alt', khác 'lang' của nội dung khi là bản thay thế. / Language of 'alt'; another one than the item's where it stands in.")]
    public required string? AltLang { get; init; }

    public required string? Caption { get; init; }

    public required string? CaptionLang { get; init; }

    public required string? Credit { get; init; }

    public required string? Licence { get; init; }

    public required int? Width { get; init; }

    public required int? Height { get; init; }

    public required long? DurationMs { get; init; }

    public required long Bytes { get; init; }

    [Description("Các cỡ ảnh; hiện còn trống. / Renditions; empty for now.")]
    public required IReadOnlyList<JsonObject> Renditions { get; init; }
}
