using Nq72.Theming;
using SkiaSharp;

namespace Nq72.Cms.Posters.Drawing;

/// <summary>Writes a drawing as a picture of so many pixels, without metadata.</summary>
internal static class PngPoster
{
    /// <summary>The picture's height for its width.</summary>
    public static int Height(PosterTemplate template, int width) => (int)Math.Round(width * template.Height / template.Width, MidpointRounding.AwayFromZero);

    public static byte[] Write(PosterDrawing drawing, int width)
    {
        using var bitmap = Draw(drawing, width);
        return Encode(bitmap);
    }

    /// <summary>The picture itself.</summary>
    public static SKBitmap Draw(PosterDrawing drawing, int width)
    {
        var template = drawing.Template;
        var bitmap = new SKBitmap(new SKImageInfo(width, Height(template, width), SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColor.Parse(template.Paper));
        foreach (var shape in drawing.Shapes)
            Fill(shape);
        foreach (var text in drawing.Texts)
        {
            foreach (var bar in text.Bars)
                Fill(bar);
            foreach (var line in text.Lines)
                Fill(line.Shape);
        }

        return bitmap;

        void Fill(DrawnArea area)
        {
            using var path = Path(area.Outline, width / template.Width);
            using var paint = new SKPaint { Color = SKColor.Parse(area.Fill), IsAntialias = true };
            canvas.DrawPath(path, paint);
        }
    }

    /// <summary>A picture as PNG.</summary>
    public static byte[] Encode(SKBitmap bitmap)
    {
        using var pixels = bitmap.PeekPixels();
        using var data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 9)) ?? throw new InvalidOperationException("The picture could not be written as PNG.");
        return data.ToArray();
    }

    private static SKPath Path(Outline outline, double scale)
    {
        var path = new SKPath { FillType = SKPathFillType.Winding };
        foreach (var step in outline.Steps)
        {
            switch (step.Verb)
            {
                case OutlineVerb.Move: path.MoveTo(Point(step.End)); break;
                case OutlineVerb.Line: path.LineTo(Point(step.End)); break;
                case OutlineVerb.Curve: path.CubicTo(Point(step.First), Point(step.Second), Point(step.End)); break;
                default: path.Close(); break;
            }
        }

        return path;

        SKPoint Point(Spot spot) => new((float)(spot.X * scale), (float)(spot.Y * scale));
    }
}
