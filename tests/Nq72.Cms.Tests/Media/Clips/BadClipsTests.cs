using System.Diagnostics;
using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Clips.Ffmpeg;
using Nq72.Cms.Media.Kinds;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Clips;

/// <summary>
/// What strangers send: each is refused with a code that says why, or made safe, by children that may compute for two seconds and hold 300 MB. A
/// child that took more would be killed, with a code that is expected of few.
/// </summary>
public sealed class BadClipsTests(ClipSamples samples) : IClassFixture<ClipSamples>
{
    public static TheoryData<string> Names => [.. BadClip.All.Keys];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Corpus_has_at_least_forty() => Assert.True(BadClip.All.Count >= 40);

    [Theory, MemberData(nameof(Names))]
    public async Task Transcode_of_a_bad_file_is_refused_or_safe(string name)
    {
        var bad = BadClip.All[name];
        var processor = ClipSamples.Processor(options => (options.ProbeMegabytes, options.MemoryMegabytes) = (300, 300));
        var path = samples.Write($"{Guid.NewGuid():N}.mp4", bad.Bytes(samples));
        var folder = samples.Output();
        var output = Path.Combine(folder, "clip.mp4");

        var facts = await processor.ProbeAsync(path, Stop);
        var made = await processor.TranscodeAsync(new TranscodeRequest { SourcePath = path, OutputPath = output }, null, Stop);
        // sound is made into sound
        if (made.Problem?.Code == "clipNoPicture")
            made = await processor.AudioAsync(new AudioRequest { SourcePath = path, OutputPath = output }, null, Stop);

        var code = made.Problem?.Code ?? BadClip.Safe;
        Assert.True(bad.Outcomes.Contains(code), $"{code} {made.Problem?.Detail?.En}; expected {string.Join(", ", bad.Outcomes)}");
        Assert.True(facts.Succeeded || facts.Problem.Code == code, $"{facts.Problem?.Code} and then {code}");
        if (made.Succeeded)
        {
            // what it claims is not believed
            Assert.InRange(made.Value.Duration.TotalSeconds, 0.01, 10);
            Assert.Single(Directory.EnumerateFileSystemEntries(folder));
            return;
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Assert.NotEqual(made.Problem.Detail?.Vi, made.Problem.Detail?.En);
    }

    [Fact]
    public async Task Probe_of_each_bad_file_computes_for_less_than_two_seconds()
    {
        // the bound of a child, as the system counts it: what breaks it ends with clipTimeLimit
        var processor = new FfmpegClipProcessor(new ClipOptions { ProbeSeconds = 2 }, Microsoft.Extensions.Logging.Abstractions.NullLogger<FfmpegClipProcessor>.Instance);
        var slow = new List<string>();
        foreach (var bad in BadClip.All.Values)
        {
            var facts = await processor.ProbeAsync(samples.Write("bad.mp4", bad.Bytes(samples)), Stop);
            // the machine may be another's for two seconds; not twice
            if (facts.Problem?.Code == "clipTimeLimit" && (await processor.ProbeAsync(samples.Path("bad.mp4"), Stop)).Problem?.Code == "clipTimeLimit")
                slow.Add(bad.Name);
        }

        Assert.Empty(slow);
    }

    // each wall must hold alone: our own code's is not asked here
    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:4,\nfile://{clip}\n#EXT-X-ENDLIST\n", "hls")]
    [InlineData("ffconcat version 1.0\nfile {clip}\n", "concat")]
    public async Task Ffmpeg_itself_opens_no_list_behind_the_fence(string list, string demuxer)
    {
        var path = samples.Write("list.mp4", System.Text.Encoding.UTF8.GetBytes(list.Replace("{clip}", samples.Mp4, StringComparison.Ordinal)));
        var fence = InputFence.Arguments(path, MediaFormat.Mp4, 300 << 20).ToList();
        // as if the right reader were not named: then the list of readers must hold
        var named = fence.LastIndexOf("-f");
        var unnamed = fence.Where((_, index) => index != named && index != named + 1).ToList();

        Assert.NotEqual(0, await RunAsync(["-v", "error", .. fence]));
        Assert.NotEqual(0, await RunAsync(["-v", "error", .. unnamed]));
        // without the fence it would be opened: so the test can fail
        Assert.Equal(0, await RunAsync(["-v", "error", "-safe", "0", "-allowed_extensions", "ALL", "-f", demuxer, "-i", path], allowUnused: true));
    }

    [Fact]
    public async Task Ffmpeg_itself_reads_no_address_behind_the_fence()
    {
        var fence = InputFence.Arguments(samples.Mp4, MediaFormat.Mp4, 300 << 20).ToList();
        foreach (var address in new[] { "http://127.0.0.1:9/x.mp4", $"concat:{samples.Mp4}", $"subfile,,start,0,end,0,,:{samples.Mp4}", "tcp://127.0.0.1:9" })
        {
            fence[^1] = address;
            Assert.Contains("not on whitelist", await SayAsync(["-v", "error", .. fence]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Probe_of_changed_clips_is_judged_and_never_breaks()
    {
        var random = new Random(72);
        var good = await File.ReadAllBytesAsync(samples.Mp4, Stop);
        var index = good.AsSpan().IndexOf("moov"u8);
        for (var round = 0; round < 3000; round++)
        {
            var changed = good[..];
            for (var change = random.Next(1, 6); change > 0; change--)
                changed[random.Next(index, changed.Length)] = (byte)random.Next(256);
            var seen = Nq72.Cms.Media.Clips.Structure.ClipStructure.Look(new MemoryStream(changed[..random.Next(changed.Length / 2, changed.Length + 1)]));
            Assert.Contains(seen.Refusal?.Code, new ClipRefusalCode?[] { null, ClipRefusalCode.ClipTruncated, ClipRefusalCode.ClipBroken, ClipRefusalCode.ClipExternal });
        }
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> arguments, bool allowUnused = false)
    {
        var words = arguments.ToList();
        // each reader knows only its own option
        if (allowUnused && words.Contains("hls"))
            words.RemoveRange(words.IndexOf("-safe"), 2);
        else if (allowUnused)
            words.RemoveRange(words.IndexOf("-allowed_extensions"), 2);
        using var process = Start(words);
        _ = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return process.ExitCode;
    }

    private static async Task<string> SayAsync(IReadOnlyList<string> arguments)
    {
        using var process = Start(arguments);
        var said = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return said;
    }

    private static Process Start(IReadOnlyList<string> arguments) => Process.Start(new ProcessStartInfo("ffprobe", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
}
