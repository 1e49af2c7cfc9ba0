namespace Nq72.Cms.Media.Images.Workers;

/// <summary>What the child process is asked: one line of JSON on its standard input, which stays open for as long as somebody waits.</summary>
internal sealed record WorkerRequest
{
    public required WorkerTask Task { get; init; }

    public required WorkerBounds Bounds { get; init; }

    /// <summary>The setting; empty to look for the library.</summary>
    public string Library { get; init; } = "";

    /// <summary>The original; null where only the state is asked for.</summary>
    public string? SourcePath { get; init; }

    public RenderOrder? Render { get; init; }
}

/// <summary>What is to be made, with everything that the settings say about it.</summary>
internal sealed record RenderOrder
{
    public required string OutputFolder { get; init; }

    /// <summary>Goes into the names of the unfinished files.</summary>
    public required string Run { get; init; }

    public required IReadOnlyList<RenditionWish> Wishes { get; init; }

    public required IReadOnlyList<int> Widths { get; init; }

    public FocalPoint? Focus { get; init; }

    public bool WithPlaceholder { get; init; }

    public required RenditionQuality Quality { get; init; }
}

/// <summary>How formats are encoded; as in <see cref="ImageOptions"/>.</summary>
internal sealed record RenditionQuality(int Webp, int Jpeg, int Avif, int AvifEffort);

/// <summary>What the child process holds itself to; time and memory its parent watches too.</summary>
internal sealed record WorkerBounds(long MaxPixels, int MaxSide, int MaxFrames, int CpuSeconds, long OutputBytes, int Threads);

/// <summary>What the child process does.</summary>
internal enum WorkerTask
{
    State,
    Probe,
    Render,
}
