using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Clips;

/// <summary>
/// Looks at clips and sound that strangers sent, and makes safe ones of them. Thread-safe; whatever a file does to the decoder, the caller's
/// process is not touched. A problem with a <see cref="Problem.RetryAfter"/> may pass by itself, any other will be the same next time.
/// </summary>
public interface IClipProcessor
{
    /// <summary>Whether clips can be worked on here, with what, and what can be made; for the doctor and the desk.</summary>
    Task<ClipProcessorState> StateAsync(CancellationToken cancellationToken);

    /// <summary>What a file says it is, from its structure and its heads; a file that is damaged inside is found only when something is made of it. Refusals: the codes of <see cref="ClipProblems"/>.</summary>
    /// <param name="path">The file; its name counts for nothing.</param>
    /// <param name="cancellationToken">Ends the work at once.</param>
    Task<Outcome<ClipFacts>> ProbeAsync(string path, CancellationToken cancellationToken);

    /// <summary>The same of a file that the caller holds alone, which this process could not open a second time.</summary>
    /// <param name="path">The file; its name counts for nothing.</param>
    /// <param name="content">The caller's own view of it, which can seek; not disposed of.</param>
    /// <param name="cancellationToken">Ends the work at once.</param>
    Task<Outcome<ClipFacts>> ProbeAsync(string path, Stream content, CancellationToken cancellationToken);

    /// <summary>One frame as JPEG, upright, for the image processor. The same file gives the same frame.</summary>
    Task<Outcome<ClipPoster>> PosterAsync(PosterRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// An MP4 that every browser plays while it loads (H.264, AAC): at most 720p, never larger than the original, upright, and nothing of
    /// what the original told beside its pictures and its sound. The file is there whole, or not at all.
    /// </summary>
    /// <param name="request">What of, and where to.</param>
    /// <param name="progress">Told twice a second; null when nobody asks.</param>
    /// <param name="cancellationToken">Ends the work at once.</param>
    Task<Outcome<ClipRendition>> TranscodeAsync(TranscodeRequest request, IProgress<ClipProgress>? progress, CancellationToken cancellationToken);

    /// <summary>The sound alone, of a clip or of sound, for loudspeakers and slow lines; as clean as <see cref="TranscodeAsync"/>.</summary>
    /// <param name="request">What of, and where to.</param>
    /// <param name="progress">Told twice a second; null when nobody asks.</param>
    /// <param name="cancellationToken">Ends the work at once.</param>
    Task<Outcome<ClipRendition>> AudioAsync(AudioRequest request, IProgress<ClipProgress>? progress, CancellationToken cancellationToken);
}
