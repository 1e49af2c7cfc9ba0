using System.Security.Cryptography;
using System.Text.Json;
using Nq72.Cms.Media.Clips.Ffmpeg;
using Nq72.Cms.Media.Clips.Structure;
using Nq72.Cms.Media.Workers;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Clips;

/// <summary>Clips and sound by ffmpeg and ffprobe, in child processes: a few at once, each for one file.</summary>
internal sealed class FfmpegClipProcessor(ClipOptions options, ILogger<FfmpegClipProcessor> logger) : IClipProcessor
{
    private const int MostAnswer = 1 << 20, LittlePlaces = 2;

    // what is looked at does not wait for what is made, which takes minutes
    private readonly WorkerPlaces little = new(LittlePlaces, options.QueueLength);
    private readonly WorkerPlaces much = new(options.Processes, options.QueueLength);
    private readonly FfmpegPrograms programs = new(options.FfmpegFolder);
    private readonly FfmpegRun run = new(logger);

    private RunBounds Looking => new(options.ProbeSeconds, options.ProbeSeconds, (long)options.ProbeMegabytes << 20, 1 << 20);

    private RunBounds Taking => new(options.PosterSeconds, options.PosterSeconds, (long)options.MemoryMegabytes << 20, 64L << 20);

    private RunBounds Making => new(options.WorkMinutes * 60, options.WorkMinutes * 60 * options.Threads, (long)options.MemoryMegabytes << 20, (long)options.OutputMegabytes << 20);

    public async Task<ClipProcessorState> StateAsync(CancellationToken cancellationToken)
    {
        if (programs.Ffmpeg is not { } ffmpeg || programs.Ffprobe is null)
            return new ClipProcessorState { Problem = Refuse(ClipRefusalCode.ClipProcessorMissing) };
        using var place = await little.EnterAsync(isQuick: false, cancellationToken);
        return place is null
            ? new ClipProcessorState { Problem = ClipProblems.Of(new ClipRefusal(ClipRefusalCode.ClipQueueFull, little.Waiting)) }
            : await new FfmpegState(ffmpeg, run, Taking).TryAsync(cancellationToken);
    }

    public Task<Outcome<ClipFacts>> ProbeAsync(string path, CancellationToken cancellationToken) => ProbeFileAsync(path, null, cancellationToken);

    public Task<Outcome<ClipFacts>> ProbeAsync(string path, Stream content, CancellationToken cancellationToken) => ProbeFileAsync(path, content, cancellationToken);

    private async Task<Outcome<ClipFacts>> ProbeFileAsync(string path, Stream? content, CancellationToken cancellationToken)
    {
        using var place = await little.EnterAsync(isQuick: true, cancellationToken);
        if (place is null)
            return ClipProblems.Of(new ClipRefusal(ClipRefusalCode.ClipQueueFull, little.Waiting));
        var (facts, refusal) = await LookAsync(path, content, cancellationToken);
        return facts is not null ? facts : ClipProblems.Of(refusal!);
    }

    public async Task<Outcome<ClipPoster>> PosterAsync(PosterRequest request, CancellationToken cancellationToken)
    {
        using var place = await little.EnterAsync(isQuick: false, cancellationToken);
        if (place is null)
            return ClipProblems.Of(new ClipRefusal(ClipRefusalCode.ClipQueueFull, little.Waiting));
        var (facts, refusal) = await LookAsync(request.SourcePath, null, cancellationToken);
        if (facts is null)
            return ClipProblems.Of(refusal!);
        if (facts.Picture is not { } picture)
            return Refuse(ClipRefusalCode.ClipNoPicture);
        if (request.At is { } at && (at < TimeSpan.Zero || at >= facts.Duration))
            return ClipProblems.Of(new ClipRefusal(ClipRefusalCode.ClipPosterOutside, Allowed: (long)facts.Duration.TotalSeconds));
        if (programs.Ffmpeg is not { } ffmpeg)
            return Refuse(ClipRefusalCode.ClipProcessorMissing);
        using var output = new PartFile(request.OutputPath);
        var (poster, wrong) = await new PosterTaker(ffmpeg, run, Taking, options.Threads).TakeAsync(request, facts, picture, output.Path, cancellationToken);
        return poster is null ? ClipProblems.Of(wrong!) : output.Publish() is { } notWritten ? ClipProblems.Of(notWritten) : poster;
    }

