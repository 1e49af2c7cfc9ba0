namespace Nq72.Cms.Media.Clips;

/// <summary>What a clip is to be made of.</summary>
public sealed record TranscodeRequest
{
    /// <summary>The original; it is only read.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The file to make, in an existing folder; one that is there is replaced.</summary>
    public required string OutputPath { get; init; }

    /// <summary>Whether chapters that lie in the file are kept, with their titles. Default no: titles are texts that nobody looked at.</summary>
    public bool KeepsChapters { get; init; }
}

/// <summary>What sound is to be made of.</summary>
public sealed record AudioRequest
{
    /// <summary>The original, a clip or sound; it is only read.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The file to make, in an existing folder; one that is there is replaced.</summary>
    public required string OutputPath { get; init; }

    /// <summary>How it is encoded; default M4A.</summary>
    public AudioFormat Format { get; init; }
}

/// <summary>Which frame stands for a clip.</summary>
public sealed record PosterRequest
{
    /// <summary>The clip; it is only read.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The JPEG to make, in an existing folder; one that is there is replaced.</summary>
    public required string OutputPath { get; init; }

    /// <summary>The instant that somebody chose; null for the first frame after a tenth of the clip that is neither dark nor blurred.</summary>
    public TimeSpan? At { get; init; }
}

/// <summary>How sound is encoded.</summary>
public enum AudioFormat
{
    /// <summary>AAC in MPEG-4, for browsers and telephones.</summary>
    M4A,

    /// <summary>MP3, for loudspeakers and old players.</summary>
    Mp3,
}
