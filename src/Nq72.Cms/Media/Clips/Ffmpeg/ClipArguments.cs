using System.Globalization;

namespace Nq72.Cms.Media.Clips.Ffmpeg;

/// <summary>What ffmpeg is told to make.</summary>
internal static class ClipArguments
{
    /// <summary>Before everything: says only what is wrong, asks nothing, tells its progress on its output.</summary>
    public static IReadOnlyList<string> Begin(int threads) => ["-hide_banner", "-nostdin", "-v", "error", "-nostats", "-progress", "pipe:1", "-threads", Of(threads)];

    /// <summary>H.264 and AAC in MP4.</summary>
    public static IReadOnlyList<string> Clip(ClipFacts facts, ClipPicture picture, ClipOptions options, bool keepsChapters)
    {
        var (width, height) = Size(picture);
        var slower = picture.FrameRate > options.MaxFrameRate ? $",fps={Of(options.MaxFrameRate)}" : "";
        return
        [
            "-map", $"0:{Of(picture.Index)}", .. facts.Sounds.Take(1).SelectMany(sound => new[] { "-map", $"0:{Of(sound.Index)}" }), .. Bare(keepsChapters),
            // the turn is made by then; pixels become square
            "-vf", $"scale={Of(width)}:{Of(height)}{slower},setsar=1,format=yuv420p",
            "-c:v", "libx264", "-preset", options.Preset, "-crf", Of(options.Crf), "-profile:v", "high", "-pix_fmt", "yuv420p", "-threads", Of(options.Threads),
            // captions for the deaf of American television, and what cameras write between the pictures
            "-a53cc", "0", "-flags:v", "+bitexact", .. facts.Sounds.Take(1).SelectMany(sound => Aac(sound, options)), "-movflags", "+faststart", "-f", "mp4",
        ];
    }

    /// <summary>Sound alone.</summary>
    public static IReadOnlyList<string> Sound(ClipSound sound, AudioFormat format, ClipOptions options) =>
    [
        "-map", $"0:{Of(sound.Index)}", "-vn", .. Bare(keepsChapters: false),
        .. format == AudioFormat.M4A
            ? Aac(sound, options).Concat(["-movflags", "+faststart", "-f", "ipod"])
            : ["-c:a", "libmp3lame", "-b:a", $"{Of(options.AudioKilobits)}k", "-ac", Of(Math.Min(2, sound.Channels)), "-ar", "44100", "-flags:a", "+bitexact", "-id3v2_version", "0", "-write_id3v1", "0", "-write_xing", "0", "-f", "mp3"],
    ];

    /// <summary>The size of a clip that is made of this one.</summary>
    public static (int Width, int Height) Size(ClipPicture picture) => ClipSize.Within(picture.Width, picture.Height, 1280, 720);

    /// <summary>An instant as ffmpeg reads it.</summary>
    public static string Of(TimeSpan instant) => instant.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);

    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    // nothing of what the original said, of itself or of its tracks, and no version of what wrote this; but without that no chapter is written
    private static IReadOnlyList<string> Bare(bool keepsChapters) =>
        ["-map_metadata:g", "-1", "-map_metadata:s", "-1", "-map_chapters", keepsChapters ? "0" : "-1", "-sn", "-dn", .. keepsChapters ? Array.Empty<string>() : ["-fflags", "+bitexact"]];

    private static IReadOnlyList<string> Aac(ClipSound sound, ClipOptions options) =>
        ["-c:a", "aac", "-b:a", $"{Of(options.AudioKilobits)}k", "-ac", Of(Math.Min(2, sound.Channels)), "-ar", "48000", "-flags:a", "+bitexact"];
}
