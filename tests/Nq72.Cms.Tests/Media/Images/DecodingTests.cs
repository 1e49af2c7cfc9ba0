using System.ComponentModel.DataAnnotations;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Images.Decoding;
using Nq72.Cms.Media.Images.Metadata;
using Nq72.Cms.Media.Images.Vips;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Images;

/// <summary>The parts that look at strangers' bytes in our own code: they give less, or refuse, and never break.</summary>
public sealed class DecodingTests(ImageSamples samples) : IClassFixture<ImageSamples>
{
    [Theory]
    [InlineData(nameof(RenditionShape.Wide), 4000, 3000, 0.5, 0.5, 0, 375, 4000, 2250)]
    [InlineData(nameof(RenditionShape.Wide), 4000, 3000, 0.5, 1.0, 0, 750, 4000, 2250)]
    [InlineData(nameof(RenditionShape.Classic), 3000, 4000, 0.0, 0.0, 0, 0, 3000, 2250)]
    [InlineData(nameof(RenditionShape.Square), 4000, 3000, 0.9, 0.2, 1000, 0, 3000, 3000)]
    [InlineData(nameof(RenditionShape.Square), 4000, 3000, 0.5, 0.2, 500, 0, 3000, 3000)]
    [InlineData(nameof(RenditionShape.Whole), 4000, 3000, 0.9, 0.2, 0, 0, 4000, 3000)]
    [InlineData(nameof(RenditionShape.Wide), 1, 1, 0.5, 0.5, 0, 0, 1, 1)]
    [InlineData(nameof(RenditionShape.Wide), 3, 5000, 0.5, 0.5, 0, 2499, 3, 2)]
    public void Crop_is_the_largest_of_its_shape_around_the_focal_point(string shape, int width, int height, double x, double y, int left, int top, int boxWidth, int boxHeight) =>
        Assert.Equal(new CropBox(left, top, boxWidth, boxHeight), CropBox.Of(Enum.Parse<RenditionShape>(shape), width, height, new FocalPoint(x, y)));

    [Fact]
    public void Crop_always_lies_inside_and_holds_the_focal_point()
    {
        var random = new Random(72);
        for (var round = 0; round < 20_000; round++)
        {
            var (width, height) = (random.Next(1, 5000), random.Next(1, 5000));
            var focus = new FocalPoint(random.NextDouble(), random.NextDouble());
            foreach (var shape in Enum.GetValues<RenditionShape>())
            {
                var box = CropBox.Of(shape, width, height, focus);
                Assert.True(box is { Left: >= 0, Top: >= 0, Width: >= 1, Height: >= 1 } && box.Left + box.Width <= width && box.Top + box.Height <= height, $"{box} of {width}x{height}");
                // half a pixel is lost when the box is laid on pixels
                Assert.InRange(focus.X * width, box.Left - 1, box.Left + box.Width + 1);
                Assert.InRange(focus.Y * height, box.Top - 1, box.Top + box.Height + 1);
            }
        }
    }

    [Fact]
    public async Task Structure_of_changed_files_is_judged_and_never_breaks()
    {
        var random = new Random(72);
        foreach (var (path, kind) in new[] { (samples.Jpeg, ImageKind.Jpeg), (samples.Png, ImageKind.Png), (samples.Gif, ImageKind.Gif), (samples.Webp, ImageKind.Webp), (samples.Heic, ImageKind.Heic) })
        {
            var good = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            new FileStructure(new MemoryStream(good)).Check(kind);
            for (var round = 0; round < 1500; round++)
            {
                var changed = good[..random.Next(1, good.Length + 1)];
                for (var change = random.Next(5); change > 0; change--)
                    changed[random.Next(Math.Min(changed.Length, 2000))] = (byte)random.Next(256);
                try
                {
                    new FileStructure(new MemoryStream(changed)).Check(kind);
                }
                catch (ImageRefusedException refused)
                {
                    Assert.Contains(refused.Refusal.Code, new[] { ImageRefusalCode.ImageTruncated, ImageRefusalCode.ImageBroken });
                }
            }
        }
    }

