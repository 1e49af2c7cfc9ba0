using System.Data.Common;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>The statements by which deliveries are claimed and marked. Each runs in the caller's short transaction.</summary>
internal sealed class DeliveryLedger(SqlDialect sql)
{
    private const string Pending = DeliveryMapping.Pending;

    // any number of our own: nodes claim one after another, so that two never take an item's deliveries to one destination out of order
    private const long ClaimTurn = 0x4E71_3732_0001;

    // a lease that ends later than the longest one that can be set was written by a wrong clock
    private static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(10);

    // What kills the node that sends it, again and again, is set aside for a person. Before that it waits, so that those who were only on
    // their way beside it arrive, and a spell of power cuts sets nothing aside.
    private const int MostLostLeases = 10;
    private static readonly TimeSpan ShortQuarantine = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongQuarantine = TimeSpan.FromMinutes(2);

    private const string HasReceiver = "EXISTS (SELECT 1 FROM destination r JOIN channel h ON h.name = r.channel WHERE r.channel = ROW.channel AND r.key = ROW.destination AND h.transport <> 'Pull' AND STATE)";

    // an open circuit lets through what its probe chose, and nothing else
    private const string IsTaking = "(r.state IN ('Ok', 'Unprobed') OR (r.state = 'Open' AND r.trial_id = c.id))";
    private const string IsDue = "c.next_try_at <= @now";

    // a receiver that is down does not answer so: what it refused for what it is keeps to the ladder
    private const string WasNotRefused = "COALESCE(last_code, '') NOT IN ('ClientError', 'TooLarge')";
    private const string MayWaitFor = "r.state IN ('Ok', 'Unprobed', 'Open')";

    private const string OtherOfItem = $"o.channel = c.channel AND o.destination = c.destination AND o.item_id = c.item_id AND o.id <> c.id AND o.{DeliveryMapping.InLane}";
    private const string GoesFirst = "o.state = 'Sending' OR (o.send_at <= @now AND o.window_ends_at > @now AND (o.send_at, o.seq) > (c.send_at, c.seq))";

    // the receiver is looked at once a lane, not once a delivery
    private const string Candidates = $"""
        FROM destination r JOIN channel h ON h.name = r.channel CROSS JOIN delivery c LANE_OTHERS
        WHERE r.channel = LANE_CHANNEL AND r.key = LANE_DESTINATION AND h.transport <> 'Pull'
          AND c.{Pending} AND c.channel = LANE_CHANNEL AND c.destination = LANE_DESTINATION AND LANE_DUE AND c.window_ends_at > @now AND LANE_STATE AND LANE_FREE_OF_OTHERS
        ORDER BY LANE_ORDER LIMIT LANE_FREE
        """;

    private const string NothingGoesFirst = $"NOT EXISTS (SELECT 1 FROM delivery o WHERE {OtherOfItem} AND ({GoesFirst}))";

    // one look at the item's other deliveries tells what must go first, and whether there is anything to overtake
    private const string LookAtOthers = $"""
        CROSS JOIN LATERAL (
          SELECT bool_or({GoesFirst}) AS first, bool_or((o.send_at, o.seq) < (c.send_at, c.seq)) AS behind FROM delivery o WHERE {OtherOfItem}) others
        """;

    private const string Taking = """
        SET state = 'Sending', attempts = attempts + 1, lease_owner = @owner, lease_until = @until, fence = fence + 1, first_attempt_at = COALESCE(first_attempt_at, @now)
        """;

    private const string Columns = """
        RETURNING delivery.id, delivery.channel, delivery.destination, delivery.item_id, delivery.operation, delivery.due_at, delivery.window_ends_at, delivery.on_window_end,
                  delivery.attempts, delivery.failures, delivery.fence, delivery.payload_id, delivery.idempotency_key
        """;

    internal static readonly string ClaimOneLane = $"UPDATE delivery {Taking} WHERE id IN (SELECT c.id {Lane("@channel", "@destination", "@free", "", NothingGoesFirst)}) {Columns}";

    private static readonly string Trial = "SELECT c.id " + Of(
        "@channel", "@destination", "@free", "", NothingGoesFirst, $"({IsDue} OR (c.state = 'Retrying' AND {WasNotRefused}))", "c.failures, c.next_try_at", MayWaitFor);

