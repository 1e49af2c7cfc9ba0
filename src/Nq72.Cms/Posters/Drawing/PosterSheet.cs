using SkiaSharp;

namespace Nq72.Cms.Posters.Drawing;

/// <summary>Many posters on one picture, to be looked over at a glance.</summary>
internal static class PosterSheet
{
    private const int Gap = 16;

    // upright sheets stand side by side, wide ones below each other
    private const int UprightColumns = 4;
    private const int WideColumns = 2;

    /// <summary>The picture as PNG.</summary>
    /// <param name="drawings">Posters of one template, in order.</param>
    /// <param name="width">Width of each in pixels.</param>
    public static byte[] Write(IReadOnlyList<PosterDrawing> drawings, int width)
    {
        var template = drawings[0].Template;
        var columns = Math.Min(drawings.Count, template.Width > template.Height * 1.5 ? WideColumns : UprightColumns);
        var rows = (drawings.Count + columns - 1) / columns;
        var height = PngPoster.Height(template, width);
        using var sheet = new SKBitmap(new SKImageInfo((columns * (width + Gap)) + Gap, (rows * (height + Gap)) + Gap, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(sheet);
        canvas.Clear(new SKColor(0xd9, 0xd9, 0xd4));
        foreach (var (at, drawing) in drawings.Index())
        {
            using var picture = PngPoster.Draw(drawing, width);
            canvas.DrawBitmap(picture, Gap + (at % columns * (width + Gap)), Gap + (at / columns * (height + Gap)));
        }

        return PngPoster.Encode(sheet);
    }
}
