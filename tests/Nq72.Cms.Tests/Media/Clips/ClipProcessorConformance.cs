using System.Security.Cryptography;
using Nq72.Cms.Media.Captions;
using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Kinds;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Clips;

/// <summary>What every implementation of <see cref="IClipProcessor"/> keeps. A new one is a class with a <see cref="Processor"/>.</summary>
public abstract class ClipProcessorConformance(ClipSamples samples)
{
    // what a file must say to be one, and nothing of the original
    private static readonly string[] Telling = ["GPS", "Location", "Title", "Copyright", "Artist", "Comment", "Creator", "Encoder", "Make", "Model", "Author", "Chapter"];

    internal abstract IClipProcessor Processor { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("clip.mp4", nameof(MediaFormat.Mp4), true)]
    [InlineData("clip.mov", nameof(MediaFormat.Mov), true)]
    [InlineData("clip.webm", nameof(MediaFormat.WebM), true)]
    [InlineData("sound.m4a", nameof(MediaFormat.M4A), false)]
    [InlineData("sound.mp3", nameof(MediaFormat.Mp3), false)]
    [InlineData("sound.opus", nameof(MediaFormat.Opus), false)]
    [InlineData("sound.wav", nameof(MediaFormat.Wav), false)]
    public async Task Probe_tells_kind_by_content_size_and_length(string name, string format, bool hasPicture)
    {
        var path = samples.Path($"no-name-{name}.txt");
        File.Copy(samples.Path(name), path, overwrite: true);

        var facts = await Processor.ProbeAsync(path, Stop);

        Assert.True(facts.Succeeded, facts.Problem?.Detail?.En);
        Assert.Equal(format, facts.Value.Format.ToString());
        Assert.InRange(facts.Value.Duration.TotalSeconds, ClipSamples.Seconds - 0.1, ClipSamples.Seconds + 0.1);
        Assert.Single(facts.Value.Sounds);
        Assert.Equal(hasPicture ? (ClipSamples.Width, ClipSamples.Height, 25.0) : (0, 0, 0.0), (facts.Value.Picture?.Width ?? 0, facts.Value.Picture?.Height ?? 0, facts.Value.Picture?.FrameRate ?? 0));
    }

