using System.Diagnostics;
using System.Globalization;

namespace Nq72.Testing;

/// <summary>Clips that ffmpeg makes of nothing: a moving test picture with a tone.</summary>
public static class LavfiClips
{
    /// <summary>An MP4 that tells its place, in the folder under its width.</summary>
    public static async Task<string> MakeAsync(TemporaryFolder folder, int width, int height, int seconds, CancellationToken cancel)
    {
        Need.Present(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, "ffmpeg"))), "ffmpeg (Debian: ffmpeg; tests/run installs it)");
        var clip = folder.Combine($"clip-{width}.mp4");
        var length = seconds.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-v", "error", "-y", "-f", "lavfi", "-i", string.Create(CultureInfo.InvariantCulture, $"testsrc2=size={width}x{height}:rate=25:duration={length}"), "-f", "lavfi", "-i", $"sine=frequency=440:duration={length}",
            "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-metadata", "location=+21.8537+106.7610/", clip,
        ];
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { UseShellExecute = false })!;
        await process.WaitForExitAsync(cancel);
        Assert.Equal(0, process.ExitCode);
        return clip;
    }
}