    internal static readonly string ClaimLanes = $"""
        UPDATE delivery {Taking}
        FROM (SELECT picked.* FROM unnest(@channels, @destinations, @free) AS lane (channel, destination, free)
              CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM delivery w WHERE w.channel = lane.channel AND w.destination = lane.destination AND w.{DeliveryMapping.Held}) AS there) held
              CROSS JOIN LATERAL (
                SELECT c.id, held.there OR COALESCE(others.behind, FALSE) AS overtakes
                {Lane("lane.channel", "lane.destination", "lane.free", LookAtOthers, "others.first IS NOT TRUE")} FOR UPDATE OF c SKIP LOCKED) picked) taken
        WHERE delivery.id = taken.id {Columns}, taken.overtakes
        """;

    // each is the end of an index; asking whether any exists would let a planner read the table
    internal const string Look = $"""
        SELECT (SELECT MIN(next_try_at) FROM delivery WHERE {Pending}), (SELECT MIN(next_try_at) FROM delivery WHERE {Pending} AND next_try_at > @now),
               (SELECT MIN(lease_until) FROM delivery WHERE {DeliveryMapping.Sending}), (SELECT MIN(lease_until) FROM delivery WHERE {DeliveryMapping.Sending} AND lease_until > @now),
               (SELECT MIN(next_probe_at) FROM destination WHERE {DestinationMapping.IsOpen})
        """;

    /// <summary>Whether a transaction can write while another one does.</summary>
    public bool WritesBesideOthers => sql.SkipsLocked;

    /// <summary>Whether something is to be done now, and when something is to be done next.</summary>
    public async Task<Outlook> LookAsync(DbConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(connection, Look, ("now", now));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (first, later) = (Read(0), Read(1));
        var (firstLease, laterLease) = (Read(2), Read(3));
        var probe = Read(4);
        DateTimeOffset?[] ahead = [later, laterLease, probe > now ? probe : null];
        return new(first <= now || firstLease <= now || probe <= now, ahead.Min());

        DateTimeOffset? Read(int column) => reader.IsDBNull(column) ? null : sql.Instant(reader, column);
    }

    /// <summary>The first instant at which something is or was to be done, as an expression of PostgreSQL; null when nothing waits.</summary>
    public const string First = $"""
        LEAST((SELECT MIN(next_try_at) FROM delivery WHERE {Pending}), (SELECT MIN(lease_until) FROM delivery WHERE {DeliveryMapping.Sending}),
              (SELECT MIN(next_probe_at) FROM destination WHERE {DestinationMapping.IsOpen}))
        """;

    /// <summary>Claims due deliveries, as many a lane as it has room for, and cancels what they overtake.</summary>
    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(
        DbTransaction transaction, IReadOnlyList<LaneRoom> lanes, string owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        var until = now + lease;
        var claimed = new List<ClaimedDelivery>();
        var overtaking = claimed;
        if (sql.SkipsLocked)
        {
            // one round trip for both; the claim still sees what was committed before its turn came
            await using var command = sql.Command(transaction, $"{SqlDialect.TakeTurn}; {ClaimLanes}",
                ("turn", ClaimTurn), ("channels", lanes.Select(lane => lane.Channel).ToArray()), ("destinations", lanes.Select(lane => lane.Destination).ToArray()),
                ("free", lanes.Select(lane => lane.Free).ToArray()), ("now", now), ("owner", owner), ("until", until));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            await ReadAsync(reader, until, claimed, cancellationToken);
            overtaking = claimed.FindAll(delivery => delivery.Overtakes);
        }
        else
        {
            await using var command = sql.Command(transaction, ClaimOneLane, ("channel", ""), ("destination", ""), ("free", 0), ("now", now), ("owner", owner), ("until", until));
            foreach (var lane in lanes)
            {
                command.Parameters["@channel"].Value = lane.Channel;
                command.Parameters["@destination"].Value = lane.Destination;
                command.Parameters["@free"].Value = lane.Free;
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                await ReadAsync(reader, until, claimed, cancellationToken);
            }
        }

        if (overtaking.Count > 0)
            await OvertakeAsync(transaction, overtaking, cancellationToken);
        return claimed;
    }

    /// <summary>
    /// The delivery that an open circuit is tried with: the one chosen before while it is still to go, else the one that was tried least
    /// (what is refused for what it is must not keep the circuit open), the earliest of these. It need not wait for its next try.
    /// </summary>
    public async Task<Guid?> FindTrialAsync(DbTransaction transaction, string channel, string destination, Guid? standing, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (standing is not null)
        {
            await using var still = sql.Command(transaction, $"SELECT 1 FROM delivery WHERE id = @id AND ({Pending} OR {DeliveryMapping.Sending}) AND window_ends_at > @now", ("id", standing), ("now", now));
            if (await still.ExecuteScalarAsync(cancellationToken) is not null)
                return standing;
        }

        await using var command = sql.Command(transaction, $"UPDATE delivery SET next_try_at = CASE WHEN next_try_at > @now THEN @now ELSE next_try_at END WHERE id IN ({Trial}) RETURNING id",
            ("channel", channel), ("destination", destination), ("free", 1), ("now", now));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetGuid(0) : null;
    }

