using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nq72.Scheduler.Platform.Time;
using Npgsql;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// Keeps the node's <see cref="AnchoredClock"/> at the installation's time: the database's on PostgreSQL (so that nodes with wrong clocks
/// agree), the machine's on SQLite (one node).
/// </summary>
public sealed class ClockKeeper(AnchoredClock clock, Connections connections, ILogger<ClockKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // seconds for an answer that takes none
    private const int Patience = 3;
    private bool suspicious;

    /// <summary>Sets the clock from its source before anything is served.</summary>
    public async Task AnchorAsync(CancellationToken cancellationToken) => clock.Anchor(await ReadSourceAsync(cancellationToken));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Tell(clock.Observe(await ReadSourceAsync(stoppingToken)));
            }
            catch (Exception exception) when (exception is DbException or TimeoutException)
            {
                // the anchored clock goes on by itself; that the database is away shows in its own health check
                log.LogDebug(exception, "The database's time could not be read");
            }
        }
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
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        // nothing is added for the way back: a guess could run ahead of the server, and what is published early cannot be undone
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection) { CommandTimeout = Patience };
        try
        {
            return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!, TimeSpan.Zero);
        }
        catch (NpgsqlException exception) when (exception is not PostgresException)
        {
            // whoever asks every second is the first to learn that the connections are dead: nobody else need find out
            connections.ForgetIdle();
            throw;
        }
    }
}
