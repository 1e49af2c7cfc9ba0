namespace Nq72.Cms.Media.Clips.Ffmpeg;

/// <summary>Which of some frames may stand for a clip, judged by small grey pictures of them.</summary>
internal static class PosterChoice
{
    /// <summary>The size of the small pictures.</summary>
    public const int Width = 160, Height = 90;

    // of 255: darker than a room at night; as even as a wall or a fade; softer than a hand that moves
    private const double Dark = 40, Flat = 10, Blurred = 6;

    /// <summary>The first that is neither dark nor even nor blurred; else the one of most contrast among those that are not dark; else the brightest, and that it is dark.</summary>
    public static (int Index, bool IsDark) Best(IReadOnlyList<byte[]> frames)
    {
        var judged = frames.Select((frame, index) => (Index: index, Seen: Judge(frame))).ToList();
        foreach (var (index, seen) in judged)
        {
            if (seen is { Light: >= Dark, Spread: >= Flat, Edges: >= Blurred })
                return (index, false);
        }

        var light = judged.Where(one => one.Seen.Light >= Dark).ToList();
        return light.Count > 0 ? (light.MaxBy(one => one.Seen.Edges + one.Seen.Spread).Index, false) : (judged.MaxBy(one => one.Seen.Light).Index, true);
    }

    private static (double Light, double Spread, double Edges) Judge(byte[] frame)
    {
        var light = frame.Average(pixel => (double)pixel);
        var spread = Math.Sqrt(frame.Average(pixel => (pixel - light) * (pixel - light)));
        var edges = 0.0;
        for (var y = 1; y < Height - 1; y++)
        {
            for (var x = 1; x < Width - 1; x++)
            {
                var at = (y * Width) + x;
                var bend = (4 * frame[at]) - frame[at - 1] - frame[at + 1] - frame[at - Width] - frame[at + Width];
                edges += (double)bend * bend;
            }
        }

        return (light, spread, Math.Sqrt(edges / ((Width - 2) * (Height - 2))));
    }
}
