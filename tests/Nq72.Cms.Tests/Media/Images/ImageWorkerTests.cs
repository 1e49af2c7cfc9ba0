using System.Diagnostics;
using System.Globalization;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Images.Workers;
using Nq72.Cms.Media.Workers;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Images;

/// <summary>The border between the server and what decodes strangers' files: what is cut off there, and what happens when it breaks.</summary>
public sealed class ImageWorkerTests(ImageSamples samples) : IClassFixture<ImageSamples>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // works for minutes, unless somebody ends it
    private static readonly IReadOnlyList<RenditionWish> SlowWishes = [new(RenditionShape.Whole, RenditionFormat.Webp, [100]), new(RenditionShape.Whole, RenditionFormat.Avif, [1500, 1900, 2000])];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Child_that_takes_too_long_is_killed() => await IsEndedAsync("imageTimeLimit", options => options.WallSeconds = 1);

    [Fact]
    public async Task Child_that_computes_too_long_is_killed() => await IsEndedAsync("imageTimeLimit", options => options.CpuSeconds = 1);

    [Fact]
    public async Task Child_that_holds_too_much_is_killed() => await IsEndedAsync("imageMemoryLimit", options => options.MemoryMegabytes = 32);

    [Fact]
    public async Task Child_that_somebody_kills_leaves_an_error_and_no_file()
    {
        var (processor, folder, source) = (Slow(), samples.Output(), Noise());
        var rendering = RenderAsync(processor, source, folder, SlowWishes, Stop);
        var worker = await WorkerOfAsync(source);
        // the first file is written, the others are not
        await Eventually.TrueAsync(() => Task.FromResult(Directory.EnumerateFileSystemEntries(folder).Any()), Patience, Stop, "a part is written");

        Process.GetProcessById(worker).Kill();
        var made = await rendering;

        Assert.Equal(("imageWorkerDied", 503), (made.Problem?.Code, made.Problem?.Status));
        Assert.NotNull(made.Problem?.RetryAfter);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Assert.True((await RenderAsync(processor, samples.Jpeg, folder, RenderRequest.Of([RenditionShape.Whole], RenditionFormat.Webp), Stop)).Succeeded);
    }

    [Fact]
    public async Task Child_whose_caller_gives_up_is_ended()
    {
        using var off = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var (folder, source) = (samples.Output(), Noise());
        var rendering = RenderAsync(Slow(), source, folder, SlowWishes, off.Token);
        var worker = await WorkerOfAsync(source);

        await off.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rendering);
        Assert.False(Directory.Exists($"/proc/{worker}"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task Child_whose_parent_is_gone_ends_itself()
    {
        using var worker = Process.Start(WorkerProgram.StartInfo(ImageWorker.Verb))!;
        var request = new WorkerRequest
        {
            Task = WorkerTask.Render, SourcePath = Noise(), Bounds = new WorkerBounds(50_000_000, 10_000, 10, 60, 1 << 25, 1),
            Render = new RenderOrder { OutputFolder = samples.Output(), Run = "x", Wishes = SlowWishes, Widths = [320], Quality = new RenditionQuality(75, 75, 50, 9) },
        };
        await worker.StandardInput.WriteLineAsync(System.Text.Json.JsonSerializer.Serialize(request, WorkerJson.Default.WorkerRequest).AsMemory(), Stop);
        await worker.StandardInput.FlushAsync(Stop);
        await WorkerOfAsync(request.SourcePath);

        // what the system does when the parent is killed
        worker.StandardInput.Close();
        await worker.WaitForExitAsync(Stop).WaitAsync(Patience, TimeProvider.System, Stop);

        Assert.Equal(1, worker.ExitCode);
    }

    [Fact]
    public async Task Child_is_bounded_and_leads_a_group_of_its_own()
    {
        using var off = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var source = Noise();
        var rendering = RenderAsync(Slow(), source, samples.Output(), SlowWishes, off.Token);
        var worker = await WorkerOfAsync(source);

        var limits = await File.ReadAllLinesAsync($"/proc/{worker}/limits", Stop);
        var group = (await File.ReadAllTextAsync($"/proc/{worker}/stat", Stop)).Split(") ")[1].Split(' ')[2];
        var spared = await File.ReadAllTextAsync($"/proc/{worker}/oom_score_adj", Stop);
        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rendering);

        Assert.Contains(limits, line => line.StartsWith("Max cpu time", StringComparison.Ordinal) && line.Contains(" 60 ", StringComparison.Ordinal));
        Assert.Contains(limits, line => line.StartsWith("Max file size", StringComparison.Ordinal) && line.Contains($" {32 << 20} ", StringComparison.Ordinal));
        Assert.Contains(limits, line => line.StartsWith("Max core file size", StringComparison.Ordinal) && line.Contains(" 0 ", StringComparison.Ordinal));
        Assert.Equal(worker.ToString(CultureInfo.InvariantCulture), group);
        Assert.Equal("1000", spared.Trim());
    }

    [Fact]
    public void Child_is_told_no_secrets()
    {
        const string Secret = "NQ72_TEST_SECRET";
        Environment.SetEnvironmentVariable(Secret, "hunter2");

        var environment = WorkerProgram.StartInfo(ImageWorker.Verb).Environment;

        Assert.DoesNotContain(Secret, environment.Keys);
        Assert.Contains("PATH", environment.Keys);
    }

    [Theory]
    [InlineData("/not/there/libvips.so.42")]
    [InlineData("libc.so.6")]
    public async Task Missing_library_says_how_to_get_it(string library)
    {
        var processor = ImageSamples.Processor(options => options.VipsLibrary = library);

        var probed = await processor.ProbeAsync(samples.Jpeg, Stop);
        var made = await RenderAsync(processor, samples.Jpeg, samples.Output(), RenderRequest.Of([RenditionShape.Whole], RenditionFormat.Webp), Stop);
        var state = await processor.StateAsync(Stop);

        foreach (var problem in new[] { probed.Problem, made.Problem, state.Problem })
        {
            Assert.Equal(("imageProcessorMissing", 503), (problem?.Code, problem?.Status));
            Assert.Contains("apt-get install libvips42", problem!.Detail!.Vi, StringComparison.Ordinal);
            Assert.NotNull(problem.RetryAfter);
        }

        Assert.Null(state.Version);
    }

    [Fact]
    public async Task Line_that_is_full_refuses_and_the_next_one_gets_its_turn()
    {
        using var off = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var processor = ImageSamples.Processor(options => (options.Processes, options.QueueLength, options.AvifEffort, options.MemoryMegabytes) = (1, 1, 9, 4000));
        var source = Noise();
        var working = RenderAsync(processor, source, samples.Output(), SlowWishes, off.Token);
        await WorkerOfAsync(source);
        var waiting = processor.ProbeAsync(samples.Jpeg, Stop);

        var refused = await processor.ProbeAsync(samples.Png, Stop);
        await off.CancelAsync();

        Assert.Equal(("imageQueueFull", 503), (refused.Problem?.Code, refused.Problem?.Status));
        Assert.NotNull(refused.Problem?.RetryAfter);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
        Assert.True((await waiting).Succeeded);
    }

    [Fact]
    public async Task Rendition_too_large_to_be_written_is_refused()
    {
        var noise = samples.Write("noise-large.png", PngBytes.Picture(1800, 1800, (x, y) => Scatter(x, y)));
        var folder = samples.Output();
        var processor = ImageSamples.Processor(options => (options.OutputMegabytes, options.JpegQuality) = (1, 100));

        var made = await RenderAsync(processor, noise, folder, RenderRequest.Of([RenditionShape.Whole], RenditionFormat.Jpeg), Stop);

        Assert.Equal("imageOutputLimit", made.Problem?.Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    private static VipsImageProcessor Slow() => ImageSamples.Processor(options => (options.AvifEffort, options.MemoryMegabytes) = (9, 4000));

    private static Task<Outcome<ImageRenderings>> RenderAsync(VipsImageProcessor processor, string source, string folder, IReadOnlyList<RenditionWish> wishes, CancellationToken cancellationToken) =>
        processor.RenderAsync(new RenderRequest { SourcePath = source, OutputFolder = folder, Wishes = wishes }, cancellationToken);

    private static (int, int, int) Scatter(int x, int y)
    {
        var number = unchecked((uint)((x * 73_856_093) ^ (y * 19_349_663)) * 2_654_435_761);
        return ((byte)(number >> 8), (byte)(number >> 16), (byte)(number >> 24));
    }

    // nothing is harder to make small
    private string Noise() => samples.Write($"noise-{Guid.NewGuid():N}.png", PngBytes.Picture(2000, 1500, Scatter));

    private async Task IsEndedAsync(string code, Action<ImageOptions> limit)
    {
        var folder = samples.Output();
        var processor = ImageSamples.Processor(options =>
        {
            (options.AvifEffort, options.MemoryMegabytes) = (9, 4000);
            limit(options);
        });

        var made = await RenderAsync(processor, Noise(), folder, SlowWishes, Stop);

        Assert.Equal((code, 422), (made.Problem?.Code, made.Problem?.Status));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    // other tests have children too: ours is the one that has our file open
    private static async Task<int> WorkerOfAsync(string source)
    {
        var found = 0;
        await Eventually.TrueAsync(() => Task.FromResult((found = Workers(source).FirstOrDefault()) != 0), Patience, Stop, $"a child reads {source}");
        return found;
    }

    private static IEnumerable<int> Workers(string source)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)))
        {
            if (Opens(process!, source))
                yield return int.Parse(process!, CultureInfo.InvariantCulture);
        }
    }

    private static bool Opens(string process, string source)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains(ImageWorker.Verb, StringComparison.Ordinal)
                && Directory.EnumerateFiles($"/proc/{process}/fd").Any(file => new FileInfo(file).LinkTarget == source);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
