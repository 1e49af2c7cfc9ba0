using System.ComponentModel;
using Nq72.Theming;

namespace Nq72.Cms.Posters;

/// <summary>A template as the API shows it.</summary>
/// <param name="Key">Its name in addresses.</param>
/// <param name="Name">Its name for people, in the caller's language.</param>
/// <param name="Note">What it is for.</param>
/// <param name="Unit">What measures are in.</param>
/// <param name="Width">Width of the trimmed sheet.</param>
/// <param name="Height">Height of the trimmed sheet.</param>
/// <param name="Bleed">How far colour goes on beyond it in the PDF.</param>
/// <param name="Pixels">Size of the PNG.</param>
/// <param name="Formats">What it can be had as.</param>
/// <param name="Shows">Which texts it has a place for.</param>
public sealed record PosterTemplateView(
    [property: Description("Khóa của mẫu, dùng trong địa chỉ. / Key, as in addresses.")] string Key,
    [property: Description("Tên mẫu. / Name.")] string Name,
    [property: Description("Dùng vào việc gì. / What it is for.")] string Note,
    [property: Description("mm hoặc px. / What measures are in.")] PosterUnit Unit,
    [property: Description("Khổ thành phẩm, chiều rộng. / Width of the trimmed sheet.")] double Width,
    [property: Description("Khổ thành phẩm, chiều cao. / Height of the trimmed sheet.")] double Height,
    [property: Description("Phần tràn lề của PDF, mỗi cạnh. / Bleed of the PDF, on each side.")] double Bleed,
    [property: Description("Cỡ ảnh PNG. / Size of the PNG.")] PosterPixels Pixels,
    [property: Description("Định dạng: svg, pdf, png. / Formats.")] IReadOnlyList<string> Formats,
    [property: Description("Chữ có chỗ trên mẫu. / Texts it has a place for.")] IReadOnlyList<PosterField> Shows)
{
    internal static PosterTemplateView Of(PosterTemplate template, bool english) => new(
        template.Key, english ? template.Name.En : template.Name.Vi, english ? template.Note.En : template.Note.Vi, template.Unit, template.Width, template.Height, template.Bleed,
        new(template.Pixels, Drawing.PngPoster.Height(template, template.Pixels)), template.Formats, [.. template.Texts.Select(text => text.Shows)]);
}

/// <summary>Size of a picture.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record PosterPixels(int Width, int Height);
