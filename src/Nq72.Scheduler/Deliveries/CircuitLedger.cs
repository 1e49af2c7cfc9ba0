using System.Data.Common;
using System.Globalization;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>The statements by which destinations' circuits change, shared by all nodes. Each runs in the caller's short transaction.</summary>
internal sealed class CircuitLedger(SqlDialect sql, DeliveryLedger deliveries)
{
    private const string Columns = "channel, key, state, failures, since, last_error, last_status, next_probe_at, trial_id, recovered_at";

    /// <summary>Takes the probes that are due, so that no other node makes them in the same minute.</summary>
    public async Task<IReadOnlyList<(string Channel, string Destination)>> ClaimProbesAsync(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(transaction, $"UPDATE destination SET next_probe_at = @next WHERE {DestinationMapping.IsOpen} AND next_probe_at <= @now RETURNING channel, key",
            ("next", now + Circuit.ProbeEvery), ("now", now));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
            due.Add((reader.GetString(0), reader.GetString(1)));
        return due;
    }

    /// <summary>Lets circuits follow from what came of attempts and probes. Where one closes, what waited for another try is due at once.</summary>
    /// <returns>The destinations that are in another state now.</returns>
    public async Task<IReadOnlyList<CircuitChange>> RecordAsync(
        DbTransaction transaction, IReadOnlyList<FinishedDelivery> finished, IReadOnlyList<FinishedProbe> probes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = new List<(Known Known, Circuit Next)>();
        var attempts = finished.ToLookup(delivery => (delivery.Claimed.Channel, delivery.Claimed.Destination));
        var probed = probes.ToLookup(probe => (probe.Channel, probe.Destination));
        foreach (var channel in attempts.Select(group => group.Key).Concat(probed.Select(group => group.Key)).ToLookup(key => key.Item1, key => key.Item2, StringComparer.Ordinal))
        {
            var suspects = channel.Where(key => probed.Contains((channel.Key, key)) || attempts[(channel.Key, key)].Any(attempt => attempt.Result.Verdict != SendVerdict.Accepted));
            foreach (var known in await ReadAsync(transaction, channel.Key, suspects, cancellationToken))
            {
                var next = attempts[(known.Channel, known.Key)].OrderBy(attempt => attempt.EndedAt).Aggregate(known.Circuit, After);
                foreach (var probe in probed[(known.Channel, known.Key)])
                    next = await AfterAsync(transaction, known, next, probe, now, cancellationToken);
                if (next != known.Circuit)
                    changed.Add((known, next));
            }
        }

        return await WriteAsync(transaction, changed, now, cancellationToken);
    }

    private static Circuit After(Circuit circuit, FinishedDelivery finished) => finished.Result.Verdict switch
    {
        SendVerdict.Accepted => circuit.Accepted(finished.EndedAt),
        SendVerdict.FailAndStop => circuit.Stopped(finished.Result.Code, finished.Result.HttpStatus, finished.EndedAt),
        // a fault of ours says nothing about the receiver
        SendVerdict.Retry or SendVerdict.Doubt when finished.Result.Code is not DeliveryCode.Fault => circuit.Failed(finished.Result.Code, finished.Result.HttpStatus, finished.EndedAt),
        _ => circuit,
    };

    private async Task<Circuit> AfterAsync(DbTransaction transaction, Known known, Circuit circuit, FinishedProbe probe, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!probe.Found.Ok)
            return circuit.ProbeFailed(probe.Found.Code, probe.Found.Status);
        var trial = circuit.State == DestinationState.Open ? await deliveries.FindTrialAsync(transaction, known.Channel, known.Key, circuit.TrialId, now, cancellationToken) : null;
        return circuit.Probed(trial, now);
    }

    // those that are well and only succeeded are not read: nothing follows
    private async Task<IReadOnlyList<Known>> ReadAsync(DbTransaction transaction, string channel, IEnumerable<string> suspects, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(transaction, $"SELECT {Columns} FROM destination WHERE channel = @channel AND (failures > 0 OR state <> 'Ok' OR {sql.IsAmong("key", "keys")})",
            ("channel", channel), ("keys", sql.Texts(suspects.Distinct(StringComparer.Ordinal))));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Known>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(reader.GetString(0), reader.GetString(1), new Circuit(Enum.Parse<DestinationState>(reader.GetString(2)), reader.GetInt32(3))
            {
                Since = Instant(4), LastError = reader.IsDBNull(5) ? null : Enum.Parse<DeliveryCode>(reader.GetString(5)), LastStatus = reader.IsDBNull(6) ? null : reader.GetInt32(6),
                NextProbeAt = Instant(7), TrialId = reader.IsDBNull(8) ? null : reader.GetGuid(8), RecoveredAt = Instant(9),
            }));
        }

        return found;

        DateTimeOffset? Instant(int column) => reader.IsDBNull(column) ? null : sql.Instant(reader, column);
    }

    // a person or another node may have said otherwise meanwhile: then their word stands, and the next outcome counts again
    private async Task<IReadOnlyList<CircuitChange>> WriteAsync(DbTransaction transaction, List<(Known Known, Circuit Next)> changed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var written = await sql.UpdateEachAsync(transaction, "destination", """
            state = @state, failures = @failures, since = @since, last_error = @error, last_status = @status, next_probe_at = @probe, trial_id = @trial,
              recovered_at = @recovered, stopped_reason = @reason
            """, "destination.channel = @channel AND destination.key = @key AND destination.state = @was AND destination.failures = @wasFailures", Rows(changed), cancellationToken);
        var news = changed.Where((_, index) => written[index]).Where(change => change.Next.State != change.Known.Circuit.State)
            .Select(change => new CircuitChange(change.Known.Channel, change.Known.Key, change.Known.Circuit.State, change.Next.State, change.Next.LastError, change.Next.LastStatus, now)).ToList();
        foreach (var closed in news.Where(change => change is { From: DestinationState.Open, To: DestinationState.Ok }))
            await deliveries.HastenAsync(transaction, closed.Channel, closed.Destination, now, cancellationToken);
        return news;
    }

    private static SqlRows Rows(List<(Known Known, Circuit Next)> changed)
    {
        var (before, next) = (changed.ConvertAll(change => change.Known), changed.ConvertAll(change => change.Next));
        return new SqlRows(changed.Count)
            .With("channel", before.Select(known => known.Channel)).With("key", before.Select(known => known.Key))
            .With("was", before.Select(known => known.Circuit.State)).With("wasFailures", before.Select(known => known.Circuit.Failures))
            .With("state", next.Select(circuit => circuit.State)).With("failures", next.Select(circuit => circuit.Failures)).With("since", next.Select(circuit => circuit.Since))
            .With("error", next.Select(circuit => circuit.LastError)).With("status", next.Select(circuit => circuit.LastStatus)).With("probe", next.Select(circuit => circuit.NextProbeAt))
            .With("trial", next.Select(circuit => circuit.TrialId)).With("recovered", next.Select(circuit => circuit.RecoveredAt))
            .With("reason", next.Select(circuit => circuit.State == DestinationState.Stopped ? string.Create(CultureInfo.InvariantCulture, $"HTTP {circuit.LastStatus}") : null));
    }

    private sealed record Known(string Channel, string Key, Circuit Circuit);
}

/// <summary>What a probe of an open circuit found.</summary>
internal sealed record FinishedProbe(string Channel, string Destination, DestinationProbe Found);
