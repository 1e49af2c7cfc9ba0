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
/// transaction. One caller at a time; the sending itself runs beside it.
/// </summary>
internal sealed class DeliveryDrain(
    Connections connections, WriteTurns turns, DeliveryLedger ledger, LedgerChain chain, CircuitLedger circuits, DeliveryLanes lanes, CircuitProbes probes, DeliveryChanges changes,
    IEnumerable<ITransport> transports, DeliverySignal signal,
    IOptions<SchedulerOptions> options, TimeProvider clock, ILogger<DeliveryDrain> log) : IDisposable
{
    private static readonly TimeSpan ShutDownPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<TransportKind, ITransport> transports = transports.ToDictionary(transport => transport.Kind);
    private readonly ConcurrentQueue<FinishedDelivery> finished = new();
    private readonly ConcurrentDictionary<Guid, InFlightDelivery> sending = new();
    private readonly Dictionary<Guid, LoadedPayload> payloads = [];
    private readonly SemaphoreSlim places = new(options.Value.GlobalConcurrency);
    private readonly CancellationTokenSource abandon = new();
    private TimeSpan currentPatience = Patience(options.Value);
    private DbConnection? connection;

    /// <summary>Names this process in leases.</summary>
    public string Owner { get; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");

    /// <summary>Whether something was sent or probed whose outcome is not written down yet.</summary>
    public bool HasResults => !finished.IsEmpty || probes.HasResults;

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
        var marks = TakeFinished();
        var probed = probes.Take();
        try
        {
            var open = await OpenAsync(cancellationToken);
            IReadOnlyList<ClaimedDelivery> claimed;
            IReadOnlyList<(string Channel, string Destination)> toProbe;
            using (await turns.EnterAsync(WritePriority.Drain, cancellationToken))
            {
                await using var transaction = await open.BeginTransactionAsync(IsolationLevel.Unspecified, cancellationToken);
                DeliverySteps.Marking(marks.Count);
                var taken = await ledger.MarkAsync(transaction, marks, cancellationToken);
                var now = clock.Now();
                var circuitNews = await circuits.RecordAsync(transaction, [.. marks.Where((_, index) => taken[index])], probed, now, cancellationToken);
                // before the claim: what waited for a receiver that is back begins in this turn
                lanes.Recover(circuitNews);
                var rooms = abandon.IsCancellationRequested ? [] : lanes.Rooms(sweep, options.Value.BatchSize, now);
                claimed = rooms.Count == 0 ? [] : await ledger.ClaimAsync(transaction, rooms, Owner, now, options.Value.LeaseDuration, cancellationToken);
                await LoadPayloadsAsync(transaction, claimed, cancellationToken);
                toProbe = sweep && !abandon.IsCancellationRequested ? await circuits.ClaimProbesAsync(transaction, now, cancellationToken) : [];
                var attempts = DeliveryLedger.AttemptsOf(marks);
                await chain.AddAsync(transaction, attempts, cancellationToken);
                DeliverySteps.Claiming(claimed.Count);
                await transaction.CommitAsync(cancellationToken);
                // only now: a claim that was rolled back takes up no room
                lanes.Note(rooms, claimed, now);
                Tell(marks, taken, attempts, circuitNews);
            }

            DeliverySteps.Marked(marks.Count);
            DeliverySteps.Claimed(claimed.Count);
            marks = [];
            probed = [];
            foreach (var (channel, destination) in toProbe)
                probes.Start(channel, destination, abandon.Token);
            // whoever asks for a lane's place first gets it first: in the order in which they are due
            foreach (var delivery in claimed.OrderBy(delivery => delivery.DueAt).ThenBy(delivery => delivery.Id))
                Start(delivery);
            return claimed.Count;
        }
        finally
        {
            // not written down: the next turn does it, and the fence says whether it still may
            foreach (var mark in marks)
                finished.Enqueue(mark);
            probes.PutBack(probed);
        }
    }

    /// <summary>Something failed: goes on over a new connection, more patiently, because a database that is only slow must get done some time.</summary>
    public void Reconnect(Exception failure)
    {
        currentPatience = Shorter(currentPatience * 2, LongestPatience);
        connections.ForgetIdleAfter(failure);
        DropConnection();
    }

    /// <summary>All went well: from now on silence is noticed within a third of a lease again.</summary>
    public void Calm()
    {
        if (currentPatience == Patience(options.Value))
            return;
        currentPatience = Patience(options.Value);
        DropConnection();
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
        if (HasResults)
            await TurnAsync(sweep: false, CancellationToken.None);
    }

    public void Dispose()
    {
        abandon.Dispose();
        places.Dispose();
        DropConnection();
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
        lanes.End(lane, result, ended - started);
        finished.Enqueue(new(delivery, result, started, ended));
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

    private List<FinishedDelivery> TakeFinished()
    {
        var taken = new List<FinishedDelivery>();
        while (finished.TryDequeue(out var delivery))
            taken.Add(delivery);
        return taken;
    }

    private void Tell(List<FinishedDelivery> marks, IReadOnlyList<bool> taken, IReadOnlyList<(LedgerSubject, DeliveryAttempt)> attempts, IReadOnlyList<CircuitChange> circuitNews)
    {
        changes.Announce(new([.. marks.Where((_, index) => taken[index]).Select(mark => mark.Claimed)], circuitNews, attempts));
        var refused = taken.Count(stands => !stands);
        if (refused > 0 && log.IsEnabled(LogLevel.Information))
            log.LogInformation("{Refused} marks were refused: their leases went to somebody else", refused);
    }

    // what takes longer than this leaves too little of a lease to lengthen it
    private static TimeSpan Patience(SchedulerOptions options) => Shorter(options.LeaseDuration / 3, LongestPatience);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (connection?.State == ConnectionState.Open)
            return connection;
        DropConnection();
        var opened = connections.CreateOwn(currentPatience);
        try
        {
            await opened.OpenAsync(cancellationToken);
            // others must not wait longer for a claim that this node began and never ended than for its leases
            await connections.LimitSilenceAsync(opened, options.Value.LeaseDuration / 3, cancellationToken);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }

        return connection = opened;
    }

    private void DropConnection()
    {
        connection?.Dispose();
        connection = null;
    }
}

/// <summary>A delivery that this node is sending.</summary>
internal sealed record InFlightDelivery(ClaimedDelivery Claimed, Task Task);