    public async Task<Outcome<ClipRendition>> TranscodeAsync(TranscodeRequest request, IProgress<ClipProgress>? progress, CancellationToken cancellationToken) =>
        await MakeAsync(request.SourcePath, request.OutputPath, facts => facts.Picture is { } picture
            ? new Order("video/mp4", ClipArguments.Size(picture), ClipArguments.Clip(facts, picture, options, request.KeepsChapters))
            : new Order(new ClipRefusal(ClipRefusalCode.ClipNoPicture)), progress, cancellationToken);

    public async Task<Outcome<ClipRendition>> AudioAsync(AudioRequest request, IProgress<ClipProgress>? progress, CancellationToken cancellationToken) =>
        await MakeAsync(request.SourcePath, request.OutputPath, facts => facts.Sounds is [var sound, ..]
            ? new Order(request.Format == AudioFormat.M4A ? "audio/mp4" : "audio/mpeg", (0, 0), ClipArguments.Sound(sound, request.Format, options))
            : new Order(new ClipRefusal(ClipRefusalCode.ClipNoSound)), progress, cancellationToken);

    private async Task<Outcome<ClipRendition>> MakeAsync(string source, string target, Func<ClipFacts, Order> orderOf, IProgress<ClipProgress>? progress, CancellationToken cancellationToken)
    {
        using var place = await much.EnterAsync(isQuick: false, cancellationToken);
        if (place is null)
            return ClipProblems.Of(new ClipRefusal(ClipRefusalCode.ClipQueueFull, much.Waiting));
        var (facts, refusal) = await LookAsync(source, null, cancellationToken);
        if (facts is null)
            return ClipProblems.Of(refusal!);
        var order = orderOf(facts);
        if (order.Refusal is not null)
            return ClipProblems.Of(order.Refusal);
        if (programs.Ffmpeg is not { } ffmpeg)
            return Refuse(ClipRefusalCode.ClipProcessorMissing);
        using var output = new PartFile(target);
        var reader = new ProgressReader(facts.Duration, progress);
        refusal = await run.RunAsync(ffmpeg,
            [.. ClipArguments.Begin(options.Threads), .. InputFence.Arguments(source, facts.Format, Making.MemoryBytes), .. order.Arguments, "-y", InputFence.Address(output.Path)], Making, reader.ReadAsync, cancellationToken);
        if (refusal is not null)
            return ClipProblems.Of(refusal);
        // decoders go on past what they cannot read: what is much shorter than it said was not all there
        if (reader.Done < facts.Duration * 0.9 - TimeSpan.FromSeconds(1))
            return ClipProblems.Of(new ClipRefusal(ClipRefusalCode.ClipTruncated, What: $"{ClipArguments.Of(reader.Done)} s / {ClipArguments.Of(facts.Duration)} s"));
        var made = await DescribeAsync(output.Path, order, reader.Done, cancellationToken);
        return output.Publish() is { } notWritten ? ClipProblems.Of(notWritten) : made;
    }

    private static async Task<ClipRendition> DescribeAsync(string path, Order order, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        return new ClipRendition(order.ContentType, duration, order.Size.Width, order.Size.Height, file.Length, hash);
    }

