using System.Text;
using System.Text.RegularExpressions;
using Nq72.Cms.Media.Workers;

namespace Nq72.Cms.Media.Clips.Ffmpeg;

/// <summary>What the ffmpeg that was found can really do: each encoder writes a little.</summary>
internal sealed partial class FfmpegState(string ffmpeg, FfmpegRun run, RunBounds bounds)
{
    private const int MostAnswer = 64 * 1024;

    private static readonly (string Name, bool IsPicture, string Muxer)[] Wanted = [("libx264", true, "mp4"), ("aac", false, "mp4"), ("libmp3lame", false, "mp3"), ("libopus", false, "ogg")];

    /// <summary>Tries everything once.</summary>
    public async Task<ClipProcessorState> TryAsync(CancellationToken cancellationToken)
    {
        byte[] said = [];
        var refusal = await run.RunAsync(ffmpeg, ["-hide_banner", "-version"], bounds, async (output, stop) => said = await BoundedProcess.ReadAsync(output, MostAnswer, stop), cancellationToken);
        if (refusal is not null || Version().Match(Encoding.UTF8.GetString(said)) is not { Success: true } version)
            return new ClipProcessorState { Problem = ClipProblems.Of(new ClipRefusal(ClipRefusalCode.ClipProcessorMissing)) };
        var works = new List<string>();
        foreach (var (name, isPicture, muxer) in Wanted)
        {
            if (await WorksAsync(name, isPicture, muxer, cancellationToken))
                works.Add(name);
        }

        return new ClipProcessorState
        {
            Version = version.Groups["version"].Value, Program = ffmpeg, Encoders = works, MakesClips = works.Contains("libx264") && works.Contains("aac"),
            MakesSound = [.. Enum.GetValues<AudioFormat>().Where(format => works.Contains(format == AudioFormat.M4A ? "aac" : "libmp3lame"))],
        };
    }

    private async Task<bool> WorksAsync(string encoder, bool isPicture, string muxer, CancellationToken cancellationToken)
    {
        var source = isPicture ? "color=black:size=64x64:rate=5:duration=1" : "anullsrc=r=48000:cl=mono:d=0.2";
        var file = Path.Combine(Path.GetTempPath(), $"nq72-try-{Guid.NewGuid():N}");
        try
        {
            var refusal = await run.RunAsync(ffmpeg,
                ["-hide_banner", "-nostdin", "-v", "error", "-f", "lavfi", "-i", source, isPicture ? "-c:v" : "-c:a", encoder, "-f", muxer, "-y", InputFence.Address(file)], bounds,
                (output, stop) => output.CopyToAsync(Stream.Null, stop), cancellationToken);
            return refusal is null && new FileInfo(file) is { Exists: true, Length: > 0 };
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"^ffmpeg version (?<version>\S{1,64})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
