namespace Nq72.Cms.Media.Clips.Ffmpeg;

/// <summary>Pixels of what is made.</summary>
internal static class ClipSize
{
    /// <summary>The largest of the same shape within a frame of <paramref name="longest"/> by <paramref name="shortest"/>, lying or standing as the original: never larger than it, and even, as H.264 with half the colours asks.</summary>
    public static (int Width, int Height) Within(int width, int height, int longest, int shortest)
    {
        var (across, down) = width >= height ? (longest, shortest) : (shortest, longest);
        var share = Math.Min(1, Math.Min((double)across / width, (double)down / height));
        return (Even(width * share), Even(height * share));
    }

    private static int Even(double pixels) => Math.Max(2, (int)Math.Round(pixels, 6) / 2 * 2);
}