    /// <summary>The receiver is back: what waited for another try is due at once, in the order in which it was due first.</summary>
    public async Task HastenAsync(DbTransaction transaction, string channel, string destination, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(transaction, "UPDATE delivery SET next_try_at = send_at WHERE channel = @channel AND destination = @destination AND state = 'Retrying' AND " + WasNotRefused + " AND window_ends_at > @now",
            ("channel", channel), ("destination", destination), ("now", now));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lengthens the leases of deliveries that this node is still sending. One that is not in the answer went to somebody else.</summary>
    public async Task<IReadOnlyList<RenewedLease>> RenewAsync(DbTransaction transaction, IEnumerable<Guid> ids, string owner, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(transaction, $"UPDATE delivery SET lease_until = @until WHERE {sql.IsAmong("id", "ids")} AND {DeliveryMapping.Sending} AND lease_owner = @owner RETURNING id, fence, cancel_asked",
            ("ids", sql.Ids(ids)), ("owner", owner), ("until", until));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var renewed = new List<RenewedLease>();
        while (await reader.ReadAsync(cancellationToken))
            renewed.Add(new(reader.GetGuid(0), reader.GetInt64(1), reader.GetBoolean(2)));
        return renewed;
    }

    /// <summary>Keeps claims away until the transaction ends, for whoever puts a delivery back into the order of its item.</summary>
    public Task KeepClaimsAwayAsync(DbTransaction transaction, CancellationToken cancellationToken) => sql.TakeTurnAsync(transaction, ClaimTurn, cancellationToken);

    /// <summary>Takes back the leases that ran out: whoever held them may have sent. Returns the attempts that this is, to be recorded last in the transaction.</summary>
    public async Task<IReadOnlyList<(LedgerSubject, DeliveryAttempt)>> ReclaimAsync(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lost = new List<(LedgerSubject, DeliveryAttempt)>();
        await using var command = sql.Command(transaction, $"""
            UPDATE delivery SET maybe_received = @yes, lost_leases = lost_leases + 1, cancel_asked = @no, lease_owner = NULL, lease_until = NULL, last_code = @code,
              next_try_at = CASE WHEN lost_leases < 2 THEN @now WHEN lost_leases < 5 THEN @soon ELSE @later END,
              state = CASE WHEN cancel_asked OR EXISTS (SELECT 1 FROM channel h WHERE h.name = delivery.channel AND NOT h.deduplicates) THEN 'Unknown'
                           WHEN lost_leases + 1 >= @most THEN 'Failed' ELSE 'Available' END
            WHERE {DeliveryMapping.Sending} AND (lease_until <= @now OR lease_until > @absurd) RETURNING id, attempts, idempotency_key, channel, destination, item_id, operation, due_at
            """, ("yes", true), ("no", false), ("now", now), ("soon", now + ShortQuarantine), ("later", now + LongQuarantine), ("absurd", now + LongestLease), ("code", DeliveryCode.LeaseExpired), ("most", MostLostLeases));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var subject = new LedgerSubject(
                reader.GetGuid(0), reader.GetGuid(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), Enum.Parse<DeliveryOperation>(reader.GetString(6)), sql.Instant(reader, 7));
            lost.Add((subject, Attempt(subject.DeliveryId, reader.GetInt32(1), now, now, AttemptOutcome.Ambiguous, DeliveryCode.LeaseExpired, null, null)));
        }

        return lost;
    }

