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
public sealed record ReleaseView(
    string Id, string Name, ReleaseState State, DateTimeOffset At, string AtLocal, string Zone, MissedView Missed, string? Reason, string CreatedBy, DateTimeOffset CreatedAt,
    string? ArmedBy, DateTimeOffset? ArmedAt, int Revision, IReadOnlyDictionary<string, int> Deliveries, IReadOnlyDictionary<string, int> Retractions,
    DateTimeOffset? FirstAttemptAt, DateTimeOffset? LastAcceptedAt, IReadOnlyList<ReleaseItemView> Items);

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
public sealed record ReleaseItemView(
    string Id, int Version, string? Title, string? Type, string? Lang, bool Approved, int? NewestApproved, IReadOnlyList<string> Channels, DateTimeOffset? Until, bool Public);

/// <summary>What becomes of deliveries that missed the instant.</summary>
public sealed record MissedView(MissedPolicy Policy, DateTimeOffset? Until);
