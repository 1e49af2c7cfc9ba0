using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// One destination as this node sends to it: what it is, how much is on its way, how much more it may be given. A slow or failing receiver
/// holds only its own lane. Used under the drain's lock, but for <see cref="Places"/>.
/// </summary>
internal sealed class DeliveryLane(string channel, string destination)
{
    // a lane that answers quickly is handed more than it sends at a time, so that it never waits for the next claim
    private const int DeepestFactor = 16;
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RateSpan = TimeSpan.FromMinutes(1);

    // after an outage: five in the first second, ten in the next, and so on; then as its places allow
    private const int RampStart = 5;
    private static readonly TimeSpan Ramp = TimeSpan.FromSeconds(10);

    private readonly Queue<DateTimeOffset> starts = new();
    private int factor = 1;
    private DateTimeOffset? recoveredAt;
    private int begunSince;

    public string Channel { get; } = channel;

    public string Destination { get; } = destination;

    public TransportKind Transport { get; private set; }

    public string? Url { get; private set; }

    public IReadOnlyList<string> Secrets { get; private set; } = [];

    public TimeSpan Timeout { get; private set; }

    public int Concurrency { get; private set; }

    public int? PerMinute { get; private set; }

    /// <summary>Requests at a time.</summary>
    public SemaphoreSlim Places { get; private set; } = new(1);

    /// <summary>Whether the receiver tells repeats apart.</summary>
    public bool Deduplicates { get; private set; } = true;

    /// <summary>Claimed and not finished.</summary>
    public int Claimed { get; private set; }

    /// <summary>Of these, how many wait for their answer so long that they do not count on the node.</summary>
    public int Patient { get; set; }

    /// <summary>Whether a claim may find something; false after one that found less than it had room for.</summary>
    public bool MayHaveMore { get; set; } = true;

    /// <summary>Takes over what was saved of the destination.</summary>
    public void Configure(Channel channel, Destination destination, DestinationSecrets secrets)
    {
        Transport = channel.Transport;
        Url = destination.Url;
        Secrets = secrets.Unprotect(destination.Secrets);
        Timeout = TimeSpan.FromSeconds(channel.TimeoutSeconds ?? Channels.Channel.DefaultTimeoutSeconds);
        PerMinute = channel.PerMinute;
        Deduplicates = channel.Deduplicates;
        Recover(destination.RecoveredAt);
        var concurrency = channel.Concurrency ?? (channel.Transport == TransportKind.FileDrop ? 4 : 2);
        if (concurrency == Concurrency)
            return;
        Concurrency = concurrency;
        // what is on its way gives its place back to the old gate
        Places = new SemaphoreSlim(concurrency);
    }

    /// <summary>Its circuit closed then: what waited for it goes slowly at first.</summary>
    public void Recover(DateTimeOffset? at)
    {
        if (at is null || at <= recoveredAt)
            return;
        recoveredAt = at;
        begunSince = 0;
    }

    /// <summary>How many more deliveries may be claimed for it.</summary>
    public int Room(DateTimeOffset now)
    {
        var room = (Concurrency * factor) - Claimed;
        if (now - recoveredAt is { } since && since >= TimeSpan.Zero && since < Ramp)
            room = Math.Min(room, (RampStart * ((2 << (int)since.TotalSeconds) - 1)) - begunSince);
        if (PerMinute is not { } perMinute)
            return Math.Max(room, 0);
        while (starts.TryPeek(out var start) && start <= now - RateSpan)
            starts.Dequeue();
        return Math.Max(Math.Min(room, perMinute - starts.Count), 0);
    }

    public void Begin(DateTimeOffset now)
    {
        Claimed++;
        begunSince++;
        if (PerMinute is not null)
            starts.Enqueue(now);
    }

    public void End(SendResult result, TimeSpan took)
    {
        Claimed--;
        // what waited behind it, or for its place, may go now
        MayHaveMore = true;
        factor = result.Verdict == SendVerdict.Accepted && took < Quick ? Math.Min(factor * 2, DeepestFactor) : 1;
    }
}
