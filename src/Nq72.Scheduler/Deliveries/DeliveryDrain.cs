using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// Sends what is due: claims under a lease, hands to the transports, marks in batches. Marks and the next claim share one short
/// transaction; on PostgreSQL, where several may write, many marks have one of their own beside that of the claim. One caller at a time;
/// the sending itself runs beside it.
/// </summary>
internal sealed class DeliveryDrain(
    Connections connections, WriteTurns turns, DeliveryLedger ledger, LedgerChain chain, CircuitLedger circuits, DeliveryLanes lanes, CircuitProbes probes, DeliveryChanges changes,
    IEnumerable<ITransport> transports, DeliverySignal signal,
    IOptions<SchedulerOptions> options, TimeProvider clock, ILogger<DeliveryDrain> log) : IDisposable
{
    private static readonly TimeSpan ShutDownPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(30);

    // fewer marks than this cost less in the transaction of the claim than a second transaction does
    private const int Crowd = 50;

    // the first of many are on their way while the others are claimed
    private const int FirstOfMany = 250;

    private readonly Dictionary<TransportKind, ITransport> transports = transports.ToDictionary(transport => transport.Kind);
    private readonly ConcurrentQueue<FinishedDelivery> finished = new();
    private readonly ConcurrentDictionary<Guid, InFlightDelivery> sending = new();
    private readonly Dictionary<Guid, LoadedPayload> payloads = [];
    private readonly SemaphoreSlim places = new(options.Value.GlobalConcurrency);
    private readonly CancellationTokenSource abandon = new();
    private readonly DrainConnection claims = new(connections, options.Value.LeaseDuration / 3);
    private readonly DrainConnection ownMarks = new(connections, options.Value.LeaseDuration / 3);
    private TimeSpan currentPatience = Patience(options.Value);
    private bool claimAgain;
    private volatile bool freed;

    /// <summary>Names this process in leases.</summary>
    public string Owner { get; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");

    /// <summary>Whether a turn is to be taken at once: something was sent or probed whose outcome is not written down yet, a lane has room again, or the last claim left something.</summary>
    public bool HasWork => !finished.IsEmpty || probes.HasResults || claimAgain || freed;

    /// <summary>Deliveries that this node is sending, and probes that it is making.</summary>
    public int InFlight => sending.Count + probes.Running;

    /// <summary>Which these are.</summary>
    public IEnumerable<Guid> Sending => sending.Keys;

    /// <summary>Reads the lanes and opens the connection ahead of need, and tells what waits.</summary>
    public async Task<Outlook> LookAsync(CancellationToken cancellationToken)
    {
        await lanes.RefreshAsync(clock.Now(), cancellationToken);
        return await ledger.LookAsync(await OpenAsync(cancellationToken), clock.Now(), cancellationToken);
    }

    /// <summary>Lengthens the leases of what is still being sent, when a third of them is gone.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var lease = options.Value.LeaseDuration;
        if (!sending.Values.Any(held => held.Claimed.Lease.Wanes(lease * 2 / 3, now)))
            return;
        var open = await OpenAsync(cancellationToken);
        IReadOnlyList<RenewedLease> renewed;
        var until = now + lease;
        var wanted = sending.Values.ToList();
        using (await turns.EnterAsync(WritePriority.Drain, cancellationToken))
        {
            await using var transaction = await open.BeginTransactionAsync(IsolationLevel.Unspecified, cancellationToken);
            renewed = await ledger.RenewAsync(transaction, wanted.Select(held => held.Claimed.Id), Owner, until, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        var ours = renewed.ToDictionary(known => (known.Id, known.Fence));
        foreach (var claimed in wanted.Select(held => held.Claimed))
        {
            if (!ours.TryGetValue((claimed.Id, claimed.Fence), out var known))
            {
                claimed.Lease.Lose();
                continue;
            }

            claimed.Lease.Renew(until);
            if (known.CancelAsked)
                claimed.Lease.Revoke();
        }
    }

    /// <summary>A person cancelled a delivery: when this node has it and has not begun to send it, it does not.</summary>
    public void Revoke(Guid id)
    {
        if (sending.TryGetValue(id, out var held))
            held.Claimed.Lease.Revoke();
    }

    /// <summary>Takes back leases and ends windows that ran out, and holds what cannot go anywhere. Returns whether something can be sent again.</summary>
    public async Task<bool> TidyAsync(CancellationToken cancellationToken)
    {
        var open = await OpenAsync(cancellationToken);
        using var pen = await turns.EnterAsync(WritePriority.Drain, cancellationToken);
        await using var transaction = await open.BeginTransactionAsync(IsolationLevel.Unspecified, cancellationToken);
        var now = clock.Now();
        var lost = await ledger.ReclaimAsync(transaction, now, cancellationToken);
        await ledger.EndWindowsAsync(transaction, now, cancellationToken);
        var back = await ledger.HoldUndeliverableAsync(transaction, now, cancellationToken);
        await chain.AddAsync(transaction, lost, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changes.Announce(new([], [], lost));
        return lost.Count + back > 0;
    }

    /// <summary>One turn: marks what was sent, claims what is due and starts to send it. Returns how many were claimed.</summary>
    /// <param name="sweep">Whether to look at every lane again, not only at those that may have more.</param>
    /// <param name="cancellationToken">Stops before the next claim.</param>
    public async Task<int> TurnAsync(bool sweep, CancellationToken cancellationToken)
    {
        var results = TakeResults();
        try
        {
            return ledger.WritesBesideOthers && results is { Marks.Count: >= Crowd, ChangeCircuits: false }
                ? await TurnInTwoTransactionsAsync(results, sweep, cancellationToken)
                : await TurnInOneTransactionAsync(results, sweep, cancellationToken);
        }
        finally
        {
            PutBack(results);
        }
    }

    /// <summary>Something failed: goes on over a new connection, more patiently, because a database that is only slow must get done some time.</summary>
    public void Reconnect(Exception failure)
    {
        currentPatience = Shorter(currentPatience * 2, LongestPatience);
        connections.ForgetIdleAfter(failure);
        DropConnections();
    }

    /// <summary>All went well: from now on silence is noticed within a third of a lease again.</summary>
    public void Calm()
    {
        if (currentPatience == Patience(options.Value))
            return;
        currentPatience = Patience(options.Value);
        DropConnections();
    }

    /// <summary>
    /// Stops: what is on its way gets five seconds, the rest is let go of, so that another node need not wait for the lease to run out.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lanes.Close();
        await Task.WhenAny(Task.WhenAll(sending.Values.Select(held => held.Task)), Task.Delay(ShutDownPatience, clock, patience.Token));
        await patience.CancelAsync();
        await abandon.CancelAsync();
        await Task.WhenAll(sending.Values.Select(held => held.Task));
        await probes.WaitAsync(cancellationToken);
        if (HasWork)
            await TurnAsync(sweep: false, CancellationToken.None);
    }

    public void Dispose()
    {
        abandon.Dispose();
        places.Dispose();
        claims.Dispose();
        ownMarks.Dispose();
    }

    private async Task<int> TurnInOneTransactionAsync(DrainResults results, bool sweep, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(cancellationToken);
        Claim claim;
        IReadOnlyList<(string Channel, string Destination)> toProbe;
        using (await turns.EnterAsync(WritePriority.Drain, cancellationToken))
        {
            await using var transaction = await open.BeginTransactionAsync(IsolationLevel.Unspecified, cancellationToken);
            var marked = await MarkAsync(transaction, results, cancellationToken);
            // before the claim: what waited for a receiver that is back begins in this turn
            lanes.Recover(marked.Circuits);
            claim = await ClaimAsync(transaction, sweep, cancellationToken);
            toProbe = await ClaimProbesAsync(transaction, sweep, cancellationToken);
            await chain.AddAsync(transaction, marked.Attempts, cancellationToken);
            DeliverySteps.Claiming(claim.Claimed.Count);
            await transaction.CommitAsync(cancellationToken);
            claimAgain = claim.LeftSome;
            Note(claim);
            Tell(results, marked);
        }

        Forget(results);
        Probe(toProbe);
        Start(claim);
        return claim.Claimed.Count;
    }

    // the work of the database is what a crowd of deliveries takes longest for: two connections use two of its processors
    private async Task<int> TurnInTwoTransactionsAsync(DrainResults results, bool sweep, CancellationToken cancellationToken)
    {
        var lanesOfMarks = results.Marks.Select(mark => (mark.Claimed.Channel, mark.Claimed.Destination)).ToHashSet();
        var marking = MarkOnlyAsync(results, sweep, cancellationToken);
        var claiming = ClaimOnlyAsync(sweep, cancellationToken);
        await Task.WhenAll(marking, claiming);
        // what came behind a marked delivery of the same item was not free yet when the claim looked
        lanes.Reopen(lanesOfMarks);
        claimAgain = true;
        return await claiming;
    }

    private async Task MarkOnlyAsync(DrainResults results, bool sweep, CancellationToken cancellationToken)
    {
        var open = await ownMarks.OpenAsync(currentPatience, cancellationToken);
        await using var transaction = await open.BeginTransactionAsync(IsolationLevel.Unspecified, cancellationToken);
        var marked = await MarkAsync(transaction, results, cancellationToken);
        var toProbe = await ClaimProbesAsync(transaction, sweep, cancellationToken);
        await chain.AddAsync(transaction, marked.Attempts, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        lanes.Recover(marked.Circuits);
        Tell(results, marked);
        Forget(results);
        Probe(toProbe);
    }

    private async Task<int> ClaimOnlyAsync(bool sweep, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(cancellationToken);
        await using var transaction = await open.BeginTransactionAsync(IsolationLevel.Unspecified, cancellationToken);
        var claim = await ClaimAsync(transaction, sweep, cancellationToken);
        DeliverySteps.Claiming(claim.Claimed.Count);
        await transaction.CommitAsync(cancellationToken);
        Note(claim);
        Start(claim);
        return claim.Claimed.Count;
    }

    private async Task<Marked> MarkAsync(DbTransaction transaction, DrainResults results, CancellationToken cancellationToken)
    {
        DeliverySteps.Marking(results.Marks.Count);
        var taken = await ledger.MarkAsync(transaction, results.Marks, cancellationToken);
        var changed = await circuits.RecordAsync(transaction, [.. results.Marks.Where((_, index) => taken[index])], results.Probes, clock.Now(), cancellationToken);
        return new(taken, changed, DeliveryLedger.AttemptsOf(results.Marks));
    }

    private async Task<Claim> ClaimAsync(DbTransaction transaction, bool sweep, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var most = sending.IsEmpty ? Math.Min(options.Value.BatchSize, FirstOfMany) : options.Value.BatchSize;
        var rooms = abandon.IsCancellationRequested ? LaneRooms.None : lanes.Rooms(sweep, most, now);
        var claimed = rooms.Lanes.Count == 0 ? [] : await ledger.ClaimAsync(transaction, rooms.Lanes, Owner, now, options.Value.LeaseDuration, cancellationToken);
        await LoadPayloadsAsync(transaction, claimed, cancellationToken);
        var wasKeptSmall = most < options.Value.BatchSize && claimed.Count > 0 && claimed.Count >= rooms.Lanes.Sum(room => room.Free);
        return new(rooms.Lanes, claimed, now, LeftSome: wasKeptSmall || rooms.MoreAfter(claimed.Count));
    }

    private async Task<IReadOnlyList<(string Channel, string Destination)>> ClaimProbesAsync(DbTransaction transaction, bool sweep, CancellationToken cancellationToken) =>
        sweep && !abandon.IsCancellationRequested ? await circuits.ClaimProbesAsync(transaction, clock.Now(), cancellationToken) : [];

    // only after the commit: a claim that was rolled back takes up no room
    private void Note(Claim claim) => lanes.Note(claim.Rooms, claim.Claimed, claim.At);

    // after the commit
    private void Tell(DrainResults results, Marked marked)
    {
        changes.Announce(new([.. results.Marks.Where((_, index) => marked.Taken[index]).Select(mark => mark.Claimed)], marked.Circuits, marked.Attempts));
        var refused = marked.Taken.Count(stands => !stands);
        if (refused > 0 && log.IsEnabled(LogLevel.Information))
            log.LogInformation("{Refused} marks were refused: their leases went to somebody else", refused);
    }

    private static void Forget(DrainResults results)
    {
        DeliverySteps.Marked(results.Marks.Count);
        results.Clear();
    }

    private void Probe(IReadOnlyList<(string Channel, string Destination)> destinations)
    {
        foreach (var (channel, destination) in destinations)
            probes.Start(channel, destination, abandon.Token);
    }

    // whoever asks for a lane's place first gets it first: in the order in which they are due
    private void Start(Claim claim)
    {
        DeliverySteps.Claimed(claim.Claimed.Count);
        foreach (var delivery in claim.Claimed.OrderBy(delivery => delivery.DueAt).ThenBy(delivery => delivery.Id))
            Start(delivery);
    }

    private async Task LoadPayloadsAsync(DbTransaction transaction, IReadOnlyList<ClaimedDelivery> claimed, CancellationToken cancellationToken)
    {
        var wanted = claimed.Select(delivery => delivery.PayloadId).ToHashSet();
        foreach (var unused in payloads.Keys.Where(id => !wanted.Contains(id)).ToList())
            payloads.Remove(unused);
        wanted.ExceptWith(payloads.Keys);
        if (wanted.Count == 0)
            return;
        foreach (var payload in await ledger.LoadPayloadsAsync(transaction, wanted, cancellationToken))
            payloads[payload.Id] = payload;
    }

    private void Start(ClaimedDelivery delivery)
    {
        // a foreign key holds the payload as long as the delivery
        var payload = payloads[delivery.PayloadId];
        var lane = lanes[delivery];
        var gate = lane.Places;
        var turn = gate.WaitAsync(abandon.Token);
        var task = Task.Run(() => SendAsync(delivery, payload, lane, gate, turn));
        var held = new InFlightDelivery(delivery, task);
        sending[delivery.Id] = held;
        _ = task.ContinueWith(_ => sending.TryRemove(new(delivery.Id, held)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task SendAsync(ClaimedDelivery delivery, LoadedPayload payload, DeliveryLane lane, SemaphoreSlim gate, Task turn)
    {
        var started = clock.Now();
        var result = SendResult.NotOurs;
        var begun = false;
        try
        {
            await turn;
            try
            {
                await places.WaitAsync(abandon.Token);
                using (new WaitingPlace(places, lane, lanes, signal, clock))
                {
                    started = clock.Now();
                    begun = true;
                    result = await transports[lane.Transport].SendAsync(ParcelOf(delivery, payload, lane), abandon.Token);
                    DeliverySteps.Sent(delivery);
                }
            }
            finally
            {
                gate.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // shut down: what had begun may have arrived
            result = SendResult.NotOurs with { Code = DeliveryCode.ShutDown, MaybeReceived = begun };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // a fault of ours must not hold the lease and the lane: it is recorded as an attempt and tried again
            log.LogError(exception, "Sending the delivery {Delivery} failed by a fault", delivery.Id);
            result = SendResult.Retry(DeliveryCode.Fault, exception.Message) with { MaybeReceived = begun };
        }

        // a receiver that takes a repeat for something new gets none: a person or a receipt decides
        if (result is { MaybeReceived: true, Verdict: SendVerdict.Retry or SendVerdict.NotOurs } && !lane.Deduplicates)
            result = result with { Verdict = SendVerdict.Doubt };
        var ended = clock.Now();
        // the result first: a turn that found the place free without it would send to a receiver whose circuit this opens
        finished.Enqueue(new(delivery, result, started, ended));
        lanes.End(lane, result, ended - started);
        freed = true;
        signal.Nudge();
    }

    private Parcel ParcelOf(ClaimedDelivery delivery, LoadedPayload payload, DeliveryLane lane) => new()
    {
        DeliveryId = delivery.Id, IdempotencyKey = delivery.IdempotencyKey, Channel = delivery.Channel, Destination = delivery.Destination, Operation = delivery.Operation.ToString().ToLowerInvariant(),
        DueAt = delivery.DueAt, ContentType = payload.ContentType, FileExtension = payload.Extension, Bytes = payload.Bytes,
        Url = lane.Url, Secrets = lane.Secrets, Timeout = lane.Timeout,
        StillOurs = () => MayGo(delivery),
    };

    private bool MayGo(ClaimedDelivery delivery)
    {
        // a lease of which so little is left was not lengthened in time: it may be somebody else's before the answer comes
        if (!delivery.Lease.Allows(options.Value.LeaseDuration / 3, clock.GetUtcNow()))
            return false;
        DeliverySteps.Sending(delivery);
        return true;
    }

    private DrainResults TakeResults()
    {
        // what is freed from here on is claimed for in the next turn, whether its result comes with this one or not
        freed = false;
        var marks = new List<FinishedDelivery>();
        while (finished.TryDequeue(out var delivery))
            marks.Add(delivery);
        return new(marks, probes.Take());
    }

    // what is left in it was not written down: the next turn does it, and the fence says whether it still may
    private void PutBack(DrainResults results)
    {
        foreach (var mark in results.Marks)
            finished.Enqueue(mark);
        probes.PutBack(results.Probes);
    }

    // what takes longer than this leaves too little of a lease to lengthen it
    private static TimeSpan Patience(SchedulerOptions options) => Shorter(options.LeaseDuration / 3, LongestPatience);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => claims.OpenAsync(currentPatience, cancellationToken);

    private void DropConnections()
    {
        claims.Drop();
        ownMarks.Drop();
    }

    /// <summary>A claim that is written, for how much room, and whether the next one is to follow at once.</summary>
    private sealed record Claim(IReadOnlyList<LaneRoom> Rooms, IReadOnlyList<ClaimedDelivery> Claimed, DateTimeOffset At, bool LeftSome);

    /// <summary>Results that are written: which stand, and what follows.</summary>
    private sealed record Marked(IReadOnlyList<bool> Taken, IReadOnlyList<CircuitChange> Circuits, IReadOnlyList<(LedgerSubject, DeliveryAttempt)> Attempts);
}

/// <summary>A delivery that this node is sending.</summary>
internal sealed record InFlightDelivery(ClaimedDelivery Claimed, Task Task);
