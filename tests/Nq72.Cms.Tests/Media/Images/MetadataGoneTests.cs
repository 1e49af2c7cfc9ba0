using Nq72.Cms.Media.Images;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Images;

/// <summary>Nothing that an image told of its place, its camera or its people is left in what readers get; another program looks.</summary>
public sealed class MetadataGoneTests(ImageSamples samples) : IClassFixture<ImageSamples>
{
    private static readonly string[] Everything =
    [
        "-EXIF:GPSLatitude=21.8537", "-EXIF:GPSLatitudeRef=N", "-EXIF:GPSLongitude=106.7610", "-EXIF:GPSLongitudeRef=E", "-EXIF:Make=Phone", "-EXIF:SerialNumber=4711",
        "-EXIF:Copyright=Sở Y tế Lạng Sơn", "-EXIF:Artist=Nguyễn Văn A", "-EXIF:ImageDescription=Tiêm chủng", "-XMP-exif:GPSLatitude=21.8537", "-XMP-dc:Creator=Nông Thị B",
        "-XMP-photoshop:Credit=CDC Lạng Sơn", "-Comment=at home",
    ];

    // what a file must say to be one: none of it comes from the original
    private static readonly string[] OfTheFormat = ["File", "RIFF", "QuickTime", "Meta", "Track1", "ICC-header", "JFIF"];

    public static TheoryData<string> Kinds => ["jpg", "png", "webp", "heic", "avif"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Render_leaves_no_metadata_in_any_format(string ending)
    {
        var tagged = await TaggedAsync(ending);
        Assert.Contains(await ImageTools.TagsAsync(tagged), tag => tag.Contains("GPS", StringComparison.Ordinal));
        var folder = samples.Output();

        var made = await ImageSamples.Processor().RenderAsync(
            new RenderRequest { SourcePath = tagged, OutputFolder = folder, Wishes = RenderRequest.Of(Enum.GetValues<RenditionShape>(), Enum.GetValues<RenditionFormat>()), WithPlaceholder = true },
            TestContext.Current.CancellationToken);

        Assert.True(made.Succeeded, made.Problem?.Detail?.En);
        foreach (var file in made.Value.Renditions)
        {
            var tags = await ImageTools.TagsAsync(Path.Combine(folder, file.FileName));
            Assert.All(tags, tag => Assert.Contains(tag.Split(':')[0], OfTheFormat));
            Assert.DoesNotContain(tags, tag => tag.Contains("GPS", StringComparison.Ordinal) || tag.Contains("Copyright", StringComparison.Ordinal) || tag.Contains("Comment", StringComparison.Ordinal) || tag.Contains("Exif", StringComparison.Ordinal));
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, file.FileName), TestContext.Current.CancellationToken);
            foreach (var block in new[] { "Exif", "EXIF", "http://ns.adobe.com", "XMP ", "Photoshop", "ICC_PROFILE", "ICCP", "4711" })
                Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(block)));
        }

        var placeholder = samples.Write($"{ending}-placeholder.webp", Convert.FromBase64String(made.Value.Placeholder!.DataUri.Split(',')[1]));
        Assert.All(await ImageTools.TagsAsync(placeholder), tag => Assert.Contains(tag.Split(':')[0], OfTheFormat));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Probe_tells_position_and_credits_so_that_they_can_be_kept(string ending)
    {
        var facts = await ImageSamples.Processor().ProbeAsync(await TaggedAsync(ending), TestContext.Current.CancellationToken);

        Assert.True(facts.Succeeded, facts.Problem?.Detail?.En);
        Assert.True(facts.Value.HadPosition);
        Assert.Equal(new ImageCredits { Copyright = "Sở Y tế Lạng Sơn", Credit = "CDC Lạng Sơn", Caption = "Tiêm chủng" }, facts.Value.Credits);
    }

    [Fact]
    public async Task Probe_reads_the_desks_texts_of_iptc()
    {
        var path = samples.Path("iptc.jpg");
        File.Copy(samples.Jpeg, path, overwrite: true);
        await ImageTools.TagAsync(path, "-codedcharacterset=utf8", "-IPTC:CopyrightNotice=© Báo Lạng Sơn", "-IPTC:By-line=Hoàng Văn C", "-IPTC:Caption-Abstract=Phiên chợ");

        var facts = await ImageSamples.Processor().ProbeAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(new ImageCredits { Copyright = "© Báo Lạng Sơn", Credit = "Hoàng Văn C", Caption = "Phiên chợ" }, facts.Value!.Credits);
    }

    [Fact]
    public async Task Render_never_shows_the_small_image_that_a_camera_put_into_the_large_one()
    {
        // cropped or painted over by an editor that left the thumbnail as it was
        var small = samples.Write("before.png", PngBytes.Picture(160, 120, (_, _) => (255, 0, 255)));
        await ImageTools.VipsAsync("jpegsave", small, samples.Path("before.jpg"));
        var path = samples.Path("edited.jpg");
        File.Copy(samples.Jpeg, path, overwrite: true);
        await ImageTools.TagAsync(path, $"-ThumbnailImage<={samples.Path("before.jpg")}");
        var folder = samples.Output();

        await ImageSamples.Processor().RenderAsync(
            new RenderRequest { SourcePath = path, OutputFolder = folder, Wishes = [new RenditionWish(RenditionShape.Whole, RenditionFormat.Webp, [100])] }, TestContext.Current.CancellationToken);

        Assert.False((await ImageTools.ReadAsync(Path.Combine(folder, "100.webp"))).Is(50, 30, (255, 0, 255)));
    }

    private async Task<string> TaggedAsync(string ending)
    {
        var path = samples.Path($"tagged-{Guid.NewGuid():N}.{ending}");
        File.Copy(samples.Path($"picture.{ending}"), path);
        await ImageTools.TagAsync(path, Everything);
        return path;
    }
}
