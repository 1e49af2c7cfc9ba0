using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Images.Vips;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Images;

/// <summary>The library that the desk's assets bring for machines without libvips: a checkout that was only built works with pictures.</summary>
public sealed class NpmLibraryTests(ImageSamples samples) : IClassFixture<ImageSamples>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pictures_are_made_with_it_and_heic_says_what_is_missing()
    {
        var processor = ImageSamples.Processor(options => options.VipsLibrary = Library());

        foreach (var ending in new[] { "jpg", "png", "webp", "gif", "avif" })
        {
            var folder = samples.Output();
            var wishes = RenderRequest.Of([RenditionShape.Whole], RenditionFormat.Webp, RenditionFormat.Avif, RenditionFormat.Jpeg);
            var made = await processor.RenderAsync(new() { SourcePath = samples.Path($"picture.{ending}"), OutputFolder = folder, Wishes = wishes }, Stop);
            Assert.True(made.Succeeded, $"{ending}: {made.Problem?.Detail?.En}");
            foreach (var file in made.Value.Renditions)
            {
                var pixels = await ImageTools.ReadAsync(Path.Combine(folder, file.FileName));
                Assert.Equal((file.Width, file.Height), (pixels.Width, pixels.Height));
            }
        }

        var heic = await processor.RenderAsync(new() { SourcePath = samples.Heic, OutputFolder = samples.Output(), Wishes = RenderRequest.Of([RenditionShape.Whole], RenditionFormat.Webp) }, Stop);
        Assert.Equal("imageDecoderMissing", heic.Problem?.Code);
    }

    private static string Library()
    {
        var built = RepositoryRoot.Combine("src", "Nq72.Cms", "bin", "Debug", "net10.0");
        var found = VipsPlaces.All(built).FirstOrDefault(place => place.StartsWith(RepositoryRoot.Path, StringComparison.Ordinal));
        Need.Present(found is not null, "npm's libvips (the build brings it where Node 20 is)");
        return found;
    }
}
