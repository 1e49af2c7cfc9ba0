using Nq72.Cms.Media.Images;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Images;

/// <summary>
/// What strangers send: each is refused with a code that says why, or made safe, by a child that may compute for two seconds and hold
/// 300 MB. A child that took more would be killed, with a code that is expected of few.
/// </summary>
public sealed class BadImagesTests(ImageSamples samples) : IClassFixture<ImageSamples>
{
    private const int CpuSeconds = 2;

    public static TheoryData<string> Names => [.. BadImage.All.Keys];

    [Fact]
    public void Corpus_has_at_least_sixty() => Assert.True(BadImage.All.Count >= 60);

    [Theory, MemberData(nameof(Names))]
    public async Task Render_of_a_bad_file_is_refused_or_safe(string name)
    {
        var bad = BadImage.All[name];
        var processor = ImageSamples.Processor(options => options.CpuSeconds = CpuSeconds);
        var path = samples.Write($"{Guid.NewGuid():N}.jpg", bad.Bytes(samples));
        var folder = samples.Output();

        var facts = await processor.ProbeAsync(path, TestContext.Current.CancellationToken);
        var made = await processor.RenderAsync(
            new RenderRequest { SourcePath = path, OutputFolder = folder, Wishes = RenderRequest.Of([RenditionShape.Whole, RenditionShape.Square], RenditionFormat.Webp, RenditionFormat.Jpeg), WithPlaceholder = true },
            TestContext.Current.CancellationToken);

        Assert.True(bad.Outcomes.Contains(made.Problem?.Code ?? BadImage.Safe), $"{made.Problem?.Code ?? BadImage.Safe} {made.Problem?.Detail?.En}; expected {string.Join(", ", bad.Outcomes)}");
        // what is refused by its header is refused the same way before anything is decoded
        Assert.True(facts.Succeeded || facts.Problem.Code == made.Problem?.Code, $"{facts.Problem?.Code} and then {made.Problem?.Code}");
        if (made.Succeeded)
        {
            await CheckAsync(made.Value, folder);
            return;
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Assert.NotEqual(made.Problem.Detail?.Vi, made.Problem.Detail?.En);
    }

    private static async Task CheckAsync(ImageRenderings made, string folder)
    {
        Assert.Equal(made.Renditions.Count, Directory.EnumerateFileSystemEntries(folder).Count());
        foreach (var file in made.Renditions)
        {
            var path = Path.Combine(folder, file.FileName);
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("script"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("<?php"u8));
        }

        var widest = made.Renditions.MaxBy(file => file.Width)!;
        var pixels = await ImageTools.ReadAsync(Path.Combine(folder, widest.FileName));
        Assert.Equal((widest.Width, widest.Height), (pixels.Width, pixels.Height));
    }
}
