using Nq72.Cms.Media.Images;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Images;

/// <summary>However a phone was held, the sky is up.</summary>
public sealed class OrientationTests(ImageSamples samples) : IClassFixture<ImageSamples>
{
    private const int Width = 360, Height = 200;

    private static readonly (int, int, int) Red = (220, 20, 20), Green = (20, 160, 20), Blue = (20, 20, 220), Yellow = (230, 220, 30);

    public static TheoryData<int, string> Orientations
    {
        get
        {
            var all = new TheoryData<int, string>();
            foreach (var ending in new[] { "jpg", "webp", "png" })
            {
                for (var orientation = 1; orientation <= 8; orientation++)
                    all.Add(orientation, ending);
            }

            return all;
        }
    }

    [Theory, MemberData(nameof(Orientations))]
    public async Task Render_turns_the_image_upright(int orientation, string ending)
    {
        var (stored, folder) = (await StoredAsync(orientation, ending), samples.Output());
        var processor = ImageSamples.Processor();

        var facts = await processor.ProbeAsync(stored, TestContext.Current.CancellationToken);
        var made = await processor.RenderAsync(
            new RenderRequest { SourcePath = stored, OutputFolder = folder, Wishes = RenderRequest.Of([RenditionShape.Whole], RenditionFormat.Webp, RenditionFormat.Jpeg) }, TestContext.Current.CancellationToken);

        Assert.Equal((Width, Height), (facts.Value!.Width, facts.Value.Height));
        Assert.True(made.Succeeded, made.Problem?.Detail?.En);
        foreach (var file in made.Value.Renditions)
        {
            var pixels = await ImageTools.ReadAsync(Path.Combine(folder, file.FileName));
            var (right, bottom) = (pixels.Width - 12, pixels.Height - 12);
            Assert.True(pixels.Width > pixels.Height);
            Assert.True(pixels.Is(12, 12, Red) && pixels.Is(right, 12, Green) && pixels.Is(12, bottom, Blue) && pixels.Is(right, bottom, Yellow), $"{file.FileName} of orientation {orientation}");
        }
    }

    /// <summary>ISO/IEC 23008-12: a HEIF file says in its own boxes how it is turned; its EXIF only tells how the camera was held. Turned by both it would lie on its side.</summary>
    [Fact]
    public async Task Render_of_heif_does_not_turn_by_exif()
    {
        var path = samples.Path("held.heic");
        File.Copy(samples.Heic, path, overwrite: true);
        await ImageTools.TagAsync(path, "-EXIF:Orientation#=6");

        var facts = await ImageSamples.Processor().ProbeAsync(path, TestContext.Current.CancellationToken);
        var made = await ImageSamples.Processor().RenderAsync(
            new RenderRequest { SourcePath = path, OutputFolder = samples.Output(), Wishes = [new RenditionWish(RenditionShape.Whole, RenditionFormat.Webp, [140])] }, TestContext.Current.CancellationToken);

        Assert.Equal((ImageSamples.Width, ImageSamples.Height), (facts.Value!.Width, facts.Value.Height));
        Assert.Equal((140, 100), made.Value!.Renditions.Select(file => (file.Width, file.Height)).Single());
    }

    // as a camera stores it that was held so: EXIF 3.0 §4.6.5, where the 0th row and the 0th column are
    private async Task<string> StoredAsync(int orientation, string ending)
    {
        var isTurned = orientation >= 5;
        var png = samples.Write($"stored-{orientation}.png", PngBytes.Picture(isTurned ? Height : Width, isTurned ? Width : Height, (x, y) => Upright(orientation, x, y)));
        var path = samples.Path($"stored-{orientation}-{Guid.NewGuid():N}.{ending}");
        if (ending == "png")
            File.Copy(png, path);
        else
            await ImageTools.VipsAsync(ending == "jpg" ? "jpegsave" : "webpsave", png, path);
        await ImageTools.TagAsync(path, $"-EXIF:Orientation#={orientation}");
        return path;
    }

    private static (int, int, int) Upright(int orientation, int x, int y)
    {
        var (right, bottom) = (Width - 1, Height - 1);
        var (across, down) = orientation switch
        {
            2 => (right - x, y),
            3 => (right - x, bottom - y),
            4 => (x, bottom - y),
            5 => (y, x),
            6 => (right - y, x),
            7 => (right - y, bottom - x),
            8 => (y, bottom - x),
            _ => (x, y),
        };
        return (across < Width / 2, down < Height / 2) switch { (true, true) => Red, (false, true) => Green, (true, false) => Blue, _ => Yellow };
    }
}