    [Fact]
    public async Task Metadata_that_were_changed_give_less_and_never_break()
    {
        var path = samples.Path("fuzz.jpg");
        File.Copy(samples.Jpeg, path, overwrite: true);
        await ImageTools.TagAsync(path, "-EXIF:Copyright=Bản quyền của Sở Y tế", "-EXIF:GPSLatitude=21.8", "-IPTC:By-line=Hoàng Văn C", "-XMP-dc:Rights=Báo Lạng Sơn");
        var file = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var exif = file[BadImage.Find(file, "Exif\0\0"u8)..][..1000];
        var iptc = file[BadImage.Find(file, "Photoshop 3.0\0"u8)..][..400];
        Assert.Equal("Bản quyền của Sở Y tế", ExifReader.Read(exif).Copyright);
        Assert.NotNull(IptcReader.Read(iptc).Credit);
        var random = new Random(72);
        for (var round = 0; round < 30_000; round++)
        {
            foreach (var good in new[] { exif, iptc })
            {
                var changed = good[..random.Next(1, good.Length)];
                for (var change = random.Next(8); change > 0; change--)
                    changed[random.Next(Math.Min(changed.Length, 120))] = (byte)random.Next(256);
                Assert.True((ExifReader.Read(changed).Copyright?.Length ?? 0) <= MetadataText.MostCharacters);
                Assert.True((IptcReader.Read(changed).Credit?.Length ?? 0) <= MetadataText.MostCharacters);
            }
        }
    }

    [Fact]
    public void Metadata_texts_of_old_programs_are_read_as_latin() => Assert.Equal("Café", MetadataText.Decode([0x43, 0x61, 0x66, 0xE9, 0, 0x41]));

    [Fact]
    public void Library_of_npm_is_found_below_a_folder()
    {
        using var folder = new TemporaryFolder();
        var library = folder.Write("node_modules/@img/sharp-libvips-linux-x64/lib/libvips-cpp.so.8.18.3", "");
        folder.Write("node_modules/@img/sharp-linux-x64/lib/sharp.node", "");

        Assert.Equal([library], VipsPlaces.Sharp(folder.Path));
        Assert.Empty(VipsPlaces.Sharp(folder.Combine("node_modules")));
        Assert.Equal("libvips.so.42", VipsPlaces.All().First());
    }

    [Theory]
    [InlineData(new[] { 320, 640 }, true)]
    [InlineData(new int[0], true)]
    [InlineData(new[] { 640, 320 }, false)]
    [InlineData(new[] { 320, 320 }, false)]
    [InlineData(new[] { 0, 320 }, false)]
    [InlineData(new[] { 320, 5000 }, false)]
    public void Options_take_widths_that_can_be_made(int[] widths, bool isValid) =>
        Assert.Equal(isValid, new ImageOptionsCheck().Validate(null, new ImageOptions { Widths = widths }).Succeeded);

    [Fact]
    public void Options_have_defaults_within_their_ranges()
    {
        var options = new ImageOptions();

        Assert.True(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
        Assert.Equal([320, 640, 1280, 1920], options.WidthsInForce);
        options.MaxMegapixels = 0;
        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
    }

    [Fact]
    public void Problems_have_a_code_and_a_sentence_in_both_languages_for_every_refusal()
    {
        foreach (var code in Enum.GetValues<ImageRefusalCode>())
        {
            var problem = ImageProblems.Of(new ImageRefusal(code, 51_000_000, 50_000_000, "x"));

            Assert.Matches("^image[A-Z][A-Za-z]+$", problem.Code);
            Assert.NotNull(problem.Detail);
            Assert.NotEqual(problem.Detail.Vi, problem.Detail.En);
        }

        Assert.Contains("50.1 million", ImageProblems.Of(new ImageRefusal(ImageRefusalCode.ImageTooManyPixels, 50_000_001, 50_000_000)).Detail!.En, StringComparison.Ordinal);
    }
}
