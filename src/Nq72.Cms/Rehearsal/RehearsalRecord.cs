using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;

namespace Nq72.Cms.Rehearsal;

/// <summary>What a rehearsal showed, as <c>rehearsal.json</c> holds it and the page is made from. Instants are the rehearsal's.</summary>
internal sealed record RehearsalRecord
{
    /// <summary>Id of the peak or release.</summary>
    public required string Of { get; init; }

    /// <summary>When the copy was made, on the clock of the day.</summary>
    public required DateTimeOffset CopiedAt { get; init; }

    /// <summary>Where the rehearsal's clock began.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ended.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Zone of the wall-clock times on the page.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Whether every release was armed and every delivery accepted, none twice.</summary>
    public required bool Passed { get; init; }

    public required IReadOnlyList<ReleaseRecord> Releases { get; init; }

    /// <summary>How partners were made to behave, in words.</summary>
    public required IReadOnlyList<string> Partners { get; init; }

    /// <summary>What appeared and went, in order.</summary>
    public required IReadOnlyList<ChangeRecord> Changes { get; init; }

    /// <summary>What a reader saw at each full hour at which that had changed.</summary>
    public required IReadOnlyList<HourRecord> Hours { get; init; }

    /// <summary>How each destination fared.</summary>
    public required IReadOnlyList<DestinationRecord> Destinations { get; init; }

    /// <summary>Deliveries that were accepted after their instant, the latest first.</summary>
    public required IReadOnlyList<DeliveryRecord> Late { get; init; }

    /// <summary>Deliveries that were not accepted in the end.</summary>
    public required IReadOnlyList<DeliveryRecord> Open { get; init; }

    /// <summary>Every attempt, in order.</summary>
    public required IReadOnlyList<AttemptRecord> Attempts { get; init; }

    /// <summary>Deliveries that a partner was sent again after it had taken them: must be 0.</summary>
    public required int Doubled { get; init; }
}

/// <summary>A release that was rehearsed.</summary>
internal sealed record ReleaseRecord(
    string Id, string Name, DateTimeOffset At, bool Armed, IReadOnlyList<BlockRecord> Blocks, DateTimeOffset? FirstAttemptAt, DateTimeOffset? LastAcceptedAt, IReadOnlyDictionary<string, int> Deliveries);

/// <summary>Why a release could not be armed.</summary>
internal sealed record BlockRecord(string Code, string Message, string Remedy);

/// <summary>Something that a reader began or ceased to see; <c>Kind</c> is <c>appeared</c> or <c>ended</c>.</summary>
internal sealed record ChangeRecord(DateTimeOffset At, string Kind, string Item, int Version, string Type, string Title);

/// <summary>A full hour.</summary>
/// <param name="At">The hour.</param>
/// <param name="Visible">How many items readers saw.</param>
/// <param name="New">Which of them they had not seen the hour before.</param>
/// <param name="Gone">Which they saw no longer.</param>
internal sealed record HourRecord(DateTimeOffset At, int Visible, IReadOnlyList<SeenRecord> New, IReadOnlyList<SeenRecord> Gone);

/// <summary>An item as a reader sees it.</summary>
internal sealed record SeenRecord(string Item, int Version, string Type, string Title);

/// <summary>How a destination fared.</summary>
internal sealed record DestinationRecord(
    string Channel, string Destination, string Name, int Deliveries, int Attempts, int Late, DateTimeOffset? FirstAcceptedAt, DateTimeOffset? LastAcceptedAt, IReadOnlyDictionary<string, int> States);

/// <summary>
/// A delivery that was late, or is open. <c>LateSeconds</c> is how long after the instant it was accepted, null when it was not; <c>Why</c> what
/// went wrong on the way, in order, each once.
/// </summary>
internal sealed record DeliveryRecord(
    Guid Id, string Channel, string Destination, string Name, string Item, int Version, string Title, DeliveryOperation Operation, DeliveryState State, DeliveryCode? Code, int? HttpStatus,
    DateTimeOffset DueAt, DateTimeOffset SendAt, DateTimeOffset WindowEndsAt, DateTimeOffset? AcceptedAt, int? LateSeconds, int Attempts, IReadOnlyList<DeliveryCode> Why);

/// <summary>One attempt.</summary>
internal sealed record AttemptRecord(
    DateTimeOffset At, DateTimeOffset EndedAt, Guid Delivery, string Channel, string Destination, string Item, int Number, AttemptOutcome Outcome, DeliveryCode? Code, int? HttpStatus);
