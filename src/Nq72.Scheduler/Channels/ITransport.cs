namespace Nq72.Scheduler.Channels;

/// <summary>The seam to what carries a parcel. Implementations are thread-safe and never throw for what a receiver does.</summary>
internal interface ITransport
{
    /// <summary>Which channels it serves.</summary>
    TransportKind Kind { get; }

    /// <summary>Carries the parcel once.</summary>
    Task<SendResult> SendAsync(Parcel parcel, CancellationToken cancellationToken);
}

/// <summary>One attempt's worth of a delivery.</summary>
internal sealed record Parcel
{
    public required Guid DeliveryId { get; init; }

    /// <summary>The same at every attempt; receivers tell repeats by it.</summary>
    public required Guid IdempotencyKey { get; init; }

    public required string Channel { get; init; }

    public required string Destination { get; init; }

    /// <summary>The value of the header <c>Nq72-Operation</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Whether it is a test and no delivery: it is named so.</summary>
    public bool IsTest { get; init; }

    /// <summary>The intended instant.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public required string ContentType { get; init; }

    /// <summary>With the dot.</summary>
    public required string FileExtension { get; init; }

    public required ReadOnlyMemory<byte> Bytes { get; init; }

    public string? Url { get; init; }

    /// <summary>Signing secrets in the clear, newest first.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(Channels.Channel.DefaultTimeoutSeconds);

    /// <summary>Asked just before the step that cannot be undone: whether the lease still holds.</summary>
    public Func<bool> StillOurs { get; init; } = static () => true;
}

/// <summary>What came of an attempt.</summary>
/// <param name="Verdict">What follows from it.</param>
/// <param name="Code">Why, unless it was accepted.</param>
internal sealed record SendResult(SendVerdict Verdict, DeliveryCode? Code)
{
    public static readonly SendResult Accepted = new(SendVerdict.Accepted, null);

    /// <summary>The lease ran out before anything was sent.</summary>
    public static readonly SendResult NotOurs = new(SendVerdict.NotOurs, DeliveryCode.LeaseExpired);

    /// <summary>Whether the receiver may have it although it did not say so.</summary>
    public bool MaybeReceived { get; init; }

    public int? HttpStatus { get; init; }

    /// <summary>The beginning of the answer, or the error's words.</summary>
    public string? Excerpt { get; init; }

    /// <summary>How long the receiver asked us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static SendResult Retry(DeliveryCode code, string? excerpt = null) => new(SendVerdict.Retry, code) { Excerpt = excerpt };

    public static SendResult Fail(DeliveryCode code, string? excerpt = null) => new(SendVerdict.Fail, code) { Excerpt = excerpt };
}

/// <summary>What follows from an attempt.</summary>
internal enum SendVerdict
{
    /// <summary>It is there.</summary>
    Accepted,

    /// <summary>Again, by the ladder.</summary>
    Retry,

    /// <summary>It may be there, and the receiver would take a repeat for something new: never again by itself.</summary>
    Doubt,

    /// <summary>Never again by itself.</summary>
    Fail,

    /// <summary>Never again, and nothing else to this destination either.</summary>
    FailAndStop,

    /// <summary>Somebody else has the lease: nothing was sent, nothing is to be recorded.</summary>
    NotOurs,
}
