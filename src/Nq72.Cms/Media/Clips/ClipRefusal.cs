namespace Nq72.Cms.Media.Clips;

/// <summary>Why the work on one file ended without a result.</summary>
/// <param name="Code">Which of the closed list.</param>
/// <param name="Found">How much there is, where the code is about a bound.</param>
/// <param name="Allowed">The bound, in the unit of its code: bytes, seconds, pixels or tracks.</param>
/// <param name="What">What was found, in a few plain words.</param>
internal sealed record ClipRefusal(ClipRefusalCode Code, long Found = 0, long Allowed = 0, string? What = null);

/// <summary>The closed list; as text in camelCase the stable code.</summary>
internal enum ClipRefusalCode
{
    /// <summary>No bytes.</summary>
    ClipEmpty,

    /// <summary>By its content it is no clip and no sound that is taken: a playlist, a page, a program.</summary>
    ClipKindNotAllowed,

    /// <summary>It ends before its end, or its index was never written.</summary>
    ClipTruncated,

    /// <summary>Its structure or its content is wrong.</summary>
    ClipBroken,

    /// <summary>It wants to be put together from other files or addresses.</summary>
    ClipExternal,

    /// <summary>A track in a coding that is not taken.</summary>
    ClipCodecNotAllowed,

    /// <summary>Nothing to see or hear.</summary>
    ClipNoStreams,

    /// <summary>A picture was asked for, and there is only sound.</summary>
    ClipNoPicture,

    /// <summary>Sound was asked for, and it is silent.</summary>
    ClipNoSound,

    /// <summary>More bytes than allowed.</summary>
    ClipTooLarge,

    /// <summary>Plays longer than allowed.</summary>
    ClipTooLong,

    /// <summary>More tracks than allowed.</summary>
    ClipTooManyStreams,

    /// <summary>More pixels in a frame than allowed.</summary>
    ClipTooManyPixels,

    /// <summary>The instant of the poster is not in the clip.</summary>
    ClipPosterOutside,

    /// <summary>Took too long, and was killed.</summary>
    ClipTimeLimit,

    /// <summary>Took too much memory, and was killed.</summary>
    ClipMemoryLimit,

    /// <summary>Would have written too large a file.</summary>
    ClipOutputLimit,

    /// <summary>There is no such file.</summary>
    ClipFileMissing,

    /// <summary>ffmpeg or ffprobe is not on this machine.</summary>
    ClipProcessorMissing,

    /// <summary>This ffmpeg lacks what is needed to write the file.</summary>
    ClipEncoderMissing,

    /// <summary>Too many are waiting.</summary>
    ClipQueueFull,

    /// <summary>The disk did not take the file.</summary>
    ClipNotWritten,

    /// <summary>The child process ended without a result: a crash of the decoder, or somebody killed it.</summary>
    ClipWorkerDied,
}
