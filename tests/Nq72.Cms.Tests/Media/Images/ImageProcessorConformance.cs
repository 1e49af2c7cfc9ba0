using Nq72.Cms.Media;
using Nq72.Cms.Media.Images;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Images;

/// <summary>What every implementation of <see cref="IImageProcessor"/> keeps. A new one is a class with a <see cref="Processor"/>.</summary>
public abstract class ImageProcessorConformance(ImageSamples samples)
{
    private static readonly RenditionShape[] Crops = [RenditionShape.Wide, RenditionShape.Classic, RenditionShape.Square];

    internal abstract IImageProcessor Processor { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("jpg", nameof(ImageKind.Jpeg))]
    [InlineData("png", nameof(ImageKind.Png))]
    [InlineData("webp", nameof(ImageKind.Webp))]
    [InlineData("gif", nameof(ImageKind.Gif))]
    [InlineData("heic", nameof(ImageKind.Heic))]
    [InlineData("avif", nameof(ImageKind.Avif))]
    public async Task Probe_tells_kind_by_content_and_size(string ending, string kind)
    {
        var path = samples.Path($"no-name-{ending}.txt");
        File.Copy(samples.Path($"picture.{ending}"), path, overwrite: true);

        var facts = await Processor.ProbeAsync(path, Stop);

        Assert.True(facts.Succeeded, facts.Problem?.Detail?.En);
        Assert.Equal((kind, ImageSamples.Width, ImageSamples.Height, 1), (facts.Value.Kind.ToString(), facts.Value.Width, facts.Value.Height, facts.Value.Frames));
        Assert.False(facts.Value.HadPosition);
        Assert.Equal(new ImageCredits(), facts.Value.Credits);
    }

    [Fact]
    public async Task Probe_tells_frames_alpha_and_colours()
    {
        var animation = samples.Write("three.gif", GifBytes.Animation(3));
        var clear = samples.Write("clear.png", new PngBytes(20, 10) { ColourType = 6 }.Make());
        var deep = samples.Write("deep.png", new PngBytes(20, 10) { Depth = 16 }.Make());
        var print = samples.Path("print.jpg");
        await ImageTools.VipsAsync("colourspace", samples.Png, samples.Path("print.v"), "cmyk");
        await ImageTools.VipsAsync("jpegsave", samples.Path("print.v"), print);

        Assert.Equal(3, (await Processor.ProbeAsync(animation, Stop)).Value!.Frames);
        Assert.True((await Processor.ProbeAsync(clear, Stop)).Value!.HasAlpha);
        Assert.False((await Processor.ProbeAsync(deep, Stop)).Value!.HasAlpha);
        Assert.Equal("rgb16", (await Processor.ProbeAsync(deep, Stop)).Value!.ColourSpace);
        Assert.Equal("cmyk", (await Processor.ProbeAsync(print, Stop)).Value!.ColourSpace);
    }