    [Fact]
    public async Task Probe_tells_what_the_file_told_of_itself()
    {
        var facts = (await Processor.ProbeAsync(samples.Mp4, Stop)).Value!;
        var silent = (await Processor.ProbeAsync(samples.Silent, Stop)).Value!;

        Assert.True(facts.HadPosition);
        Assert.Equal(new ClipCredits { Title = "Tiêm chủng", Copyright = "Sở Y tế Lạng Sơn", Artist = "Nông Thị B" }, facts.Credits);
        Assert.Equal([new Chapter(TimeSpan.Zero, TimeSpan.FromSeconds(2), "Mở đầu"), new Chapter(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), "Tiêm chủng")], facts.Chapters);
        Assert.Equal(("h264", "aac", "vie"), (facts.Picture!.Codec, facts.Sounds[0].Codec, facts.Sounds[0].Language));
        Assert.True((await Processor.ProbeAsync(samples.Mov, Stop)).Value!.HadPosition);
        Assert.False(silent.HadPosition);
        Assert.Equal(new ClipCredits(), silent.Credits);
        Assert.Empty(silent.Sounds);
        Assert.Empty(silent.Chapters);
    }

    [Fact]
    public async Task Transcode_of_a_turned_clip_is_upright()
    {
        var output = Path.Combine(samples.Output(), "clip.mp4");
        var facts = (await Processor.ProbeAsync(samples.Turned, Stop)).Value!;

        var made = await TranscodeAsync(samples.Turned, output);

        Assert.Equal((ClipSamples.Height, ClipSamples.Width), (facts.Picture!.Width, facts.Picture.Height));
        Assert.Contains(facts.Picture.Rotation, new[] { 90, 270 });
        Assert.Equal((ClipSamples.Height, ClipSamples.Width), (made.Width, made.Height));
        var seen = (await Processor.ProbeAsync(output, Stop)).Value!.Picture!;
        Assert.Equal((ClipSamples.Height, ClipSamples.Width, 0), (seen.Width, seen.Height, seen.Rotation));
        // the same picture as a player shows of the original, not only the same shape
        Assert.True(Difference(await ClipTools.GreyAsync(samples.Turned, 1), await ClipTools.GreyAsync(output, 1)) < 6);
    }

    [Fact]
    public async Task Transcode_makes_what_every_browser_plays_while_it_loads()
    {
        var output = Path.Combine(samples.Output(), "clip.mp4");

        foreach (var source in new[] { samples.Mp4, samples.Mov, samples.WebM, samples.Silent })
        {
            var made = await TranscodeAsync(source, output);

            var probed = await ClipTools.ProbeAsync(output);
            var streams = probed.GetProperty("streams").EnumerateArray().ToList();
            var bytes = await File.ReadAllBytesAsync(output, Stop);
            Assert.Equal(source == samples.Silent ? ["h264"] : ["h264", "aac"], streams.Select(stream => stream.GetProperty("codec_name").GetString()));
            Assert.Equal(("yuv420p", ClipSamples.Width, ClipSamples.Height), (streams[0].GetProperty("pix_fmt").GetString(), streams[0].GetProperty("width").GetInt32(), streams[0].GetProperty("height").GetInt32()));
            Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), "video/mp4"), (made.Bytes, made.Sha256, made.ContentType));
            Assert.True(bytes.AsSpan().IndexOf("moov"u8) < bytes.AsSpan().IndexOf("mdat"u8));
            Assert.InRange(made.Duration.TotalSeconds, ClipSamples.Seconds - 0.2, ClipSamples.Seconds + 0.2);
            Assert.Single(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(output)!));
        }
    }

    [Fact]
    public async Task Transcode_of_a_large_clip_fits_720_lines_and_30_frames()
    {
        var large = samples.Path("large.mp4");
        await ClipTools.FfmpegAsync("-f", "lavfi", "-i", "testsrc2=size=1922x1082:rate=60:duration=1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", large);
        var output = Path.Combine(samples.Output(), "clip.mp4");

        var made = await TranscodeAsync(large, output);

        Assert.Equal((1278, 720), (made.Width, made.Height));
        Assert.Equal(30, (await Processor.ProbeAsync(output, Stop)).Value!.Picture!.FrameRate, 0.5);
    }

    [Fact]
    public async Task Transcode_and_audio_leave_nothing_of_what_the_original_told()
    {
        var folder = samples.Output();
        var before = await ImageTools.TagsAsync(samples.Mp4);
        Assert.Contains(before, tag => tag.Contains("GPS", StringComparison.Ordinal) || tag.Contains("Location", StringComparison.Ordinal));
        await TranscodeAsync(samples.Mp4, Path.Combine(folder, "clip.mp4"));
        await TranscodeAsync(samples.Mov, Path.Combine(folder, "mov.mp4"));
        await AudioAsync(samples.Mp4, Path.Combine(folder, "sound.m4a"), AudioFormat.M4A);
        await AudioAsync(samples.M4A, Path.Combine(folder, "clean.m4a"), AudioFormat.M4A);
        await AudioAsync(samples.Mp4, Path.Combine(folder, "sound.mp3"), AudioFormat.Mp3);

        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var tags = await ImageTools.TagsAsync(file);
            // MPEG: a bit of each frame of MP3, which says nothing
            Assert.DoesNotContain(tags, tag => !tag.StartsWith("MPEG:", StringComparison.Ordinal) && Telling.Any(word => tag.Contains(word, StringComparison.OrdinalIgnoreCase)));
            var bytes = await File.ReadAllBytesAsync(file, Stop);
            foreach (var word in new[] { "21.8537", "4711", "Tiêm chủng", "Bản tin", "Sở Y tế", "at home", "Lavf", "Mở đầu", "Core Media" })
                Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(word)));
            var probed = await ClipTools.ProbeAsync(file);
            Assert.Empty(probed.GetProperty("chapters").EnumerateArray());
            Assert.All(probed.GetProperty("streams").EnumerateArray(), stream => Assert.False(stream.TryGetProperty("tags", out var said) && said.TryGetProperty("creation_time", out _)));
            Assert.False((await Processor.ProbeAsync(file, Stop)).Value!.HadPosition);
        }
    }

    [Fact]
    public async Task Transcode_keeps_chapters_only_when_asked()
    {
        var output = Path.Combine(samples.Output(), "clip.mp4");

        var made = await Processor.TranscodeAsync(new TranscodeRequest { SourcePath = samples.Mp4, OutputPath = output, KeepsChapters = true }, null, Stop);

        Assert.True(made.Succeeded, made.Problem?.Detail?.En);
        Assert.Equal(["Mở đầu", "Tiêm chủng"], (await Processor.ProbeAsync(output, Stop)).Value!.Chapters.Select(chapter => chapter.Title));
        Assert.False((await Processor.ProbeAsync(output, Stop)).Value!.HadPosition);
    }

    [Theory, InlineData("clip.mp4"), InlineData("clip.webm"), InlineData("sound.m4a"), InlineData("sound.mp3"), InlineData("sound.wav")]
    public async Task Audio_makes_sound_of_clips_and_of_sound(string name)
    {
        var folder = samples.Output();

        foreach (var (format, file, codec, type) in new[] { (AudioFormat.M4A, "sound.m4a", "aac", "audio/mp4"), (AudioFormat.Mp3, "sound.mp3", "mp3", "audio/mpeg") })
        {
            var made = await AudioAsync(samples.Path(name), Path.Combine(folder, file), format);

            var streams = (await ClipTools.ProbeAsync(Path.Combine(folder, file))).GetProperty("streams").EnumerateArray().ToList();
            Assert.Equal([codec], streams.Select(stream => stream.GetProperty("codec_name").GetString()));
            Assert.Equal((type, 0, 0), (made.ContentType, made.Width, made.Height));
            // the library takes them for what they are
            Assert.Equal(format.ToString(), MediaSniffer.Recognise((await File.ReadAllBytesAsync(Path.Combine(folder, file), Stop)).AsSpan(0, 2000)).Value.ToString());
        }
    }

    [Fact]
    public async Task Same_file_makes_the_same_file()
    {
        var folder = samples.Output();

        var (first, second) = (await TranscodeAsync(samples.Mp4, Path.Combine(folder, "1.mp4")), await TranscodeAsync(samples.Mp4, Path.Combine(folder, "2.mp4")));
        var (sound, again) = (await AudioAsync(samples.Wav, Path.Combine(folder, "1.m4a"), AudioFormat.M4A), await AudioAsync(samples.Wav, Path.Combine(folder, "2.m4a"), AudioFormat.M4A));

        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Equal(sound.Sha256, again.Sha256);
    }

    [Fact]
    public async Task Progress_rises_to_the_end()
    {
        var seen = new Told();

        var made = await Processor.TranscodeAsync(new TranscodeRequest { SourcePath = samples.Mp4, OutputPath = Path.Combine(samples.Output(), "clip.mp4") }, seen, Stop);

        Assert.True(made.Succeeded, made.Problem?.Detail?.En);
        Assert.NotEmpty(seen.All);
        Assert.Equal(seen.All.OrderBy(one => one.Done), seen.All);
        Assert.All(seen.All, one => Assert.InRange(one.Share, 0, 1));
        Assert.True(seen.All[^1].Share > 0.95);
    }

    [Fact]
    public async Task Poster_is_the_frame_at_the_instant_that_was_chosen()
    {
        var folder = samples.Output();

        foreach (var at in new[] { 0, 1.5, 3, 3.999 })
        {
            var made = await Processor.PosterAsync(new PosterRequest { SourcePath = samples.Mp4, OutputPath = Path.Combine(folder, "poster.jpg"), At = TimeSpan.FromSeconds(at) }, Stop);

            Assert.True(made.Succeeded, made.Problem?.Detail?.En);
            Assert.Equal((ClipSamples.Width, ClipSamples.Height), (made.Value.Width, made.Value.Height));
            Assert.True(Difference(await ClipTools.GreyAsync(samples.Mp4, Math.Min(at, 3.95)), await ClipTools.GreyAsync(Path.Combine(folder, "poster.jpg"), 0)) < 5, $"at {at}");
        }

        Assert.Single(Directory.EnumerateFileSystemEntries(folder));
        Assert.DoesNotContain(await ImageTools.TagsAsync(Path.Combine(folder, "poster.jpg")), tag => Telling.Any(word => tag.Contains(word, StringComparison.Ordinal)));
        foreach (var outside in new[] { -1, 4.5, 3600 })
            Assert.Equal("clipPosterOutside", (await Processor.PosterAsync(new PosterRequest { SourcePath = samples.Mp4, OutputPath = Path.Combine(folder, "poster.jpg"), At = TimeSpan.FromSeconds(outside) }, Stop)).Problem?.Code);
    }

    [Fact]
    public async Task Poster_that_is_looked_for_is_not_dark_and_always_the_same()
    {
        // dark for four of ten seconds, as clips begin
        var dark = samples.Path("dark-begin.mp4");
        await ClipTools.FfmpegAsync(
            "-f", "lavfi", "-i", "color=black:size=320x180:rate=10:duration=4", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10:duration=6", "-filter_complex", "[0][1]concat=n=2:v=1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", dark);
        var black = samples.Path("black.mp4");
        await ClipTools.FfmpegAsync("-f", "lavfi", "-i", "color=black:size=320x180:rate=10:duration=3", "-c:v", "libx264", "-pix_fmt", "yuv420p", black);
        var folder = samples.Output();
        var (first, second) = (Path.Combine(folder, "1.jpg"), Path.Combine(folder, "2.jpg"));

        var found = await Processor.PosterAsync(new PosterRequest { SourcePath = dark, OutputPath = first }, Stop);
        var again = await Processor.PosterAsync(new PosterRequest { SourcePath = dark, OutputPath = second }, Stop);
        var none = await Processor.PosterAsync(new PosterRequest { SourcePath = black, OutputPath = Path.Combine(folder, "3.jpg") }, Stop);

        Assert.True(found.Succeeded, found.Problem?.Detail?.En);
        Assert.False(found.Value.IsDark);
        Assert.InRange(found.Value.At.TotalSeconds, 3.5, 5.5);
        Assert.True((await ClipTools.GreyAsync(first, 0)).Average(pixel => pixel) > 60);
        Assert.Equal(await File.ReadAllBytesAsync(first, Stop), await File.ReadAllBytesAsync(second, Stop));
        Assert.Equal(found.Value, again.Value);
        Assert.True(none.Value!.IsDark);
        Assert.Equal(3, Directory.EnumerateFileSystemEntries(folder).Count());
    }

    [Fact]
    public async Task Poster_and_clip_of_sound_and_sound_of_silence_are_refused()
    {
        var folder = samples.Output();

        Assert.Equal("clipNoPicture", (await Processor.PosterAsync(new PosterRequest { SourcePath = samples.Mp3, OutputPath = Path.Combine(folder, "x.jpg") }, Stop)).Problem?.Code);
        Assert.Equal("clipNoPicture", (await Processor.TranscodeAsync(new TranscodeRequest { SourcePath = samples.M4A, OutputPath = Path.Combine(folder, "x.mp4") }, null, Stop)).Problem?.Code);
        Assert.Equal("clipNoSound", (await Processor.AudioAsync(new AudioRequest { SourcePath = samples.Silent, OutputPath = Path.Combine(folder, "x.m4a") }, null, Stop)).Problem?.Code);
        Assert.Equal(("clipFileMissing", 404), ((await Processor.ProbeAsync(samples.Path("not-there.mp4"), Stop)).Problem?.Code, 404));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task Work_that_is_called_off_ends_and_leaves_no_file()
    {
        var folder = samples.Output();
        using var off = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        // called off by the first word of progress
        var first = new Told(() => off.Cancel());
        var longer = samples.Path("longer.mp4");
        await ClipTools.FfmpegAsync("-stream_loop", "40", "-i", samples.Silent, "-c", "copy", longer);
        await File.WriteAllTextAsync(Path.Combine(folder, "clip.mp4"), "before", Stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Processor.TranscodeAsync(new TranscodeRequest { SourcePath = longer, OutputPath = Path.Combine(folder, "clip.mp4") }, first, off.Token));

        Assert.Equal("before", await File.ReadAllTextAsync(Path.Combine(folder, "clip.mp4"), Stop));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task State_tells_what_can_be_made()
    {
        var state = await Processor.StateAsync(Stop);

        Assert.Null(state.Problem);
        Assert.Matches(@"^[\dnN]", state.Version);
        Assert.True(state.MakesClips);
        Assert.Equal(Enum.GetValues<AudioFormat>(), state.MakesSound);
    }

    private static double Difference(byte[] left, byte[] right) => left.Zip(right).Average(pair => Math.Abs(pair.First - pair.Second));

    private async Task<ClipRendition> TranscodeAsync(string source, string output)
    {
        var made = await Processor.TranscodeAsync(new TranscodeRequest { SourcePath = source, OutputPath = output }, null, Stop);
        Assert.True(made.Succeeded, $"{made.Problem?.Code} {made.Problem?.Detail?.En}");
        return made.Value;
    }

    private async Task<ClipRendition> AudioAsync(string source, string output, AudioFormat format)
    {
        var made = await Processor.AudioAsync(new AudioRequest { SourcePath = source, OutputPath = output, Format = format }, null, Stop);
        Assert.True(made.Succeeded, $"{made.Problem?.Code} {made.Problem?.Detail?.En}");
        return made.Value;
    }

    private sealed class Told(Action? then = null) : IProgress<ClipProgress>
    {
        public List<ClipProgress> All { get; } = [];

        public void Report(ClipProgress value)
        {
            All.Add(value);
            then?.Invoke();
        }
    }
}

/// <summary>The one implementation there is.</summary>
public sealed class FfmpegClipProcessorTests(ClipSamples samples) : ClipProcessorConformance(samples), IClassFixture<ClipSamples>
{
    internal override IClipProcessor Processor { get; } = ClipSamples.Processor();
}
