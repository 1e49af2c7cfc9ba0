namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>How fast somebody reads. Length = syllables / rate + pauses; a pause that ends the text takes no time.</summary>
public sealed record SpeechPace
{
    /// <summary>
    /// The rate of national radio news, in syllables a minute: the ceiling. Source: 29,444 syllables in 106 items of VOV's news,
    /// thesis "Khảo sát ngôn ngữ bản tin thời sự trên Đài Tiếng nói Việt Nam", § 3.3.1.
    /// </summary>
    public const int Ceiling = 233;

    /// <summary>The slowest rate that a setting may ask for, in syllables a minute.</summary>
    public const int Floor = 60;

    /// <summary>Syllables a minute while speaking, <see cref="Floor"/> to <see cref="Ceiling"/>. 190 is an assumption for listeners outdoors: no source gives a rate for loudspeakers.</summary>
    public int SyllablesPerMinute { get; init; } = 190;

    /// <summary>Seconds at a comma, a dash, a bracket.</summary>
    public double CommaSeconds { get; init; } = 0.25;

    /// <summary>Seconds at a semicolon or colon.</summary>
    public double SemicolonSeconds { get; init; } = 0.4;

    /// <summary>Seconds at the end of a sentence or line.</summary>
    public double SentenceSeconds { get; init; } = 0.6;

    /// <summary>Seconds between paragraphs.</summary>
    public double BlockSeconds { get; init; } = 1;

    /// <summary>Seconds that so many syllables and pauses take.</summary>
    internal double Seconds(int syllables, double pauses) => Math.Round((syllables * 60.0 / SyllablesPerMinute) + pauses, 1);
}
