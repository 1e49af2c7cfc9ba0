namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>A part of an image in its pixels.</summary>
internal sealed record CropBox(int Left, int Top, int Width, int Height)
{
    /// <summary>The largest part of a shape that lies inside the image, with the focal point as near to its middle as the edges allow.</summary>
    public static CropBox Of(RenditionShape shape, int width, int height, FocalPoint focus)
    {
        var (across, down) = shape switch
        {
            RenditionShape.Wide => (16, 9),
            RenditionShape.Classic => (4, 3),
            RenditionShape.Square => (1, 1),
            _ => (width, height),
        };
        var boxWidth = (int)Math.Clamp(Math.Round((double)height * across / down), 1, width);
        var boxHeight = (int)Math.Clamp(Math.Round((double)width * down / across), 1, height);
        return new CropBox(Start(focus.X, width, boxWidth), Start(focus.Y, height, boxHeight), boxWidth, boxHeight);
    }

    private static int Start(double focus, int length, int boxLength) =>
        (int)Math.Clamp(Math.Round((focus * length) - (boxLength / 2.0)), 0, length - boxLength);
}
