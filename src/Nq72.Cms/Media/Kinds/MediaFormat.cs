namespace Nq72.Cms.Media.Kinds;

/// <summary>What a file is, told from its content. Its name says nothing.</summary>
public enum MediaFormat
{
    /// <summary>JPEG (JFIF, EXIF).</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>WebP.</summary>
    WebP,

    /// <summary>HEIF with HEVC inside, as telephones make it.</summary>
    Heif,

    /// <summary>HEIF with AV1 inside.</summary>
    Avif,

    /// <summary>GIF.</summary>
    Gif,

    /// <summary>MPEG-4 with pictures.</summary>
    Mp4,

    /// <summary>WebM, a profile of Matroska.</summary>
    WebM,

    /// <summary>QuickTime.</summary>
    Mov,

    /// <summary>MPEG audio, layer III.</summary>
    Mp3,

    /// <summary>MPEG-4 with sound only.</summary>
    M4A,

    /// <summary>Opus in Ogg.</summary>
    Opus,

    /// <summary>WAVE.</summary>
    Wav,

    /// <summary>PDF.</summary>
    Pdf,

    /// <summary>WebVTT captions.</summary>
    Vtt,

    /// <summary>SubRip captions.</summary>
    Srt,

    /// <summary>Word document without macros.</summary>
    Docx,
}

/// <summary>What kind of thing a file is for an editor.</summary>
public enum MediaKind
{
    /// <summary>A still or moving picture without sound.</summary>
    Image,

    /// <summary>A clip.</summary>
    Video,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>A document to read or download.</summary>
    Document,

    /// <summary>Captions of a clip.</summary>
    Captions,
}

/// <summary>What is known of each format.</summary>
public static class MediaFormats
{
    /// <summary>The kind that the format belongs to.</summary>
    public static MediaKind Kind(this MediaFormat format) => format switch
    {
        MediaFormat.Jpeg or MediaFormat.Png or MediaFormat.WebP or MediaFormat.Heif or MediaFormat.Avif or MediaFormat.Gif => MediaKind.Image,
        MediaFormat.Mp4 or MediaFormat.WebM or MediaFormat.Mov => MediaKind.Video,
        MediaFormat.Mp3 or MediaFormat.M4A or MediaFormat.Opus or MediaFormat.Wav => MediaKind.Audio,
        MediaFormat.Pdf or MediaFormat.Docx => MediaKind.Document,
        _ => MediaKind.Captions,
    };

    /// <summary>The media type that it is sent with.</summary>
    public static string ContentType(this MediaFormat format) => format switch
    {
        MediaFormat.Jpeg => "image/jpeg",
        MediaFormat.Png => "image/png",
        MediaFormat.WebP => "image/webp",
        MediaFormat.Heif => "image/heif",
        MediaFormat.Avif => "image/avif",
        MediaFormat.Gif => "image/gif",
        MediaFormat.Mp4 => "video/mp4",
        MediaFormat.WebM => "video/webm",
        MediaFormat.Mov => "video/quicktime",
        MediaFormat.Mp3 => "audio/mpeg",
        MediaFormat.M4A => "audio/mp4",
        MediaFormat.Opus => "audio/ogg",
        MediaFormat.Wav => "audio/wav",
        MediaFormat.Pdf => "application/pdf",
        MediaFormat.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        MediaFormat.Vtt => "text/vtt; charset=utf-8",
        // no registered type; as text no browser takes it for anything else
        _ => "text/plain; charset=utf-8",
    };

    /// <summary>The ending of its file names, without the dot.</summary>
    public static string Extension(this MediaFormat format) => format switch
    {
        MediaFormat.Jpeg => "jpg",
        MediaFormat.Heif => "heic",
        _ => format.ToString().ToLowerInvariant(),
    };

    /// <summary>
    /// Whether the file may go out as it came. Pictures and clips may not: what a telephone makes of them tells where it was and whose it is;
    /// they go out as renditions only, which hold nothing but the picture.
    /// </summary>
    public static bool GoesOutAsItCame(this MediaFormat format) => format.Kind() is MediaKind.Document or MediaKind.Captions || format is MediaFormat.Mp3 or MediaFormat.Opus or MediaFormat.Wav;

    /// <summary>Whether a browser may show it in its own window; others it is told to save, since the sandbox that they are sent with lets no viewer run.</summary>
    public static bool IsShownInline(this MediaFormat format) => format.Kind() != MediaKind.Document;
}
