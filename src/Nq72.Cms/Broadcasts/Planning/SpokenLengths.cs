namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>How long texts take, and what frames them in a commune.</summary>
/// <param name="Texts">By item and version.</param>
/// <param name="Frames">Seconds of greeting and closing, by commune.</param>
internal sealed record SpokenLengths(IReadOnlyDictionary<(string ItemId, int Version), PlannedText> Texts, IReadOnlyDictionary<string, double> Frames)
{
    /// <summary>A text with its length.</summary>
    public PlannedText Of(string item, int version) => Texts[(item, version)];

    /// <summary>Seconds of what frames the texts in a commune.</summary>
    public double FrameOf(string place) => Frames[place];
}
