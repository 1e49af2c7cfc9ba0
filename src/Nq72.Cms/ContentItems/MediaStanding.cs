namespace Nq72.Cms.ContentItems;

/// <summary>What stands of a file that a version refers to.</summary>
/// <param name="Id">The file.</param>
/// <param name="Name">The name that it came with.</param>
/// <param name="State">How far it got: <c>Ready</c> when it can be shown.</param>
/// <param name="Obstacle">What stands in the way whatever the instant; null for nothing.</param>
/// <param name="PublicUntil">From when on it is not shown: the earlier end of rights and consent.</param>
/// <param name="RightsUntil">From when on there is no right to show it.</param>
/// <param name="LacksAlt">Whether it is a picture that nobody described.</param>
public sealed record MediaStanding(string Id, string Name, string State, string? Obstacle, DateTimeOffset? PublicUntil, DateTimeOffset? RightsUntil, bool LacksAlt)
{
    /// <summary>Whether it is a clip, which is to have captions.</summary>
    public bool IsClip { get; init; }

    /// <summary>The languages that it has captions in.</summary>
    public IReadOnlyList<string> CaptionsIn { get; init; } = [];

    /// <summary>Whether it can be shown as far as its bytes go.</summary>
    public bool IsReady => State == "Ready";

    /// <summary>Whether the consent of those in it is over at the instant.</summary>
    public bool ConsentIsOverAt(DateTimeOffset at) => PublicUntil is { } end && end <= at && (RightsUntil is null || end < RightsUntil);

    /// <summary>Whether the right to show it is over at the instant.</summary>
    public bool RightsAreOverAt(DateTimeOffset at) => RightsUntil <= at;
}
