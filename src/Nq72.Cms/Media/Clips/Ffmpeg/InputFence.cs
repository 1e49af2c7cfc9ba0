using Nq72.Cms.Media.Kinds;

namespace Nq72.Cms.Media.Clips.Ffmpeg;

/// <summary>
/// What a stranger's file may make ffmpeg do: read this one file, as what our own code saw that it is, with decoders of a short list. A playlist
/// that calls itself a clip opens nothing, and the hundreds of old and rare decoders are out of reach.
/// </summary>
/// <remarks>Source: ffmpeg-formats(1) <c>format_whitelist</c>, <c>enable_drefs</c>, ffmpeg-protocols(1) <c>protocol_whitelist</c>, ffmpeg-codecs(1) <c>codec_whitelist</c>.</remarks>
internal static class InputFence
{
    private const string Decoders =
        "h264,hevc,vp8,vp9,libvpx-vp9,av1,libdav1d,libaom-av1,mpeg4,h263,prores,mjpeg,png,aac,aac_latm,mp3,mp3float,opus,libopus,vorbis,libvorbis,flac,alac,ac3,eac3,amrnb,libopencore_amrnb,amrwb,libopencore_amrwb,"
        + "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_u8,pcm_s8,pcm_alaw,pcm_mulaw,mov_text,webvtt";

    /// <summary>What stands before the input, and the input.</summary>
    public static IReadOnlyList<string> Arguments(string path, MediaFormat format, long mostBytesAtOnce)
    {
        var demuxer = Demuxer(format);
        IReadOnlyList<string> fence =
        [
            "-max_alloc", mostBytesAtOnce.ToString(System.Globalization.CultureInfo.InvariantCulture), "-protocol_whitelist", "file", "-format_whitelist", demuxer, "-codec_whitelist", Decoders, "-max_streams", "64",
        ];
        IReadOnlyList<string> movie = demuxer == "mov" ? ["-enable_drefs", "0", "-use_absolute_path", "0"] : [];
        return [.. fence, .. movie, "-f", demuxer, "-i", Address(path)];
    }

    /// <summary>A path that is taken for nothing but a path.</summary>
    public static string Address(string path) => "file:" + Path.GetFullPath(path);

    private static string Demuxer(MediaFormat format) => format switch
    {
        MediaFormat.Mp4 or MediaFormat.Mov or MediaFormat.M4A => "mov",
        MediaFormat.WebM => "matroska",
        MediaFormat.Mp3 => "mp3",
        MediaFormat.Opus => "ogg",
        MediaFormat.Wav => "wav",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a clip and not sound."),
    };
}
