namespace Nq72.Testing.Corpus;

/// <summary>Good clips and sound of each kind, made once for a class of tests.</summary>
public class ClipFiles : IAsyncLifetime
{
    internal const int Width = 640, Height = 360, Seconds = 4;

    private readonly TemporaryFolder folder = new("nq72-clips-");
    private int outputs;

    /// <summary>A telephone's: it tells its place, its owner and its title.</summary>
    internal string Mp4 => folder.Combine("clip.mp4");

    internal string Mov => folder.Combine("clip.mov");

    internal string WebM => folder.Combine("clip.webm");

    internal string M4A => folder.Combine("sound.m4a");

    internal string Mp3 => folder.Combine("sound.mp3");

    internal string Opus => folder.Combine("sound.opus");

    internal string Wav => folder.Combine("sound.wav");

    /// <summary>Held upright.</summary>
    internal string Turned => folder.Combine("turned.mp4");

    /// <summary>Pictures without sound.</summary>
    internal string Silent => folder.Combine("silent.mp4");

    private static string[] Picture => ["-f", "lavfi", "-i", $"testsrc2=size={Width}x{Height}:rate=25:duration={Seconds}"];

    private static string[] Tone => ["-f", "lavfi", "-i", $"sine=frequency=440:duration={Seconds}"];

    public async ValueTask InitializeAsync()
    {
        ClipTools.Need();
        var chapters = folder.Write("chapters.txt", ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=Mở đầu\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=2000\nEND=4000\ntitle=Tiêm chủng\n");
        await ClipTools.FfmpegAsync(
            [
                .. Picture, .. Tone, "-i", chapters, "-map", "0", "-map", "1", "-map_chapters", "2", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "use_metadata_tags",
                "-metadata", "location=+21.8537+106.7610/", "-metadata", "com.apple.quicktime.location.ISO6709=+21.8537+106.7610+300/", "-metadata", "title=Tiêm chủng", "-metadata", "copyright=Sở Y tế Lạng Sơn",
                "-metadata", "artist=Nông Thị B", "-metadata", "comment=at home", "-metadata:s:v", "handler_name=Core Media 4711", "-metadata:s:a", "language=vie", "-metadata", "creation_time=2027-01-02T03:04:05Z", Mp4,
            ]);
        await ClipTools.FfmpegAsync("-i", Mp4, "-c", "copy", "-metadata", "location=+21.8537+106.7610/", "-f", "mov", Mov);
        await ClipTools.FfmpegAsync([.. Picture, .. Tone, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus", WebM]);
        await ClipTools.FfmpegAsync([.. Tone, "-c:a", "aac", "-metadata", "title=Bản tin", "-metadata", "comment=4711", M4A]);
        await ClipTools.FfmpegAsync([.. Tone, "-c:a", "libmp3lame", "-metadata", "title=Bản tin", Mp3]);
        await ClipTools.FfmpegAsync([.. Tone, "-c:a", "libopus", Opus]);
        await ClipTools.FfmpegAsync([.. Tone, Wav]);
        await ClipTools.FfmpegAsync("-i", Mp4, "-c", "copy", "-map_metadata", "-1", "-metadata:s:v", "rotate=90", Turned);
        await ClipTools.FfmpegAsync("-i", Mp4, "-c", "copy", "-an", "-map_metadata", "-1", "-map_chapters", "-1", Silent);
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
