using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Nq72.Testing.Corpus;

/// <summary>Other people's programs that make test clips and judge ours: <c>ffmpeg</c>, <c>ffprobe</c> and <c>exiftool</c>.</summary>
internal static class ClipTools
{
    /// <summary>Skips the test (fails it in CI) where one of them is missing.</summary>
    public static void Need()
    {
        foreach (var (program, package) in new[] { ("ffmpeg", "ffmpeg"), ("ffprobe", "ffmpeg") })
        {
            var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
            Nq72.Testing.Need.Present(isThere, $"{program} (Debian: {package}; tests/run installs it)");
        }

        ImageTools.Need();
    }

    /// <summary>Runs <c>ffmpeg</c>.</summary>
    public static Task FfmpegAsync(params string[] arguments) => RunAsync("ffmpeg", ["-v", "error", "-y", .. arguments]);

    /// <summary>What <c>ffprobe</c> tells of a file.</summary>
    public static async Task<JsonElement> ProbeAsync(string file) =>
        JsonDocument.Parse(await RunAsync("ffprobe", ["-v", "error", "-print_format", "json", "-show_format", "-show_streams", "-show_chapters", file])).RootElement;

    /// <summary>One frame as grey pixels of 64 x 36.</summary>
    public static async Task<byte[]> GreyAsync(string file, double at)
    {
        var plain = Path.Combine(Path.GetTempPath(), $"nq72-{Guid.NewGuid():N}.gray");
        try
        {
            // a still has no instants
            await FfmpegAsync([.. at > 0 ? ["-ss", at.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(), "-i", file, "-frames:v", "1", "-vf", "scale=64:36,format=gray", "-f", "rawvideo", plain]);
            return await File.ReadAllBytesAsync(plain, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(plain);
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await error}");
        return output;
    }
}
