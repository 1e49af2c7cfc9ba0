using System.Globalization;

namespace Nq72.Cms.Media.Clips.Ffmpeg;

/// <summary>Takes one frame of a clip: the one at an instant, or one worth looking at.</summary>
internal sealed class PosterTaker(string ffmpeg, FfmpegRun run, RunBounds bounds, int threads)
{
    private const int Candidates = 12, LongestSide = 1920;
    private const int SmallBytes = PosterChoice.Width * PosterChoice.Height;

    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(24);

    /// <summary>Writes it, as JPEG.</summary>
    public async Task<(ClipPoster? Poster, ClipRefusal? Refusal)> TakeAsync(PosterRequest request, ClipFacts facts, ClipPicture picture, string output, CancellationToken cancellationToken) =>
        request.At is { } at ? await TakeAtAsync(request.SourcePath, facts, picture, at, output, cancellationToken) : await SearchAsync(request.SourcePath, facts, picture, output, cancellationToken);

    private async Task<(ClipPoster? Poster, ClipRefusal? Refusal)> TakeAtAsync(string source, ClipFacts facts, ClipPicture picture, TimeSpan at, string output, CancellationToken cancellationToken)
    {
        var (width, height) = Size(picture);
        // behind the last frame's beginning nothing begins: then the one before it
        foreach (var begin in new[] { at, Before(at, picture), TimeSpan.Zero }.Distinct())
        {
            var refusal = await run.RunAsync(ffmpeg,
                [
                    .. Begin(begin), .. InputFence.Arguments(source, facts.Format, bounds.MemoryBytes), "-map", $"0:{ClipArguments.Of(picture.Index)}", "-frames:v", "1", .. Jpeg($"scale={width}:{height},setsar=1"), InputFence.Address(output),
                ], bounds, DrainAsync, cancellationToken);
            if (refusal is not null)
                return (null, refusal);
            if (new FileInfo(output) is { Exists: true, Length: > 0 } file)
                return (new ClipPoster(begin, false, width, height, file.Length), null);
        }

        return (null, new ClipRefusal(ClipRefusalCode.ClipBroken, What: "no frame"));
    }

    // one decoding gives a dozen frames and their small grey pictures
    private async Task<(ClipPoster? Poster, ClipRefusal? Refusal)> SearchAsync(string source, ClipFacts facts, ClipPicture picture, string output, CancellationToken cancellationToken)
    {
        var begin = facts.Duration / 10;
        var search = TimeSpan.FromTicks(Math.Min(LongestSearch.Ticks, (facts.Duration / 2).Ticks));
        var rate = (Candidates / Math.Max(search.TotalSeconds, 0.1)).ToString("0.####", CultureInfo.InvariantCulture);
        var (width, height) = Size(picture);
        var parts = output + ".%d";
        var small = new byte[Candidates * SmallBytes];
        var read = 0;
        try
        {
            var refusal = await run.RunAsync(ffmpeg,
                [
                    .. Begin(begin), "-t", ClipArguments.Of(search), .. InputFence.Arguments(source, facts.Format, bounds.MemoryBytes),
                    "-filter_complex", $"[0:{ClipArguments.Of(picture.Index)}]fps={rate}:start_time=0,split[a][b];[a]scale={width}:{height},setsar=1[large];[b]scale={PosterChoice.Width}:{PosterChoice.Height},format=gray[small]",
                    "-map", "[large]", "-frames:v", ClipArguments.Of(Candidates), .. JpegOf("image2", parts), InputFence.Address(parts), "-map", "[small]", "-frames:v", ClipArguments.Of(Candidates), "-f", "rawvideo", "pipe:1",
                ], bounds, async (stream, stop) => read = await FillAsync(stream, small, stop), cancellationToken);
            if (refusal is not null)
                return (null, refusal);
            var frames = Enumerable.Range(0, read / SmallBytes).Where(index => File.Exists(Part(output, index))).Select(index => small.AsSpan(index * SmallBytes, SmallBytes).ToArray()).ToList();
            if (frames.Count == 0)
                return await TakeAtAsync(source, facts, picture, TimeSpan.Zero, output, cancellationToken);
            var (best, isDark) = PosterChoice.Best(frames);
            File.Move(Part(output, best), output, overwrite: true);
            return (new ClipPoster(begin + (search * best / Candidates), isDark, width, height, new FileInfo(output).Length), null);
        }
        finally
        {
            for (var index = 0; index < Candidates; index++)
                File.Delete(Part(output, index));
        }
    }

    private IReadOnlyList<string> Begin(TimeSpan at) => ["-hide_banner", "-nostdin", "-v", "error", "-nostats", "-threads", ClipArguments.Of(threads), "-ss", ClipArguments.Of(at)];

    private static IReadOnlyList<string> Jpeg(string filter) => ["-vf", filter, .. JpegOf("image2", null)];

    private static IReadOnlyList<string> JpegOf(string muxer, string? numbered) =>
        ["-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj420p", "-map_metadata", "-1", "-flags:v", "+bitexact", "-fflags", "+bitexact", "-f", muxer, .. numbered is null ? new[] { "-update", "1" } : [], "-y"];

    private static (int Width, int Height) Size(ClipPicture picture) => ClipSize.Within(picture.Width, picture.Height, LongestSide, LongestSide);

    private static TimeSpan Before(TimeSpan at, ClipPicture picture)
    {
        var before = at - (picture.FrameRate > 0 ? TimeSpan.FromSeconds(2 / picture.FrameRate) : TimeSpan.FromSeconds(1));
        return before > TimeSpan.Zero ? before : TimeSpan.Zero;
    }

    private static string Part(string output, int index) => $"{output}.{index + 1}";

    private static async Task DrainAsync(Stream stream, CancellationToken cancellationToken) => await stream.CopyToAsync(Stream.Null, cancellationToken);

    private static async Task<int> FillAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        await stream.CopyToAsync(Stream.Null, cancellationToken);
        return read;
    }
}
