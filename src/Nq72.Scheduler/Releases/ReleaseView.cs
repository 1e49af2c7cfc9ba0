namespace Nq72.Scheduler.Releases;

/// <summary>A release as it is read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">At the moment of reading.</param>
/// <param name="At">The instant.</param>
/// <param name="AtLocal">The wall-clock time of the instant in <paramref name="Zone"/>.</param>
/// <param name="Zone">The zone in which it was meant.</param>
/// <param name="Missed">What becomes of late deliveries.</param>
/// <param name="Reason">Why it was cancelled, held or retracted.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ArmedBy">Who armed it.</param>
/// <param name="ArmedAt">When.</param>
/// <param name="Revision">Rises with every change; the ETag.</param>
/// <param name="Deliveries">How many deliveries are in which state.</param>
/// <param name="Retractions">Of these, the ones that take it back.</param>
/// <param name="FirstAttemptAt">When the first attempt began.</param>
/// <param name="LastAcceptedAt">When the last acceptance came.</param>
/// <param name="Items">What it holds.</param>
/// <param name="Held">How many of its items wait for a decision.</param>
/// <param name="OnNewBlock">What a block does that a preflight finds after the arming.</param>
/// <param name="Preflight">The last preflight that ran by itself; null before the arming.</param>
/// <param name="CopiedFrom">The release of an earlier peak that it is a copy of.</param>
public sealed record ReleaseView(
    string Id, string Name, ReleaseState State, DateTimeOffset At, string AtLocal, string Zone, MissedView Missed, string? Reason, string CreatedBy, DateTimeOffset CreatedAt,
    string? ArmedBy, DateTimeOffset? ArmedAt, int Revision, IReadOnlyDictionary<string, int> Deliveries, IReadOnlyDictionary<string, int> Retractions,
    DateTimeOffset? FirstAttemptAt, DateTimeOffset? LastAcceptedAt, IReadOnlyList<ReleaseItemView> Items, int Held, OnNewBlock OnNewBlock, PreflightRunView? Preflight, string? CopiedFrom);

/// <summary>One item of a release as it is read.</summary>
/// <param name="Id">The item.</param>
/// <param name="Version">The pinned version.</param>
/// <param name="Title">Title of that version; null when it is gone.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Lang">Its language.</param>
/// <param name="Approved">Whether exactly this version is approved.</param>
/// <param name="NewestApproved">Number of the item's newest approved version: a higher one than <paramref name="Version"/> does not go out by itself.</param>
/// <param name="Channels">Where it goes.</param>
/// <param name="Until">End of its visibility.</param>
/// <param name="Public">Whether it goes on the public timeline.</param>
/// <param name="State">Whether it goes out with the release.</param>
/// <param name="HeldFor">Why it was taken out.</param>
/// <param name="HoldNote">The same for people.</param>
/// <param name="Blackout">Key of the blackout that took it out.</param>
/// <param name="HeldAt">Since when.</param>
/// <param name="MovedTo">The release in which it goes out instead.</param>
public sealed record ReleaseItemView(
    string Id, int Version, string? Title, string? Type, string? Lang, bool Approved, int? NewestApproved, IReadOnlyList<string> Channels, DateTimeOffset? Until, bool Public,
    ReleaseItemState State, HoldReason? HeldFor, string? HoldNote, string? Blackout, DateTimeOffset? HeldAt, string? MovedTo);

/// <summary>The last preflight that ran by itself.</summary>
/// <param name="RanAt">When.</param>
/// <param name="Stage">At arming, a day, an hour or five minutes before the instant.</param>
/// <param name="NewBlocks">What blocks although it did not at arming: somebody should look.</param>
public sealed record PreflightRunView(DateTimeOffset RanAt, PreflightStage Stage, IReadOnlyList<NewBlockView> NewBlocks);

/// <summary>A block that came after the arming.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Item">The item it is about.</param>
/// <param name="Channel">The channel it is about.</param>
/// <param name="Destination">The destination it is about.</param>
/// <param name="Since">The preflight that found it first.</param>
public sealed record NewBlockView(string Code, string? Item, string? Channel, string? Destination, DateTimeOffset Since)
{
    internal static NewBlockView Of(NewBlock block) => new(block.Finding.Code, block.Finding.Item, block.Finding.Channel, block.Finding.Destination, block.Since);
}

/// <summary>What becomes of deliveries that missed the instant.</summary>
public sealed record MissedView(MissedPolicy Policy, DateTimeOffset? Until);
