using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Nq72.Cms.Media.Images;

/// <summary>What images may be and cost, and what is made of them.</summary>
internal sealed class ImageOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Media:Images";

    private static readonly int[] UsualWidths = [320, 640, 1280, 1920];

    /// <summary>The library's file, for a machine where it lies in no usual place; default empty: it is looked for.</summary>
    public string VipsLibrary { get; set; } = "";

    /// <summary>Widths of renditions in pixels, ascending, 1–8 of 16–4,096; default (empty) 320, 640, 1280, 1920.</summary>
    [MaxLength(8)]
    public int[] Widths { get; set; } = [];

    /// <summary>Most millions of pixels of one frame, 1–500; default 50. Then <c>imageTooManyPixels</c>.</summary>
    [Range(1, 500)]
    public int MaxMegapixels { get; set; } = 50;

    /// <summary>Most pixels across or down, 256–65,535; default 16,384. Then <c>imageTooLong</c>.</summary>
    [Range(256, 65_535)]
    public int MaxSide { get; set; } = 16_384;

    /// <summary>Most frames of an animation, 1–100,000; default 500. Then <c>imageTooManyFrames</c>.</summary>
    [Range(1, 100_000)]
    public int MaxFrames { get; set; } = 500;

    /// <summary>Seconds that one child process may take, 1–600; default 30. Then it is killed: <c>imageTimeLimit</c>.</summary>
    [Range(1, 600)]
    public int WallSeconds { get; set; } = 30;

    /// <summary>Seconds that it may compute, all threads together, 1–600; default 30. Then <c>imageTimeLimit</c>.</summary>
    [Range(1, 600)]
    public int CpuSeconds { get; set; } = 30;

    /// <summary>Megabytes that it may hold in memory, 32–8,192; default 300. Then it is killed: <c>imageMemoryLimit</c>.</summary>
    [Range(32, 8_192)]
    public int MemoryMegabytes { get; set; } = 300;

    /// <summary>Megabytes that one file it writes may have, 1–1,024; default 32.</summary>
    [Range(1, 1_024)]
    public int OutputMegabytes { get; set; } = 32;

    /// <summary>Child processes at once, 1–16; default 2.</summary>
    [Range(1, 16)]
    public int Processes { get; set; } = 2;

    /// <summary>Images that may wait for one, 1–10,000; default 200. Then <c>imageQueueFull</c>.</summary>
    [Range(1, 10_000)]
    public int QueueLength { get; set; } = 200;

    /// <summary>Threads of one child process, 1–8; default 2.</summary>
    [Range(1, 8)]
    public int Threads { get; set; } = 2;

    /// <summary>Quality of WebP, 1–100; default 75.</summary>
    [Range(1, 100)]
    public int WebpQuality { get; set; } = 75;

    /// <summary>Quality of JPEG, 1–100; default 78.</summary>
    [Range(1, 100)]
    public int JpegQuality { get; set; } = 78;

    /// <summary>Quality of AVIF, 1–100; default 52.</summary>
    [Range(1, 100)]
    public int AvifQuality { get; set; } = 52;

    /// <summary>How hard AVIF tries to be small, 0–9; default 1. From 2 on drawings and posters take seconds and 100 MB a megapixel: raise <see cref="MemoryMegabytes"/> with it.</summary>
    [Range(0, 9)]
    public int AvifEffort { get; set; } = 1;

    /// <summary>The widths in force.</summary>
    public IReadOnlyList<int> WidthsInForce => Widths.Length == 0 ? UsualWidths : Widths;
}

/// <summary>Says at the start which widths cannot be made.</summary>
internal sealed class ImageOptionsCheck : IValidateOptions<ImageOptions>
{
    /// <summary>Narrowest and widest that anything is made.</summary>
    public const int Narrowest = 16, Widest = 4_096;

    public ValidateOptionsResult Validate(string? name, ImageOptions options)
    {
        var widths = options.WidthsInForce;
        if (widths.Any(width => width is < Narrowest or > Widest))
            return ValidateOptionsResult.Fail($"{ImageOptions.Section}:Widths: {string.Join(", ", widths)} phải nằm trong khoảng {Narrowest}–{Widest} (must be within {Narrowest}–{Widest}).");
        return widths.Zip(widths.Skip(1)).Any(pair => pair.First >= pair.Second)
            ? ValidateOptionsResult.Fail($"{ImageOptions.Section}:Widths: {string.Join(", ", widths)} phải tăng dần (must ascend).")
            : ValidateOptionsResult.Success;
    }
}