    /// <summary>All that is judged before anything is decoded.</summary>
    private async Task<(ClipFacts? Facts, ClipRefusal? Refusal)> LookAsync(string path, Stream? content, CancellationToken cancellationToken)
    {
        if (programs.Ffprobe is not { } ffprobe)
            return (null, new ClipRefusal(ClipRefusalCode.ClipProcessorMissing));
        if (!File.Exists(path))
            return (null, new ClipRefusal(ClipRefusalCode.ClipFileMissing));
        await using var opened = content is null ? File.OpenRead(path) : null;
        content ??= opened!;
        if (content.Length > (long)options.MaxMegabytes << 20)
            return (null, new ClipRefusal(ClipRefusalCode.ClipTooLarge, content.Length, (long)options.MaxMegabytes << 20));
        var seen = ClipStructure.Look(content);
        if (seen.Refusal is not null)
            return (null, seen.Refusal);
        byte[] answer = [];
        var refusal = await run.RunAsync(ffprobe,
            ["-v", "error", "-print_format", "json=compact=1", "-show_entries", ProbeAnswer.Entries, .. InputFence.Arguments(path, seen.Format, Looking.MemoryBytes)], Looking,
            async (output, stop) => answer = await BoundedProcess.ReadAsync(output, MostAnswer, stop), cancellationToken);
        if (refusal is not null)
            return (null, refusal);
        if (Read(answer) is not { } said)
            return (null, new ClipRefusal(ClipRefusalCode.ClipBroken, What: "metadata"));
        return await JudgeAsync(path, content.Length, seen, said, cancellationToken);
    }

    private async Task<(ClipFacts? Facts, ClipRefusal? Refusal)> JudgeAsync(string path, long length, StructureSeen seen, ProbeAnswer said, CancellationToken cancellationToken)
    {
        if (said.Streams.Count > options.MaxStreams)
            return (null, new ClipRefusal(ClipRefusalCode.ClipTooManyStreams, said.Streams.Count, options.MaxStreams));
        var (picture, sounds) = (said.Picture, said.Sounds);
        if (picture is null && sounds.Count == 0)
            return (null, new ClipRefusal(ClipRefusalCode.ClipNoStreams));
        if (picture is { Width: <= 0 } or { Height: <= 0 })
            return (null, new ClipRefusal(ClipRefusalCode.ClipBroken, What: "0 x 0"));
        if (picture is not null && (long)picture.Width * picture.Height > options.MaxMegapixels * 1_000_000L)
            return (null, new ClipRefusal(ClipRefusalCode.ClipTooManyPixels, (long)picture.Width * picture.Height, options.MaxMegapixels * 1_000_000L, $"{picture.Width} x {picture.Height}"));
        var duration = said.Duration ?? await MeasureAsync(path, seen, cancellationToken);
        if (duration <= TimeSpan.Zero)
            return (null, new ClipRefusal(ClipRefusalCode.ClipBroken, What: "0 s"));
        if (duration > TimeSpan.FromMinutes(options.MaxMinutes))
            return (null, new ClipRefusal(ClipRefusalCode.ClipTooLong, (long)Math.Ceiling(duration.TotalSeconds), options.MaxMinutes * 60));
        return (new ClipFacts
        {
            Format = seen.Format, Duration = duration, Bytes = length, BitRate = (long)(length * 8 / duration.TotalSeconds), Picture = picture, Sounds = sounds,
            HadPosition = seen.HadPosition || said.HadPosition, Credits = said.Credits, Chapters = said.ChaptersWithTitles,
        }, null);
    }

    // what browsers record does not say how long it is: it is read through, nothing is decoded
    private async Task<TimeSpan> MeasureAsync(string path, StructureSeen seen, CancellationToken cancellationToken)
    {
        if (programs.Ffmpeg is not { } ffmpeg)
            return TimeSpan.Zero;
        var reader = new ProgressReader(TimeSpan.Zero, null);
        await run.RunAsync(ffmpeg, [.. ClipArguments.Begin(1), .. InputFence.Arguments(path, seen.Format, Looking.MemoryBytes), "-map", "0:v?", "-map", "0:a?", "-c", "copy", "-f", "null", "-"], Looking, reader.ReadAsync, cancellationToken);
        return reader.Done;
    }

    private static ProbeAnswer? Read(byte[] answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, ProbeJson.Default.ProbeAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Problem Refuse(ClipRefusalCode code) => ClipProblems.Of(new ClipRefusal(code));

    private sealed record Order(string ContentType, (int Width, int Height) Size, IReadOnlyList<string> Arguments)
    {
        public Order(ClipRefusal refusal) : this("", (0, 0), []) => Refusal = refusal;

        public ClipRefusal? Refusal { get; }
    }
}
