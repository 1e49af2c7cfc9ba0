namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>How long nothing is said, shortest first; <see cref="SpeechPace"/> gives the seconds.</summary>
internal enum Pause
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>At a comma.</summary>
    Short,

    /// <summary>At a semicolon.</summary>
    Middle,

    /// <summary>At the end of a sentence.</summary>
    Sentence,

    /// <summary>Between paragraphs.</summary>
    Block,
}