    /// <summary>Ends the windows that are over: expired, or held where the policy says to ask.</summary>
    public async Task<int> EndWindowsAsync(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(transaction, $"""
            UPDATE delivery SET state = CASE on_window_end WHEN 'Hold' THEN 'Held' ELSE 'Expired' END, last_code = CASE WHEN attempts = 0 THEN 'Missed' ELSE 'WindowEnded' END
            WHERE {Pending} AND next_try_at <= @now AND window_ends_at <= @now
            """, ("now", now));
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Holds what is due for destinations that are stopped, not configured, only pulled from or gone, so that a person sees it; lets go of it again when they are back. Returns how many were let go of.</summary>
    public async Task<int> HoldUndeliverableAsync(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var hold = sql.Command(transaction, $"""
            UPDATE delivery SET state = 'Held', last_code = COALESCE(
              (SELECT CASE r.state WHEN 'Stopped' THEN 'DestinationStopped' ELSE 'NotConfigured' END FROM destination r WHERE r.channel = delivery.channel AND r.key = delivery.destination), 'DestinationGone')
            WHERE {Pending} AND next_try_at <= @now AND NOT {Receiver("delivery", MayWaitFor)}
            """, ("now", now));
        await hold.ExecuteNonQueryAsync(cancellationToken);
        await using var letGo = sql.Command(transaction, $"""
            UPDATE delivery SET state = 'Available', next_try_at = @now
            WHERE {DeliveryMapping.Held} AND last_code IN ('DestinationStopped', 'NotConfigured', 'DestinationGone') AND window_ends_at > @now
              AND {Receiver("delivery", MayWaitFor)}
            """, ("now", now));
        return await letGo.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Writes down what came of claimed deliveries. A mark whose lease went to somebody else is refused.</summary>
    /// <returns>Which of them were taken.</returns>
    public async Task<IReadOnlyList<bool>> MarkAsync(DbTransaction transaction, IReadOnlyList<FinishedDelivery> finished, CancellationToken cancellationToken)
    {
        var taken = await sql.UpdateEachAsync(transaction, "delivery", """
            last_status = @status, next_try_at = COALESCE(@next, next_try_at), accepted_at = @accepted,
              state = CASE WHEN cancel_asked AND @state NOT IN ('Accepted', 'Unknown') THEN CASE WHEN maybe_received OR @maybe THEN 'Unknown' ELSE 'Cancelled' END ELSE @state END,
              last_code = CASE WHEN NOT cancel_asked THEN @code WHEN @state = 'Accepted' THEN 'CancelledTooLate' ELSE 'Cancelled' END,
              cancel_asked = FALSE, lost_leases = 0, maybe_received = maybe_received OR @maybe, attempts = attempts - @untried, failures = failures + @failed, first_attempt_at = CASE WHEN attempts = @untried THEN NULL ELSE first_attempt_at END,
              lease_owner = NULL, lease_until = NULL
            """, "delivery.id = @id AND delivery.fence = @fence AND delivery.state = 'Sending'", DeliveryMark.Rows([.. finished.Select(DeliveryMark.Of)]), cancellationToken);
        await ConfirmAsync(transaction, finished, cancellationToken);
        return taken;
    }

    /// <summary>The attempts that these were, refused marks included, to be recorded last in the transaction.</summary>
    public static IReadOnlyList<(LedgerSubject, DeliveryAttempt)> AttemptsOf(IReadOnlyList<FinishedDelivery> finished) =>
        [.. finished.Where(delivery => delivery.Result.Verdict != SendVerdict.NotOurs || delivery.Result.MaybeReceived).Select(delivery => (LedgerSubject.Of(delivery.Claimed), AttemptOf(delivery)))];

    /// <summary>The payloads of these ids.</summary>
    public async Task<IReadOnlyList<LoadedPayload>> LoadPayloadsAsync(DbTransaction transaction, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(transaction, $"SELECT id, content_type, extension, bytes FROM delivery_payload WHERE {sql.IsAmong("id", "ids")}", ("ids", sql.Ids(ids)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var payloads = new List<LoadedPayload>(ids.Count);
        while (await reader.ReadAsync(cancellationToken))
            payloads.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3)));
        return payloads;
    }

    private static string Lane(string channel, string destination, string free, string others, string freeOfOthers) =>
        Of(channel, destination, free, others, freeOfOthers, IsDue, "c.next_try_at", IsTaking);

    private static string Of(string channel, string destination, string free, string others, string freeOfOthers, string due, string order, string state) => Candidates
        .Replace("LANE_OTHERS", others, StringComparison.Ordinal).Replace("LANE_FREE_OF_OTHERS", freeOfOthers, StringComparison.Ordinal).Replace("LANE_STATE", state, StringComparison.Ordinal).Replace("LANE_DUE", due, StringComparison.Ordinal).Replace("LANE_ORDER", order, StringComparison.Ordinal)
        .Replace("LANE_CHANNEL", channel, StringComparison.Ordinal).Replace("LANE_DESTINATION", destination, StringComparison.Ordinal).Replace("LANE_FREE", free, StringComparison.Ordinal);

    // a receiver may confirm while we still wait for its answer
    private async Task ConfirmAsync(DbTransaction transaction, IReadOnlyList<FinishedDelivery> finished, CancellationToken cancellationToken)
    {
        var doubtful = finished.Where(delivery => delivery.Result.Verdict != SendVerdict.Accepted).ToList();
        if (doubtful.Count == 0)
            return;
        await using var command = sql.Command(transaction, $"""
            UPDATE delivery SET state = 'Accepted', last_code = @code, accepted_at = @now
            WHERE {sql.IsAmong("id", "ids")} AND state <> 'Sending' AND attempts > 0 AND EXISTS (SELECT 1 FROM receipt r WHERE r.delivery_id = delivery.id)
            """, ("ids", sql.Ids(doubtful.Select(delivery => delivery.Claimed.Id))), ("code", DeliveryCode.Confirmed), ("now", doubtful.Max(delivery => delivery.EndedAt)));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Receiver(string row, string state) => HasReceiver.Replace("STATE", state, StringComparison.Ordinal).Replace("ROW", row, StringComparison.Ordinal);

    private async Task OvertakeAsync(DbTransaction transaction, List<ClaimedDelivery> claimed, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(transaction, $"""
            UPDATE delivery SET state = CASE WHEN delivery.maybe_received THEN 'Unknown' ELSE 'Cancelled' END, last_code = @code
            FROM delivery n
            WHERE {sql.IsAmong("n.id", "ids")} AND delivery.channel = n.channel AND delivery.destination = n.destination AND delivery.item_id = n.item_id
              AND delivery.state IN ('Scheduled', 'Available', 'Retrying', 'Held')
              AND (delivery.send_at, delivery.seq) < (n.send_at, n.seq)
            """, ("ids", sql.Ids(claimed.Select(delivery => delivery.Id))), ("code", DeliveryCode.Overtaken));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task ReadAsync(DbDataReader reader, DateTimeOffset until, List<ClaimedDelivery> claimed, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), Enum.Parse<DeliveryOperation>(reader.GetString(4)))
            {
                DueAt = sql.Instant(reader, 5), WindowEndsAt = sql.Instant(reader, 6), OnWindowEnd = Enum.Parse<WindowEnd>(reader.GetString(7)),
                Attempt = reader.GetInt32(8), Failures = reader.GetInt32(9), Fence = reader.GetInt64(10), Lease = new(until), PayloadId = reader.GetGuid(11), IdempotencyKey = reader.GetGuid(12),
                Overtakes = reader.FieldCount == 13 || reader.GetBoolean(13),
            });
        }
    }

    private static DeliveryAttempt AttemptOf(FinishedDelivery finished) => Attempt(
        finished.Claimed.Id, finished.Claimed.Attempt, finished.StartedAt, finished.EndedAt, DeliveryMark.OutcomeOf(finished.Result),
        finished.Result.Code, finished.Result.HttpStatus, finished.Result.Excerpt);

    private static DeliveryAttempt Attempt(
        Guid delivery, int number, DateTimeOffset started, DateTimeOffset ended, AttemptOutcome outcome, DeliveryCode? code, int? status, string? excerpt)
    {
        var kept = Cut(excerpt);
        var (salt, digest) = LedgerLink.Seal(kept);
        return new DeliveryAttempt
        {
            Id = Guid.CreateVersion7(ended), DeliveryId = delivery, Number = number, StartedAt = started, EndedAt = ended, Outcome = outcome, Code = code, HttpStatus = status,
            Milliseconds = (int)(ended - started).TotalMilliseconds, Excerpt = kept, ExcerptSalt = salt, ExcerptDigest = digest,
        };
    }

    // half a surrogate pair is no text: PostgreSQL would refuse the row, and with it every mark beside it
    private static string? Cut(string? excerpt)
    {
        const int longest = DeliveryAttemptMapping.ExcerptLength;
        if (excerpt is null || excerpt.Length <= longest)
            return excerpt;
        return excerpt[..(char.IsHighSurrogate(excerpt[longest - 1]) ? longest - 1 : longest)];
    }
}

/// <summary>A lease that was lengthened.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="Fence">The claim that it belongs to.</param>
/// <param name="CancelAsked">Whether a person cancelled it meanwhile.</param>
internal sealed record RenewedLease(Guid Id, long Fence, bool CancelAsked);

/// <summary>What waits.</summary>
/// <param name="AnythingDue">Whether something is to be done now.</param>
/// <param name="NextAt">The first instant ahead at which something is to be done; null when nothing waits.</param>
internal sealed record Outlook(bool AnythingDue, DateTimeOffset? NextAt);

/// <summary>Bytes in hand.</summary>
internal sealed record LoadedPayload(Guid Id, string ContentType, string Extension, byte[] Bytes);
