using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Images;

/// <summary>With what images are worked on here.</summary>
public sealed record ImageProcessorState
{
    /// <summary>Why nothing can be done, and what to do about it; null when all is well.</summary>
    public Problem? Problem { get; init; }

    /// <summary>The library's version; null when there is none.</summary>
    public string? Version { get; init; }

    /// <summary>The library's file, as it was found; null when there is none.</summary>
    public string? Library { get; init; }

    /// <summary>What can be taken in; tried, not looked up.</summary>
    public IReadOnlyList<ImageKind> Reads { get; init; } = [];

    /// <summary>What can be made; tried, not looked up.</summary>
    public IReadOnlyList<RenditionFormat> Writes { get; init; } = [];
}
