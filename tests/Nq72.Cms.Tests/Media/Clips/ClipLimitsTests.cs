using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Globalization;
using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Clips.Ffmpeg;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Clips;

/// <summary>What clips may cost, who ends the children, and what is said when there is no ffmpeg.</summary>
public sealed class ClipLimitsTests(ClipSamples samples) : IClassFixture<ClipSamples>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_beyond_a_limit_is_refused_and_the_limit_named()
    {
        var large = samples.Write("large.bin", new byte[(1 << 20) + 1]);
        var long61 = samples.Path("long.wav");
        await ClipTools.FfmpegAsync("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:d=61", long61);
        var wide = samples.Path("wide.mp4");
        await ClipTools.FfmpegAsync("-f", "lavfi", "-i", "color=red:size=1920x1080:rate=1:duration=1", "-c:v", "libx264", "-pix_fmt", "yuv420p", wide);
        var many = samples.Path("many.mp4");
        await ClipTools.FfmpegAsync("-i", samples.Silent, "-map", "0", "-map", "0", "-map", "0", "-c", "copy", many);

        Assert.Equal("clipTooLarge", await CodeAsync(large, options => options.MaxMegabytes = 1));
        Assert.Equal("clipTooLong", await CodeAsync(long61, options => options.MaxMinutes = 1));
        Assert.Null(await CodeAsync(long61, options => options.MaxMinutes = 2));
        Assert.Equal("clipTooManyPixels", await CodeAsync(wide, options => options.MaxMegapixels = 2));
        Assert.Equal("clipTooManyStreams", await CodeAsync(many, options => options.MaxStreams = 2));
        Assert.Null(await CodeAsync(many, options => options.MaxStreams = 3));
    }

    [Fact]
    public async Task Child_that_computes_too_long_or_writes_too_much_is_killed()
    {
        var run = new FfmpegRun(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var ffmpeg = new FfmpegPrograms("").Ffmpeg!;
        string[] endless = ["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25", "-c:v", "libx264", "-preset", "ultrafast", "-f"];
        string[] heap = ["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=3840x2160:rate=25", "-filter_complex", "reverse", "-c:v", "rawvideo", "-f", "null", "-"];
        var written = samples.Path("endless.mkv");

        var computed = await run.RunAsync(ffmpeg, [.. endless, "null", "-"], new RunBounds(300, 1, 1L << 30, 1 << 20), ListenAsync, Stop);
        var waited = await run.RunAsync(ffmpeg, ["-re", .. endless, "null", "-"], new RunBounds(1, 300, 1L << 30, 1 << 20), ListenAsync, Stop);
        var wrote = await run.RunAsync(ffmpeg, [.. endless, "matroska", "-y", written], new RunBounds(300, 300, 1L << 30, 100_000), ListenAsync, Stop);
        var held = await run.RunAsync(ffmpeg, heap, new RunBounds(300, 300, 150L << 20, 1 << 20), ListenAsync, Stop);

        Assert.Equal((ClipRefusalCode.ClipTimeLimit, 1L), (computed!.Code, computed.Allowed));
        Assert.Equal(ClipRefusalCode.ClipTimeLimit, waited!.Code);
        Assert.Equal(ClipRefusalCode.ClipOutputLimit, wrote!.Code);
        Assert.InRange(new FileInfo(written).Length, 1, 100_001);
        Assert.Equal(ClipRefusalCode.ClipMemoryLimit, held!.Code);
    }

    [Fact]
    public async Task Child_is_bounded_leads_a_group_and_is_ended_when_nobody_waits()
    {
        using var off = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var (working, child) = await WorkingAsync(ClipSamples.Processor(options => (options.WorkMinutes, options.OutputMegabytes, options.Threads) = (7, 33, 1)), off.Token);

        var limits = await File.ReadAllLinesAsync($"/proc/{child}/limits", Stop);
        var group = (await File.ReadAllTextAsync($"/proc/{child}/stat", Stop)).Split(") ")[1].Split(' ')[2];
        var environment = await File.ReadAllTextAsync($"/proc/{child}/environ", Stop);
        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);

        Assert.Contains(limits, line => line.StartsWith("Max cpu time", StringComparison.Ordinal) && line.Contains($" {7 * 60} ", StringComparison.Ordinal));
        Assert.Contains(limits, line => line.StartsWith("Max file size", StringComparison.Ordinal) && line.Contains($" {33 << 20} ", StringComparison.Ordinal));
        Assert.Contains(limits, line => line.StartsWith("Max core file size", StringComparison.Ordinal) && line.Contains(" 0 ", StringComparison.Ordinal));
        Assert.Contains(limits, line => line.StartsWith("Max address space", StringComparison.Ordinal) && line.Contains($" {2L << 30} ", StringComparison.Ordinal));
        Assert.Equal(child.ToString(CultureInfo.InvariantCulture), group);
        Assert.DoesNotContain("HOME=", environment, StringComparison.Ordinal);
        Assert.False(Directory.Exists($"/proc/{child}"));
    }

    [Fact]
    public async Task Child_that_somebody_kills_leaves_an_error_and_no_file()
    {
        var (working, child) = await WorkingAsync(ClipSamples.Processor(), Stop);

        Process.GetProcessById(child).Kill();
        var made = await working;

        Assert.Equal(("clipWorkerDied", 503), (made.Problem?.Code, made.Problem?.Status));
        Assert.NotNull(made.Problem?.RetryAfter);
    }

    [Fact]
    public async Task Child_whose_parent_is_gone_ends_itself()
    {
        // the parent is a shell that starts the launcher and is killed; what it started must not go on
        var start = ClipLauncher.StartInfo("/bin/sleep", ["1000"], new LaunchBounds(60, 1 << 20, 1L << 30));
        var words = start.ArgumentList.ToList();
        words[words.IndexOf(ClipLauncher.Verb) + 1] = "$$";
        var line = string.Join(' ', new[] { start.FileName }.Concat(words).Select(word => word == "$$" ? word : $"'{word}'"));
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{line} & echo $!; wait"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var child = int.Parse((await shell.StandardOutput.ReadLineAsync(Stop))!, CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => Task.FromResult(File.ReadAllText($"/proc/{child}/cmdline").StartsWith("/bin/sleep", StringComparison.Ordinal)), Patience, Stop, "the launcher became the program");

        shell.Kill();

        await Eventually.TrueAsync(() => Task.FromResult(!IsRunning(child)), Patience, Stop, "the child ended with its parent");
    }

    [Fact]
    public async Task Missing_program_says_how_to_get_it()
    {
        var processor = ClipSamples.Processor(options => options.FfmpegFolder = "/not/there");

        var probed = await processor.ProbeAsync(samples.Mp4, Stop);
        var made = await processor.TranscodeAsync(new TranscodeRequest { SourcePath = samples.Mp4, OutputPath = Path.Combine(samples.Output(), "x.mp4") }, null, Stop);
        var state = await processor.StateAsync(Stop);

        foreach (var problem in new[] { probed.Problem, made.Problem, state.Problem })
        {
            Assert.Equal(("clipProcessorMissing", 503), (problem?.Code, problem?.Status));
            Assert.Contains("apt-get install ffmpeg", problem!.Detail!.Vi, StringComparison.Ordinal);
            Assert.Contains("Nq72:Media:Clips:FfmpegFolder", problem.Detail.En, StringComparison.Ordinal);
            Assert.NotNull(problem.RetryAfter);
        }

        Assert.False(state.MakesClips);
    }

    [Fact]
    public async Task Probe_does_not_wait_for_what_is_made_and_a_full_line_refuses()
    {
        using var off = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var processor = ClipSamples.Processor(options => (options.Processes, options.QueueLength) = (1, 1));
        var (working, _) = await WorkingAsync(processor, off.Token);
        var waiting = processor.AudioAsync(new AudioRequest { SourcePath = samples.Mp3, OutputPath = Path.Combine(samples.Output(), "x.m4a") }, null, Stop);

        var refused = await processor.AudioAsync(new AudioRequest { SourcePath = samples.Mp3, OutputPath = Path.Combine(samples.Output(), "x.m4a") }, null, Stop);
        var probed = await processor.ProbeAsync(samples.Mp4, Stop);

        Assert.Equal(("clipQueueFull", 503), (refused.Problem?.Code, refused.Problem?.Status));
        Assert.True(probed.Succeeded);
        Assert.False(working.IsCompleted);
        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
        Assert.True((await waiting).Succeeded);
    }

    [Fact]
    public void Problems_have_a_code_and_a_sentence_in_both_languages_for_every_refusal()
    {
        foreach (var code in Enum.GetValues<ClipRefusalCode>())
        {
            var problem = ClipProblems.Of(new ClipRefusal(code, 51_000_000, 50_000_000, "x"));

            Assert.Matches("^clip[A-Z][A-Za-z]+$", problem.Code);
            Assert.NotEqual(problem.Detail!.Vi, problem.Detail.En);
        }

        Assert.Contains("1:00:01", ClipProblems.Of(new ClipRefusal(ClipRefusalCode.ClipTooLong, 3601, 3600)).Detail!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_have_defaults_within_their_ranges()
    {
        var options = new ClipOptions();

        Assert.True(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
        options.Preset = "placebo";
        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
    }

    [Theory]
    [InlineData(1920, 1080, 1280, 720)]
    [InlineData(1080, 1920, 720, 1280)]
    [InlineData(3840, 1600, 1280, 532)]
    [InlineData(640, 360, 640, 360)]
    [InlineData(641, 361, 640, 360)]
    [InlineData(1, 1, 2, 2)]
    [InlineData(720, 720, 720, 720)]
    [InlineData(4000, 10, 1280, 2)]
    public void Size_is_even_within_720_lines_and_never_larger(int width, int height, int expectedWidth, int expectedHeight) =>
        Assert.Equal((expectedWidth, expectedHeight), ClipSize.Within(width, height, 1280, 720));

    [Fact]
    public void Poster_choice_takes_the_first_good_one_and_else_the_best()
    {
        var dark = new byte[PosterChoice.Width * PosterChoice.Height];
        var flat = Enumerable.Repeat((byte)200, dark.Length).ToArray();
        var sharp = dark.Select((_, at) => (byte)(at % 7 < 3 ? 30 : 220)).ToArray();
        var soft = dark.Select((_, at) => (byte)(60 + (at % PosterChoice.Width))).ToArray();

        Assert.Equal((2, false), PosterChoice.Best([dark, flat, sharp, sharp]));
        Assert.Equal((1, false), PosterChoice.Best([flat, soft, dark]));
        Assert.Equal((0, true), PosterChoice.Best([dark, dark]));
    }

    private static Task ListenAsync(Stream output, CancellationToken cancellationToken) => output.CopyToAsync(Stream.Null, cancellationToken);

    private static async Task<string?> CodeAsync(string path, Action<ClipOptions> limit) => (await ClipSamples.Processor(limit).ProbeAsync(path, Stop)).Problem?.Code;

    // runs for minutes, unless somebody ends it
    private async Task<(Task<Nq72.Scheduler.Platform.Problems.Outcome<ClipRendition>> Working, int Child)> WorkingAsync(FfmpegClipProcessor processor, CancellationToken cancellationToken)
    {
        var source = samples.Path($"endless-{Guid.NewGuid():N}.mp4");
        await ClipTools.FfmpegAsync("-stream_loop", "300", "-i", samples.Silent, "-c", "copy", source);
        var begun = new TaskCompletionSource();
        var working = processor.TranscodeAsync(new TranscodeRequest { SourcePath = source, OutputPath = Path.Combine(samples.Output(), "clip.mp4") }, new Signal(begun), cancellationToken);
        await Task.WhenAny(begun.Task, working);
        Assert.False(working.IsCompleted);
        return (working, Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).First(id => Reads(id, source)));
    }

    private static bool Reads(int process, string source)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline") is var line && line.Contains(source, StringComparison.Ordinal) && line.Contains("progress", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            // a child that nobody asks after stays in the table, ended
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[1][0] != 'Z';
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private sealed class Signal(TaskCompletionSource begun) : IProgress<ClipProgress>
    {
        public void Report(ClipProgress value) => begun.TrySetResult();
    }
}
