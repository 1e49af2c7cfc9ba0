using System.ComponentModel.DataAnnotations;
using Nq72.Cms.Media.Kinds;

namespace Nq72.Cms.Media;

/// <summary>What may be uploaded, and how long files are kept and given out.</summary>
public sealed class MediaOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Media";

    private const long Megabyte = 1024 * 1024;

    /// <summary>Most of a picture, in megabytes (1,048,576 bytes), 1–2,000; default 50.</summary>
    [Range(1, 2_000)]
    public int ImageMegabytes { get; set; } = 50;

    /// <summary>Most of a clip, in megabytes, 1–100,000; default 2,048.</summary>
    [Range(1, 100_000)]
    public int VideoMegabytes { get; set; } = 2_048;

    /// <summary>Most of a sound file, in megabytes, 1–20,000; default 500.</summary>
    [Range(1, 20_000)]
    public int AudioMegabytes { get; set; } = 500;

    /// <summary>Most of a PDF or DOCX, in megabytes, 1–2,000; default 100.</summary>
    [Range(1, 2_000)]
    public int DocumentMegabytes { get; set; } = 100;

    /// <summary>Most of a captions file, in megabytes, 1–20; default 2.</summary>
    [Range(1, 20)]
    public int CaptionsMegabytes { get; set; } = 2;

    /// <summary>Files in one request, 1–500; default 50.</summary>
    [Range(1, 500)]
    public int FilesAtOnce { get; set; } = 50;

    /// <summary>Megabytes that uploads leave free on the disk, 0–10,000,000; default 1,024. Then 507.</summary>
    [Range(0, 10_000_000)]
    public int KeepFreeMegabytes { get; set; } = 1_024;

    /// <summary>Hours that the bytes of a file stay on the disk after nothing names it any more, 1–8,760; default 24.</summary>
    [Range(1, 8_760)]
    public int KeepUnusedHours { get; set; } = 24;

    /// <summary>Hours that an upload which broke off waits for its next bytes, 1–720; default 24. Then what came of it is thrown away.</summary>
    [Range(1, 720)]
    public int KeepUnfinishedHours { get; set; } = 24;

    /// <summary>Uploads that one person or key may have begun and not finished, 1–10,000; default 50.</summary>
    [Range(1, 10_000)]
    public int UnfinishedUploads { get; set; } = 50;

    /// <summary>Most seconds that others may keep a file of a visible item without asking again, 0–31,536,000; default 300. It never reaches past the end of what is planned.</summary>
    [Range(0, 31_536_000)]
    public int MaxAge { get; set; } = 300;

    /// <summary>Minutes that a signed address holds, 1–1,440; default 60.</summary>
    [Range(1, 1_440)]
    public int SignedMinutes { get; set; } = 60;

    /// <summary>Seconds that a picture which a node works on is its own unless it says again that it is at it; so long others wait when it dies; 3–600, default 30.</summary>
    [Range(3, 600)]
    public int LeaseSeconds { get; set; } = 30;

    /// <summary>The same as a span.</summary>
    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    /// <summary>Most bytes of a file of a kind.</summary>
    internal long MostBytes(MediaKind kind) => Megabyte * kind switch
    {
        MediaKind.Image => ImageMegabytes,
        MediaKind.Video => VideoMegabytes,
        MediaKind.Audio => AudioMegabytes,
        MediaKind.Document => DocumentMegabytes,
        _ => CaptionsMegabytes,
    };

    /// <summary>Most bytes of a file of any kind.</summary>
    internal long LargestBytes => Enum.GetValues<MediaKind>().Max(MostBytes);

    /// <summary>How long an upload waits.</summary>
    internal TimeSpan KeepUnfinished => TimeSpan.FromHours(KeepUnfinishedHours);

    /// <summary>Bytes to leave free.</summary>
    internal long KeepFreeBytes => Megabyte * KeepFreeMegabytes;
}
