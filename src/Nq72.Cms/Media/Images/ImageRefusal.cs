namespace Nq72.Cms.Media.Images;

/// <summary>Why the work on one file ended without a result.</summary>
/// <param name="Code">Which of the closed list.</param>
/// <param name="Found">How much there is, where the code is about a bound.</param>
/// <param name="Allowed">The bound, in the unit of its code: pixels, frames, seconds or bytes.</param>
/// <param name="What">What was found, in a few plain words.</param>
internal sealed record ImageRefusal(ImageRefusalCode Code, long Found = 0, long Allowed = 0, string? What = null);

/// <summary>The closed list; as text in camelCase the stable code.</summary>
internal enum ImageRefusalCode
{
    /// <summary>No bytes.</summary>
    ImageEmpty,

    /// <summary>The first bytes belong to nothing that we know.</summary>
    ImageKindUnknown,

    /// <summary>The first bytes belong to something that is not taken.</summary>
    ImageKindNotAllowed,

    /// <summary>It ends before its end.</summary>
    ImageTruncated,

    /// <summary>The decoder found it wrong.</summary>
    ImageBroken,

    /// <summary>More pixels in a frame than allowed.</summary>
    ImageTooManyPixels,

    /// <summary>A side longer than allowed.</summary>
    ImageTooLong,

    /// <summary>More frames than allowed.</summary>
    ImageTooManyFrames,

    /// <summary>HEIC or AVIF, and no decoder for it here.</summary>
    ImageDecoderMissing,

    /// <summary>A format was wanted that this library does not write.</summary>
    ImageEncoderMissing,

    /// <summary>Took too long, and was killed.</summary>
    ImageTimeLimit,

    /// <summary>Took too much memory, and was killed.</summary>
    ImageMemoryLimit,

    /// <summary>Would have written too large a file.</summary>
    ImageOutputLimit,

    /// <summary>There is no such file.</summary>
    ImageFileMissing,

    /// <summary>libvips is not on this machine.</summary>
    ImageProcessorMissing,

    /// <summary>Too many are waiting.</summary>
    ImageQueueFull,

    /// <summary>The disk did not take the files.</summary>
    ImageNotWritten,

    /// <summary>The child process ended without an answer: a crash of the decoder, or somebody killed it.</summary>
    ImageWorkerDied,
}

/// <summary>Ends the work inside the child process with a refusal.</summary>
internal sealed class ImageRefusedException(ImageRefusal refusal) : Exception(refusal.Code.ToString())
{
    public ImageRefusedException(ImageRefusalCode code, long found = 0, long allowed = 0, string? what = null) : this(new ImageRefusal(code, found, allowed, what))
    {
    }

    /// <summary>Why.</summary>
    public ImageRefusal Refusal => refusal;
}
