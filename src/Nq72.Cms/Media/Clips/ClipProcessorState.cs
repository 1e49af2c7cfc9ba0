using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Clips;

/// <summary>With what clips are worked on here.</summary>
public sealed record ClipProcessorState
{
    /// <summary>Why nothing can be done, and what to do about it; null when all is well.</summary>
    public Problem? Problem { get; init; }

    /// <summary>ffmpeg's version; null when there is none.</summary>
    public string? Version { get; init; }

    /// <summary>The program's file, as it was found; null when there is none.</summary>
    public string? Program { get; init; }

    /// <summary>Whether clips can be made (libx264 and aac); tried, not looked up.</summary>
    public bool MakesClips { get; init; }

    /// <summary>What sound can be made; tried, not looked up.</summary>
    public IReadOnlyList<AudioFormat> MakesSound { get; init; } = [];

    /// <summary>Encoders that were tried and work, as ffmpeg calls them.</summary>
    public IReadOnlyList<string> Encoders { get; init; } = [];
}
