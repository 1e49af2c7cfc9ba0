using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// The ledger in a few numbers, each read off an index, so that they may be asked for every few seconds however large the ledger is.
/// Accepted and cancelled deliveries are not counted: they only ever become more, and counting them reads them all. Thread-safe.
/// </summary>
public sealed class LedgerFigures(Connections connections, SqlDialect sql, IOptions<SchedulerOptions> options)
{
    /// <summary>The last step of the ladder that is told apart; it stands for later ones too.</summary>
    public const int LastStep = 6;

    /// <summary>The states that are counted.</summary>
    public static readonly IReadOnlyList<DeliveryState> Counted = [.. Enum.GetValues<DeliveryState>().Where(state => state is not (DeliveryState.Accepted or DeliveryState.Cancelled))];

    // the names are our own
    internal static readonly string States = $"SELECT state, COUNT(*) FROM delivery WHERE state IN ({string.Join(", ", Counted.Select(state => $"'{state}'"))}) GROUP BY state";

    // said twice: SQLite's planner, told by statistics that states are few, would read the table for one of them
    internal static readonly string Ladder = string.Create(
        CultureInfo.InvariantCulture, $"SELECT CASE WHEN failures < 1 THEN 1 WHEN failures > {LastStep} THEN {LastStep} ELSE failures END AS step, COUNT(*) FROM delivery WHERE {DeliveryMapping.Pending} AND state = 'Retrying' GROUP BY step");

    internal const string Ends = $"""
        SELECT (SELECT MIN(next_try_at) FROM delivery WHERE {DeliveryMapping.Pending}), (SELECT MIN(lease_until) FROM delivery WHERE {DeliveryMapping.Sending}),
               (SELECT seq FROM ledger_head)
        """;

    /// <summary>Reads them.</summary>
    public async Task<LedgerNumbers> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = connections.Create();
        await connection.OpenAsync(cancellationToken);
        var states = Counted.ToDictionary(state => state, _ => 0L);
        await EachAsync(connection, States, row => states[Enum.Parse<DeliveryState>(row.GetString(0))] = row.GetInt64(1), cancellationToken);
        var ladder = new long[LastStep];
        await EachAsync(connection, Ladder, row => ladder[row.GetInt32(0) - 1] = row.GetInt64(1), cancellationToken);
        var destinations = Enum.GetValues<DestinationState>().ToDictionary(state => state, _ => 0L);
        await EachAsync(connection, "SELECT state, COUNT(*) FROM destination GROUP BY state", row => destinations[Enum.Parse<DestinationState>(row.GetString(0))] = row.GetInt64(1), cancellationToken);
        var numbers = new LedgerNumbers(states, ladder, destinations);
        await EachAsync(
            connection, Ends, row => numbers = numbers with { NextDueAt = Instant(row, 0), OldestLeaseAt = Instant(row, 1) - options.Value.LeaseDuration, Links = row.IsDBNull(2) ? 0 : row.GetInt64(2) }, cancellationToken);
        return numbers;
    }

    private async Task EachAsync(DbConnection connection, string statement, Action<DbDataReader> take, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(connection, statement);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            take(reader);
    }

    private DateTimeOffset? Instant(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : sql.Instant(reader, column);
}

/// <summary>The ledger in a few numbers.</summary>
/// <param name="Deliveries">Deliveries by state; every counted state is there.</param>
/// <param name="Ladder">Retrying deliveries by attempts that failed, from 1; the last stands for more.</param>
/// <param name="Destinations">Destinations by state; every state is there.</param>
public sealed record LedgerNumbers(IReadOnlyDictionary<DeliveryState, long> Deliveries, IReadOnlyList<long> Ladder, IReadOnlyDictionary<DestinationState, long> Destinations)
{
    /// <summary>When the next delivery is to be sent, past where one is overdue; null when none waits.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>When the lease that ends first was taken or lengthened, if its node has this node's setting; null when none is held.</summary>
    public DateTimeOffset? OldestLeaseAt { get; init; }

    /// <summary>Attempts and receipts of all nodes since the ledger's chain began.</summary>
    public long Links { get; init; }
}
