using Nq72.Cms.Media.Images.Workers;
using Nq72.Cms.Media.Workers;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Text;

namespace Nq72.Cms.Media.Images;

/// <summary>Images by libvips, in child processes of this program: a few at once, each for one file.</summary>
internal sealed class VipsImageProcessor(ImageOptions options, ILogger<VipsImageProcessor> logger) : IImageProcessor
{
    private readonly WorkerPlaces places = new(options.Processes, options.QueueLength);
    private readonly ImageWorkerProcess worker = new(options, logger);

    private WorkerBounds Bounds => new(options.MaxMegapixels * 1_000_000L, options.MaxSide, options.MaxFrames, options.CpuSeconds, (long)options.OutputMegabytes << 20, options.Threads);

    public async Task<Outcome<ImageFacts>> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(new WorkerRequest { Task = WorkerTask.Probe, Bounds = Bounds, Library = options.VipsLibrary, SourcePath = Path.GetFullPath(path) }, cancellationToken);
        return answer.Facts is { } facts && answer.Refusal is null ? Stored(facts) : Refusal(answer);
    }

    public async Task<Outcome<ImageRenderings>> RenderAsync(RenderRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        var run = Guid.NewGuid().ToString("N")[..12];
        var folder = Path.GetFullPath(request.OutputFolder);
        try
        {
            var answer = await AskAsync(new WorkerRequest
            {
                Task = WorkerTask.Render, Bounds = Bounds, Library = options.VipsLibrary, SourcePath = Path.GetFullPath(request.SourcePath), Render = Order(request, folder, run),
            }, cancellationToken);
            if (answer.Renderings is not { } made || answer.Refusal is not null)
                return Refusal(answer);
            return Publish(made, request, folder, run);
        }
        finally
        {
            foreach (var part in Directory.EnumerateFiles(folder, RenditionNames.Part(run, "*")).ToList())
                File.Delete(part);
        }
    }

    public async Task<ImageProcessorState> StateAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(new WorkerRequest { Task = WorkerTask.State, Bounds = Bounds, Library = options.VipsLibrary }, cancellationToken);
        return answer.State is { } state && answer.Refusal is null
            ? new ImageProcessorState { Version = state.Version, Library = state.Library, Reads = state.Reads, Writes = state.Writes }
            : new ImageProcessorState { Problem = Refusal(answer) };
    }

    private async Task<WorkerAnswer> AskAsync(WorkerRequest request, CancellationToken cancellationToken)
    {
        using var place = await places.EnterAsync(isQuick: request.Task != WorkerTask.Render, cancellationToken);
        if (place is null)
            return new WorkerAnswer { Refusal = new ImageRefusal(ImageRefusalCode.ImageQueueFull, places.Waiting) };
        return await worker.RunAsync(request, cancellationToken);
    }

    private RenderOrder Order(RenderRequest request, string folder, string run) => new()
    {
        OutputFolder = folder, Run = run, Wishes = request.Wishes, Widths = options.WidthsInForce, Focus = request.Focus, WithPlaceholder = request.WithPlaceholder,
        Quality = new RenditionQuality(options.WebpQuality, options.JpegQuality, options.AvifQuality, options.AvifEffort),
    };

    /// <summary>Gives the files their names: only now, when all are whole, and only names that this side makes.</summary>
    private Outcome<ImageRenderings> Publish(ImageRenderings made, RenderRequest request, string folder, string run)
    {
        var wished = request.Wishes.Select(wish => (wish.Shape, wish.Format)).ToHashSet();
        if (made.Renditions.Any(file => !wished.Contains((file.Shape, file.Format)) || file.FileName != RenditionNames.File(file.Shape, file.Format, file.Width)))
        {
            logger.LogError("An image worker named files that nobody asked for; nothing of it was taken");
            return ImageProblems.Of(new ImageRefusal(ImageRefusalCode.ImageWorkerDied, What: "unasked files"));
        }

        try
        {
            foreach (var file in made.Renditions)
                File.Move(Path.Combine(folder, RenditionNames.Part(run, file.FileName)), Path.Combine(folder, file.FileName), overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            foreach (var file in made.Renditions)
                File.Delete(Path.Combine(folder, file.FileName));
            return ImageProblems.Of(new ImageRefusal(ImageRefusalCode.ImageNotWritten, What: exception.Message));
        }

        return made;
    }

    // the texts are a stranger's: stored as everything is stored
    private static ImageFacts Stored(ImageFacts facts) => facts with
    {
        Credits = new ImageCredits { Copyright = Text(facts.Credits.Copyright), Credit = Text(facts.Credits.Credit), Caption = Text(facts.Credits.Caption) },
    };

    private static string? Text(string? text) => text is not null && NormalText.Of(text).Trim() is { Length: > 0 } normal ? normal : null;

    private static Problem Refusal(WorkerAnswer answer) => ImageProblems.Of(answer.Refusal ?? new ImageRefusal(ImageRefusalCode.ImageWorkerDied, What: "no answer"));

    // what is wrong here is the caller's program, not a person's file
    private static void Check(RenderRequest request)
    {
        if (!Directory.Exists(request.OutputFolder))
            throw new DirectoryNotFoundException($"There is no folder '{request.OutputFolder}' for renditions.");
        if (request.Wishes.Count == 0 || request.Wishes.DistinctBy(wish => (wish.Shape, wish.Format)).Count() != request.Wishes.Count)
            throw new ArgumentException("Each shape and format is wished for once.", nameof(request));
        if (request.Wishes.SelectMany(wish => wish.Widths ?? []).Any(width => width is < ImageOptionsCheck.Narrowest or > ImageOptionsCheck.Widest) || request.Wishes.Any(wish => wish.Widths is { Count: 0 }))
            throw new ArgumentException($"Widths are {ImageOptionsCheck.Narrowest}–{ImageOptionsCheck.Widest}.", nameof(request));
        if (request.Focus is { } focus && !(focus.X is >= 0 and <= 1 && focus.Y is >= 0 and <= 1))
            throw new ArgumentException("The focal point is outside the image.", nameof(request));
    }
}
