using System.ComponentModel.DataAnnotations;

namespace Nq72.Cms.Media.Clips;

/// <summary>What clips and sound may be and cost, and what is made of them.</summary>
internal sealed class ClipOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Media:Clips";

    /// <summary>The folder with ffmpeg and ffprobe, for a machine where they lie in no usual place; default empty: they are looked for on the path.</summary>
    public string FfmpegFolder { get; set; } = "";

    /// <summary>Most megabytes of a file, 1–65,536; default 2,048. Then <c>clipTooLarge</c>.</summary>
    [Range(1, 65_536)]
    public int MaxMegabytes { get; set; } = 2_048;

    /// <summary>Most minutes that it plays, 1–1,440; default 120. Then <c>clipTooLong</c>.</summary>
    [Range(1, 1_440)]
    public int MaxMinutes { get; set; } = 120;

    /// <summary>Most tracks of all kinds, 1–64; default 16. Then <c>clipTooManyStreams</c>.</summary>
    [Range(1, 64)]
    public int MaxStreams { get; set; } = 16;

    /// <summary>Most millions of pixels of a frame, 1–100; default 36 (8K). Then <c>clipTooManyPixels</c>.</summary>
    [Range(1, 100)]
    public int MaxMegapixels { get; set; } = 36;

    /// <summary>Seconds that looking at a file may take, 1–600; default 10. Then it is killed: <c>clipTimeLimit</c>.</summary>
    [Range(1, 600)]
    public int ProbeSeconds { get; set; } = 10;

    /// <summary>Megabytes that looking at a file may hold in memory, 64–8,192; default 300. Then it is killed: <c>clipMemoryLimit</c>.</summary>
    [Range(64, 8_192)]
    public int ProbeMegabytes { get; set; } = 300;

    /// <summary>Seconds that taking a poster may take, 1–3,600; default 60. Then <c>clipTimeLimit</c>.</summary>
    [Range(1, 3_600)]
    public int PosterSeconds { get; set; } = 60;

    /// <summary>Minutes that making a clip or sound may take, 1–2,880; default 240. Then <c>clipTimeLimit</c>.</summary>
    [Range(1, 2_880)]
    public int WorkMinutes { get; set; } = 240;

    /// <summary>Megabytes that making something may hold in memory, 128–32,768; default 1,024. Then it is killed: <c>clipMemoryLimit</c>.</summary>
    [Range(128, 32_768)]
    public int MemoryMegabytes { get; set; } = 1_024;

    /// <summary>Megabytes that one file it writes may have, 1–65,536; default 2,048. Then <c>clipOutputLimit</c>.</summary>
    [Range(1, 65_536)]
    public int OutputMegabytes { get; set; } = 2_048;

    /// <summary>Clips and sound made at once, 1–16; default 1. Probes and posters do not wait for them.</summary>
    [Range(1, 16)]
    public int Processes { get; set; } = 1;

    /// <summary>Files that may wait, 1–10,000; default 200. Then <c>clipQueueFull</c>.</summary>
    [Range(1, 10_000)]
    public int QueueLength { get; set; } = 200;

    /// <summary>Threads of one process, 1–32; default 2. The same number makes the same file.</summary>
    [Range(1, 32)]
    public int Threads { get; set; } = 2;

    /// <summary>Most frames a second of what is made, 10–120; default 30.</summary>
    [Range(10, 120)]
    public int MaxFrameRate { get; set; } = 30;

    /// <summary>How much may be lost (CRF of H.264), 16–36, less is better and larger; default 24.</summary>
    [Range(16, 36)]
    public int Crf { get; set; } = 24;

    /// <summary>How hard H.264 tries to be small: <c>ultrafast</c>, <c>superfast</c>, <c>veryfast</c>, <c>faster</c>, <c>fast</c>, <c>medium</c>; default <c>veryfast</c>.</summary>
    [RegularExpression("ultrafast|superfast|veryfast|faster|fast|medium")]
    public string Preset { get; set; } = "veryfast";

    /// <summary>Kilobits a second of the sound, 32–320; default 96.</summary>
    [Range(32, 320)]
    public int AudioKilobits { get; set; } = 96;
}
