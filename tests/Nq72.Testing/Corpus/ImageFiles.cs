namespace Nq72.Testing.Corpus;

/// <summary>Good images of each kind, made once for a class of tests.</summary>
public class ImageFiles : IAsyncLifetime
{
    internal const int Width = 700, Height = 500;

    private readonly TemporaryFolder folder = new("nq72-images-");
    private int outputs;

    internal string Png => folder.Combine("picture.png");

    internal string Jpeg => folder.Combine("picture.jpg");

    internal string Webp => folder.Combine("picture.webp");

    internal string Gif => folder.Combine("picture.gif");

    internal string Heic => folder.Combine("picture.heic");

    internal string Avif => folder.Combine("picture.avif");

    public async ValueTask InitializeAsync()
    {
        ImageTools.Need();
        // a sky, a field, and something to look at
        await File.WriteAllBytesAsync(Png, PngBytes.Picture(Width, Height, (x, y) => (x - 520, y - 160) switch
        {
            var (dx, dy) when (dx * dx) + (dy * dy) < 3600 => (230, 40, 40),
            _ when y < 300 => (90 + (y / 6), 150 + (x / 30), 220),
            _ => (60 + ((x * 7 + y * 13) % 23), 130 + ((x * 5 + y * 3) % 31), 50),
        }));
        await ImageTools.VipsAsync("jpegsave", Png, Jpeg, "--Q", "90");
        await ImageTools.VipsAsync("webpsave", Png, Webp);
        await ImageTools.VipsAsync("gifsave", Png, Gif);
        await ImageTools.VipsAsync("heifsave", Png, Heic, "--compression", "hevc", "--bitdepth", "8");
        await ImageTools.VipsAsync("heifsave", Png, Avif, "--compression", "av1", "--bitdepth", "8", "--effort", "0");
    }

    /// <summary>A path for a new file.</summary>
    internal string Path(string name) => folder.Combine(name);

    /// <summary>Writes a new file.</summary>
    internal string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(folder.Combine(name), bytes);
        return folder.Combine(name);
    }

    /// <summary>An empty folder.</summary>
    internal string Output() => Directory.CreateDirectory(folder.Combine($"out-{Interlocked.Increment(ref outputs)}")).FullName;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
