using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Images;

/// <summary>
/// Looks at images that strangers sent, and makes safe, small ones of them. Thread-safe; whatever a file does to the decoder, the caller's
/// process is not touched. A problem with a <see cref="Problem.RetryAfter"/> may pass by itself, any other will be the same next time.
/// </summary>
public interface IImageProcessor
{
    /// <summary>
    /// What a file says it is, from its header and its structure; pixels are not decoded, so an image that is damaged inside is found only by
    /// <see cref="RenderAsync"/>. Refusals: the codes of <see cref="ImageProblems"/>.
    /// </summary>
    /// <param name="path">The file; its name counts for nothing.</param>
    /// <param name="cancellationToken">Ends the work at once.</param>
    Task<Outcome<ImageFacts>> ProbeAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// Makes what is wanted of one decoding. Either all files lie under their names in the output folder, or none does. What comes out is
    /// upright, sRGB, 8 bit, and holds nothing but pixels.
    /// </summary>
    Task<Outcome<ImageRenderings>> RenderAsync(RenderRequest request, CancellationToken cancellationToken);

    /// <summary>Whether images can be worked on here, with what, and which formats; for the doctor and the desk.</summary>
    Task<ImageProcessorState> StateAsync(CancellationToken cancellationToken);
}
