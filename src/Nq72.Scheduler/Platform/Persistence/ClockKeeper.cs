using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// Keeps the node's <see cref="AnchoredClock"/> at the installation's time: the database's on PostgreSQL (so that nodes with wrong clocks
/// agree), the machine's on SQLite (one node).
/// </summary>
public sealed class ClockKeeper(AnchoredClock clock, Connections connections, DatabaseHeartbeat heartbeat, ILogger<ClockKeeper> log) : BackgroundService
{
    private const string DatabaseTime = "clock_timestamp()";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private bool suspicious;

    /// <summary>Sets the clock from its source before anything is served.</summary>
    public async Task AnchorAsync(CancellationToken cancellationToken) => clock.Anchor(await ReadSourceAsync(cancellationToken));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (connections.Postgres is not null)
        {
            // an anchored clock goes on by itself when no answer comes; nothing is added for the answer's way:
            // a guess could run ahead of the server, and what is published early cannot be undone
            heartbeat.Ask(DatabaseTime, (reader, column) => Tell(clock.Observe(reader.GetFieldValue<DateTimeOffset>(column))));
            return;
        }

        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Tell(clock.Observe(TimeProvider.System.GetUtcNow()));
    }

    private void Tell(bool trusted)
    {
        if (trusted == !suspicious)
            return;
        suspicious = !trusted;
        if (suspicious)
            log.LogWarning("The source of time stepped by {Difference}; it is not believed for {Span}", clock.Suspicion, AnchoredClock.RefusalSpan);
        else
            log.LogInformation("The source of time is trusted again");
    }

    private async Task<DateTimeOffset> ReadSourceAsync(CancellationToken cancellationToken)
    {
        if (connections.Postgres is not { } postgres)
            return TimeProvider.System.GetUtcNow();
        await using var command = postgres.CreateCommand($"SELECT {DatabaseTime}");
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!, TimeSpan.Zero);
    }
}
