using Nq72.Cms.Media.Images.Vips;

namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>Makes what a page shows until the image is there.</summary>
internal static class Placeholders
{
    private const int Side = 16, ColourSide = 48, MostCharacters = 400;
    private const string Start = "data:image/webp;base64,";

    private static readonly int[] Qualities = [40, 15, 0];

    /// <summary>A blurred image small enough to stand in a page, and the colour that most of the image has.</summary>
    public static ImagePlaceholder Make(VipsImage image)
    {
        using var tiny = Within(image, Side);
        var uri = Qualities.Select(quality => Start + Convert.ToBase64String(Encoders.Webp(tiny, quality))).First(uri => uri.Length < MostCharacters);
        using var small = Within(image, ColourSide);
        return new ImagePlaceholder(uri, DominantColour.Of(small.Pixels(), small.HasAlpha ? 4 : 3));
    }

    private static VipsImage Within(VipsImage image, int side)
    {
        using var thumbnail = new VipsOperation("thumbnail_image").With("in", image).With("width", side).With("height", side).With("size", "down");
        using var small = thumbnail.Image();
        return small.ToBarePixels();
    }
}
