using System.Diagnostics;
using System.Globalization;

namespace Nq72.Testing.Corpus;

/// <summary>Other people's programs that make test images and judge ours: <c>vips</c> and <c>exiftool</c>.</summary>
internal static class ImageTools
{
    /// <summary>Skips the test (fails it in CI) where one of them, or libvips itself, is missing.</summary>
    public static void Need()
    {
        foreach (var (program, package) in new[] { ("vips", "libvips-tools"), ("exiftool", "libimage-exiftool-perl") })
            Nq72.Testing.Need.Present(IsThere(program), $"{program} (Debian: {package}; tests/run installs it)");
    }

    /// <summary>Runs <c>vips</c>.</summary>
    public static Task VipsAsync(params string[] arguments) => RunAsync("vips", arguments);

    /// <summary>Writes tags into a file with <c>exiftool</c>.</summary>
    public static Task TagAsync(string file, params string[] tags) => RunAsync("exiftool", ["-q", "-m", "-overwrite_original", .. tags, file]);

    /// <summary>Every tag that <c>exiftool</c> finds, as <c>Group:Tag</c>, what it says of the file in the file system left out.</summary>
    public static async Task<IReadOnlyList<string>> TagsAsync(string file) =>
        [.. (await RunAsync("exiftool", ["-a", "-G1", "-s", "-u", "-ee", file])).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2)[0]).Select(name => name.Replace("[", "", StringComparison.Ordinal).Split(']'))
            .Where(name => name is [not ("ExifTool" or "System" or "Composite"), _]).Select(name => $"{name[0].Trim()}:{name[1].Trim()}")];

    /// <summary>The pixels of any image.</summary>
    public static async Task<Pixels> ReadAsync(string file)
    {
        var plain = Path.Combine(Path.GetTempPath(), $"nq72-{Guid.NewGuid():N}.ppm");
        try
        {
            await VipsAsync("colourspace", file, plain, "srgb");
            return Pixels.OfPpm(await File.ReadAllBytesAsync(plain, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(plain);
        }
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

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

/// <summary>Decoded pixels, RGB.</summary>
internal sealed record Pixels(int Width, int Height, byte[] Bytes)
{
    public (int Red, int Green, int Blue) this[int x, int y] => (Bytes[At(x, y)], Bytes[At(x, y) + 1], Bytes[At(x, y) + 2]);

    /// <summary>A P6 file of 8 bits.</summary>
    public static Pixels OfPpm(byte[] file)
    {
        var words = new List<string>();
        var at = 0;
        while (words.Count < 4)
        {
            var end = Array.FindIndex(file, at, one => char.IsWhiteSpace((char)one));
            if (file[at] == '#')
                end = Array.IndexOf(file, (byte)'\n', at);
            else if (end > at)
                words.Add(System.Text.Encoding.ASCII.GetString(file, at, end - at));
            at = end + 1;
        }

        Assert.Equal("P6", words[0]);
        return new Pixels(int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture), file[at..]);
    }

    /// <summary>Whether a place has a colour, near enough for an encoder that loses a little.</summary>
    public bool Is(int x, int y, (int Red, int Green, int Blue) colour)
    {
        var (red, green, blue) = this[x, y];
        return Math.Abs(red - colour.Red) + Math.Abs(green - colour.Green) + Math.Abs(blue - colour.Blue) < 90;
    }

    private int At(int x, int y) => 3 * ((y * Width) + x);
}