    [Theory]
    [InlineData("jpg"), InlineData("png"), InlineData("webp"), InlineData("gif"), InlineData("heic"), InlineData("avif")]
    public async Task Render_makes_each_wish_and_nothing_larger_than_the_original(string ending)
    {
        var folder = samples.Output();

        var made = await RenderAsync(samples.Path($"picture.{ending}"), folder, RenderRequest.Of([RenditionShape.Whole], RenditionFormat.Webp, RenditionFormat.Jpeg));

        Assert.Equal(["320.webp", "640.webp", "700.webp", "320.jpg", "640.jpg", "700.jpg"], made.Renditions.Select(file => file.FileName));
        Assert.Null(made.Focus);
        Assert.Null(made.Placeholder);
        Assert.Equal(made.Renditions.Select(file => file.FileName).Order(), Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order());
        foreach (var file in made.Renditions)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, file.FileName), Stop);
            var pixels = await ImageTools.ReadAsync(Path.Combine(folder, file.FileName));
            Assert.Equal((file.Bytes, file.Sha256), (bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))));
            Assert.Equal((file.Width, file.Height), (pixels.Width, pixels.Height));
            Assert.InRange(file.Height, (file.Width * ImageSamples.Height / (double)ImageSamples.Width) - 1, (file.Width * ImageSamples.Height / (double)ImageSamples.Width) + 1);
            Assert.True(pixels.Is(file.Width * 520 / ImageSamples.Width, file.Height * 160 / ImageSamples.Height, (230, 40, 40)), file.FileName);
            Assert.Equal(RenditionNames.ContentType(file.Format), file.ContentType);
        }
    }

    [Theory]
    [InlineData("srgb"), InlineData("p3")]
    public async Task Render_keeps_colours_as_the_original_means_them(string profile)
    {
        // the same colours, told in the space of a screen or of a phone's camera
        var path = samples.Path($"{profile}.png");
        if (profile == "srgb")
            File.Copy(samples.Png, path, overwrite: true);
        else
            await ImageTools.VipsAsync("icc_transform", samples.Png, path, profile, "--input-profile", "srgb");
        var folder = samples.Output();

        var made = await RenderAsync(path, folder, RenderRequest.Of([RenditionShape.Whole, RenditionShape.Wide], RenditionFormat.Jpeg));

        foreach (var file in made.Renditions)
        {
            var pixels = await ImageTools.ReadAsync(Path.Combine(folder, file.FileName));
            var (red, green, blue) = pixels[pixels.Width / 7, 2];
            Assert.InRange(red, 82, 104);
            Assert.InRange(green, 146, 166);
            Assert.InRange(blue, 212, 228);
        }
    }

    [Fact]
    public async Task Render_of_avif_can_be_asked_for_alone_and_later()
    {
        var folder = samples.Output();

        var made = await RenderAsync(samples.Jpeg, folder, [new RenditionWish(RenditionShape.Whole, RenditionFormat.Avif, [100, 300])]);

        Assert.Equal(["100.avif", "300.avif"], made.Renditions.Select(file => file.FileName));
        Assert.True((await ImageTools.ReadAsync(Path.Combine(folder, "300.avif"))).Is(300 * 520 / ImageSamples.Width, 300 * 160 / ImageSamples.Width, (230, 40, 40)));
    }

    [Theory]
    [InlineData(0, 0), InlineData(1, 1), InlineData(0.74, 0.32), InlineData(0.05, 0.9), InlineData(0.5, 0.5)]
    public async Task Render_of_crops_holds_the_focal_point(double x, double y)
    {
        // red only where the focal point is
        var (left, top) = ((int)(x * 399), (int)(y * 299));
        var marked = samples.Write($"marked-{Guid.NewGuid():N}.png", PngBytes.Picture(400, 300, (across, down) => Math.Abs(across - left) < 14 && Math.Abs(down - top) < 14 ? (255, 0, 0) : (20, 60, 200)));
        var folder = samples.Output();

        var made = await RenderAsync(marked, folder, RenderRequest.Of(Crops, RenditionFormat.Webp), new FocalPoint(x, y));

        Assert.Equal(new FocalPoint(x, y), made.Focus);
        Assert.Equal([(400, 225), (400, 300), (300, 300)], made.Renditions.GroupBy(file => file.Shape).Select(group => group.MaxBy(file => file.Width)!).Select(file => (file.Width, file.Height)));
        foreach (var file in made.Renditions)
        {
            var pixels = await ImageTools.ReadAsync(Path.Combine(folder, file.FileName));
            Assert.Contains(Enumerable.Range(0, pixels.Width * pixels.Height), at => pixels.Is(at % pixels.Width, at / pixels.Width, (255, 0, 0)));
        }
    }

    [Fact]
    public async Task Render_of_crops_without_a_focal_point_finds_what_there_is_to_see()
    {
        var made = await RenderAsync(samples.Jpeg, samples.Output(), RenderRequest.Of([RenditionShape.Square], RenditionFormat.Webp));

        Assert.InRange(made.Focus!.X, 0.6, 0.9);
        Assert.InRange(made.Focus.Y, 0.15, 0.55);
    }

    [Fact]
    public async Task Render_with_placeholder_gives_a_small_image_and_its_colour()
    {
        var blue = samples.Write("blue.png", PngBytes.Picture(400, 300, (x, _) => x < 100 ? (250, 250, 250) : (16, 32, 200)));

        var made = await RenderAsync(blue, samples.Output(), RenderRequest.Of([RenditionShape.Whole], RenditionFormat.Webp), withPlaceholder: true);

        Assert.StartsWith("data:image/", made.Placeholder!.DataUri, StringComparison.Ordinal);
        Assert.True(made.Placeholder.DataUri.Length < 400);
        var tiny = samples.Write("tiny.webp", Convert.FromBase64String(made.Placeholder.DataUri.Split(',')[1]));
        Assert.Equal((16, 12), await ImageTools.ReadAsync(tiny) is var pixels ? (pixels.Width, pixels.Height) : default);
        Assert.Equal("#1020c8", made.Placeholder.Colour);
    }

    [Fact]
    public async Task Render_makes_white_of_what_a_jpeg_cannot_leave_out()
    {
        var clear = samples.Write("glass.png", new PngBytes(50, 50) { ColourType = 6 }.Make());
        var folder = samples.Output();

        await RenderAsync(clear, folder, RenderRequest.Of([RenditionShape.Whole], RenditionFormat.Webp, RenditionFormat.Jpeg));

        Assert.True((await ImageTools.ReadAsync(Path.Combine(folder, "50.jpg"))).Is(25, 25, (255, 255, 255)));
        Assert.True((await Processor.ProbeAsync(Path.Combine(folder, "50.webp"), Stop)).Value!.HasAlpha);
    }

    [Fact]
    public async Task Render_again_gives_the_same_bytes()
    {
        var wishes = RenderRequest.Of([RenditionShape.Whole, RenditionShape.Square], RenditionFormat.Webp, RenditionFormat.Jpeg);

        var first = await RenderAsync(samples.Heic, samples.Output(), wishes);
        var second = await RenderAsync(samples.Heic, samples.Output(), wishes);

        Assert.Equal(first.Renditions, second.Renditions);
    }

    [Fact]
    public async Task Render_of_a_damaged_file_leaves_nothing()
    {
        var folder = samples.Output();
        var half = samples.Write("half.jpg", BadImage.Cut(samples.Jpeg, 0.6));

        var made = await Processor.RenderAsync(Request(half, folder, RenderRequest.Of([RenditionShape.Whole], RenditionFormat.Webp)), Stop);

        Assert.Equal(("imageTruncated", 422, null), (made.Problem?.Code, made.Problem?.Status, made.Problem?.RetryAfter));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task Missing_file_is_said_to_be_missing() =>
        Assert.Equal("imageFileMissing", (await Processor.ProbeAsync(samples.Path("not-there.jpg"), Stop)).Problem?.Code);

    [Fact]
    public async Task Call_that_was_called_off_does_nothing()
    {
        using var off = new CancellationTokenSource();
        await off.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Processor.ProbeAsync(samples.Jpeg, off.Token));
    }

    [Fact]
    public async Task State_tells_what_can_be_read_and_written()
    {
        var state = await Processor.StateAsync(Stop);

        Assert.Null(state.Problem);
        Assert.Matches(@"^\d+\.\d+", state.Version);
        Assert.Equal(Enum.GetValues<ImageKind>(), state.Reads);
        Assert.Equal(Enum.GetValues<RenditionFormat>(), state.Writes);
    }

    private static RenderRequest Request(string path, string folder, IReadOnlyList<RenditionWish> wishes, FocalPoint? focus = null, bool withPlaceholder = false) =>
        new() { SourcePath = path, OutputFolder = folder, Wishes = wishes, Focus = focus, WithPlaceholder = withPlaceholder };

    private async Task<ImageRenderings> RenderAsync(string path, string folder, IReadOnlyList<RenditionWish> wishes, FocalPoint? focus = null, bool withPlaceholder = false)
    {
        var made = await Processor.RenderAsync(Request(path, folder, wishes, focus, withPlaceholder), Stop);
        Assert.True(made.Succeeded, $"{made.Problem?.Code} {made.Problem?.Detail?.En}");
        return made.Value;
    }
}

/// <summary>The one implementation there is.</summary>
public sealed class VipsImageProcessorTests(ImageSamples samples) : ImageProcessorConformance(samples), IClassFixture<ImageSamples>
{
    internal override IImageProcessor Processor { get; } = ImageSamples.Processor();
}
