using System.Globalization;

namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>The colour that most of an image has.</summary>
internal static class DominantColour
{
    private const int Bits = 3;

    /// <summary>The average of the fullest of 512 boxes of like colours, as <c>#rrggbb</c>: an average of all would be the mud between them.</summary>
    /// <param name="pixels">8 bit, RGB or RGBA.</param>
    /// <param name="bands">3 or 4; what cannot be seen does not count.</param>
    public static string Of(ReadOnlySpan<byte> pixels, int bands)
    {
        var boxes = new (int Count, int Red, int Green, int Blue)[1 << (3 * Bits)];
        for (var at = 0; at + bands <= pixels.Length; at += bands)
        {
            if (bands == 4 && pixels[at + 3] < 128)
                continue;
            var (red, green, blue) = (pixels[at], pixels[at + 1], pixels[at + 2]);
            ref var box = ref boxes[(red >> (8 - Bits) << (2 * Bits)) | (green >> (8 - Bits) << Bits) | (blue >> (8 - Bits))];
            box = (box.Count + 1, box.Red + red, box.Green + green, box.Blue + blue);
        }

        var most = boxes.MaxBy(box => box.Count);
        return most.Count == 0
            ? "#ffffff"
            : string.Create(CultureInfo.InvariantCulture, $"#{most.Red / most.Count:x2}{most.Green / most.Count:x2}{most.Blue / most.Count:x2}");
    }
}
