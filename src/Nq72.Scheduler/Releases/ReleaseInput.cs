using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>What is said of a release.</summary>
/// <param name="Name">1–200 characters, required.</param>
/// <param name="At">The instant, required, ahead of now.</param>
/// <param name="Items">What goes out.</param>
/// <param name="Missed">What becomes of late deliveries; sent for 24 hours when not said.</param>
/// <param name="OnNewBlock">What a block does that a preflight finds after the arming: <c>go</c> (default: it goes out, and the block stands on the release) or <c>hold</c>.</param>
public sealed record ReleaseInput(string? Name, WallTime? At, IReadOnlyList<ReleaseItemInput>? Items, MissedInput? Missed = null, OnNewBlock OnNewBlock = OnNewBlock.Go);

/// <summary>What is said of one item of a release.</summary>
/// <param name="Id">The item, required, once.</param>
/// <param name="Version">The version; when not said, the one that the release holds already, or the newest approved one of an item that is new in it.</param>
/// <param name="Channels">Names of the channels it goes to.</param>
/// <param name="Until">End of its visibility.</param>
/// <param name="Public">Whether it goes on the public timeline (default) or to the channels only.</param>
public sealed record ReleaseItemInput(string? Id, int? Version = null, IReadOnlyList<string>? Channels = null, WallTime? Until = null, bool? Public = null);

/// <summary>What becomes of deliveries that missed the instant.</summary>
/// <param name="Policy">Send until, skip, or ask.</param>
/// <param name="Until">For <c>sendUntil</c>: until when; 24 hours after the instant when not said.</param>
public sealed record MissedInput(MissedPolicy Policy, WallTime? Until = null);

/// <summary>A new instant.</summary>
/// <param name="At">Required, ahead of now.</param>
public sealed record RescheduleInput(WallTime? At);

/// <summary>What becomes of items that are held.</summary>
/// <param name="Decision"><c>release</c>, <c>move</c> or <c>cancel</c>.</param>
/// <param name="Items">Which of the held items; all of them when not said.</param>
/// <param name="At">For <c>release</c>: the instant, ahead of now; at once when not said.</param>
/// <param name="Release">For <c>move</c>: a draft that takes them.</param>
/// <param name="Reason">For <c>cancel</c>: why, for people.</param>
public sealed record DecisionInput(HeldDecision? Decision, IReadOnlyList<string>? Items = null, WallTime? At = null, string? Release = null, string? Reason = null);

/// <summary>What a person decides about held items.</summary>
public enum HeldDecision
{
    /// <summary>They go out, now or at an instant.</summary>
    Release,

    /// <summary>They go into another release, which is a draft.</summary>
    Move,

    /// <summary>They do not go out.</summary>
    Cancel,
}

/// <summary>Why something is done.</summary>
/// <param name="Reason">For people; public where content is retracted.</param>
public sealed record ReasonInput(string? Reason);
