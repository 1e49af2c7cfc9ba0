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
    Connections connections, WriteTurns turns, DeliveryLedger ledger, LedgerChain chain, DeliveryLanes lanes, StopDestinations stops, IEnumerable<ITransport> transports, DeliverySignal signal,
    IOptions<SchedulerOptions> options, TimeProvider clock, ILogger<DeliveryDrain> log) : IAsyncDisposable
{
    private static readonly TimeSpan ShutDownPatience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<TransportKind, ITransport> transports = transports.ToDictionary(transport => transport.Kind);
    private readonly ConcurrentQueue<FinishedDelivery> finished = new();
    private readonly ConcurrentDictionary<Guid, Task> sending = new();
    private readonly Dictionary<Guid, LoadedPayload> payloads = [];
    private readonly SemaphoreSlim places = new(options.Value.GlobalConcurrency);
    private readonly CancellationTokenSource abandon = new();
    private DbConnection? connection;

    /// <summary>Names this process in leases.</summary>
    public string Owner { get; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");

    /// <summary>Whether something was sent whose outcome is not written down yet.</summary>
    public bool HasResults => !finished.IsEmpty;

    /// <summary>Deliveries that this node holds a lease on.</summary>
    public int InFlight => sending.Count;

    /// <summary>Reads the lanes and opens the connection ahead of need, and tells what waits.</summary>
    public async Task<Outlook> LookAsync(CancellationToken cancellationToken)
    {
        await lanes.RefreshAsync(clock.Now(), cancellationToken);
        return await ledger.LookAsync(await OpenAsync(cancellationToken), clock.Now(), cancellationToken);
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
        return lost.Count + back > 0;
    }

    /// <summary>One turn: marks what was sent, claims what is due and starts to send it. Returns how many were claimed.</summary>
    /// <param name="sweep">Whether to look at every lane again, not only at those that may have more.</param>
    /// <param name="cancellationToken">Stops before the next claim.</param>
    public async Task<int> TurnAsync(bool sweep, CancellationToken cancellationToken)
    {
        var marks = TakeFinished();
        try
        {
            var open = await OpenAsync(cancellationToken);
            IReadOnlyList<ClaimedDelivery> claimed;
            using (await turns.EnterAsync(WritePriority.Drain, cancellationToken))
            {
                await using var transaction = await open.BeginTransactionAsync(IsolationLevel.Unspecified, cancellationToken);
                var taken = await ledger.MarkAsync(transaction, marks, cancellationToken);
                var now = clock.Now();
                var rooms = abandon.IsCancellationRequested ? [] : lanes.Rooms(sweep, options.Value.BatchSize, now);
                claimed = rooms.Count == 0 ? [] : await ledger.ClaimAsync(transaction, rooms, Owner, now, options.Value.LeaseDuration, cancellationToken);
                await LoadPayloadsAsync(transaction, claimed, cancellationToken);
                await chain.AddAsync(transaction, DeliveryLedger.AttemptsOf(marks), cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                // only now: a claim that was rolled back takes up no room
                lanes.Note(rooms, claimed, now);
                Tell(marks, taken);
            }

            marks = [];
            foreach (var delivery in claimed)
                Start(delivery);
            return claimed.Count;
        }
        finally
        {
            // not written down: the next turn does it, and the fence says whether it still may
            foreach (var mark in marks)
                finished.Enqueue(mark);
        }
    }

    /// <summary>
    /// Stops: what is on its way gets five seconds, the rest is let go of, so that another node need not wait for the lease to run out.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lanes.Close();
        await Task.WhenAny(Task.WhenAll(sending.Values), Task.Delay(ShutDownPatience, clock, patience.Token));
        await patience.CancelAsync();
        await abandon.CancelAsync();
        await Task.WhenAll(sending.Values);
        if (HasResults)
            await TurnAsync(sweep: false, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        abandon.Dispose();
        places.Dispose();
        if (connection is not null)
            await connection.DisposeAsync();
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
        var task = Task.Run(() => SendAsync(delivery, payload));
        sending[delivery.Id] = task;
        _ = task.ContinueWith(_ => sending.TryRemove(new(delivery.Id, task)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task SendAsync(ClaimedDelivery delivery, LoadedPayload payload)
    {
        var lane = lanes[delivery];
        var started = clock.Now();
        var result = SendResult.NotOurs;
        var gate = lane.Places;
        var begun = false;
        try
        {
            await gate.WaitAsync(abandon.Token);
            try
            {
                await places.WaitAsync(abandon.Token);
                try
                {
                    started = clock.Now();
                    begun = true;
                    result = await transports[lane.Transport].SendAsync(ParcelOf(delivery, payload, lane), abandon.Token);
                }
                finally
                {
                    places.Release();
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
            result = SendResult.Retry(DeliveryCode.InvalidAnswer, exception.Message) with { MaybeReceived = begun };
        }

        var ended = clock.Now();
        lanes.End(lane, result, ended - started);
        finished.Enqueue(new(delivery, result, started, ended));
        signal.Nudge();
    }

    private Parcel ParcelOf(ClaimedDelivery delivery, LoadedPayload payload, DeliveryLane lane) => new()
    {
        DeliveryId = delivery.Id, IdempotencyKey = delivery.IdempotencyKey, Channel = delivery.Channel, Destination = delivery.Destination, Operation = delivery.Operation,
        DueAt = delivery.DueAt, ContentType = payload.ContentType, FileExtension = payload.Extension, Bytes = payload.Bytes,
        Url = lane.Url, Secrets = lane.Secrets, Timeout = lane.Timeout,
        // a request that could outlive its lease is not begun
        StillOurs = () => clock.GetUtcNow() + lane.Timeout < delivery.LeaseUntil,
    };

    private List<FinishedDelivery> TakeFinished()
    {
        var taken = new List<FinishedDelivery>();
        while (finished.TryDequeue(out var delivery))
            taken.Add(delivery);
        return taken;
    }

    private void Tell(List<FinishedDelivery> marks, IReadOnlyList<bool> taken)
    {
        var refused = 0;
        foreach (var (mark, stands) in marks.Zip(taken))
        {
            refused += stands ? 0 : 1;
            if (stands && mark.Result.Verdict == SendVerdict.FailAndStop)
                stops.Add(mark.Claimed.Channel, mark.Claimed.Destination, mark.Result.HttpStatus);
        }

        if (refused > 0 && log.IsEnabled(LogLevel.Information))
            log.LogInformation("{Refused} marks were refused: their leases went to somebody else", refused);
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (connection?.State == ConnectionState.Open)
            return connection;
        if (connection is not null)
            await connection.DisposeAsync();
        connection = connections.Create();
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
