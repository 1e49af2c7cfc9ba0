using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// On PostgreSQL, where other nodes write at any time: everything that a node wants to know every second, in one light statement a second.
/// Asks nothing on SQLite, where one server writes. Thread-safe.
/// </summary>
public sealed class DatabaseHeartbeat(Connections connections, ILogger<DatabaseHeartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // seconds for an answer that takes none
    private const int Patience = 3;

    private readonly Lock gate = new();
    private Question[] questions = [];

    /// <summary>Asks this too, from the next second on.</summary>
    /// <param name="scalar">An expression of one value that an index, or nothing, answers.</param>
    /// <param name="hear">Called with the answer: the row, and the value's column. It must be quick.</param>
    public void Ask(string scalar, Action<DbDataReader, int> hear)
    {
        lock (gate)
            questions = [.. questions, new(scalar, hear)];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (connections.Postgres is not { } postgres)
            return;
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await BeatAsync(postgres, Volatile.Read(ref questions), stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or TimeoutException)
            {
                // that the database is away shows in its own health check, and whoever needs it says so
                log.LogDebug(exception, "The database did not answer the second's question");
            }
        }
    }

    private async Task BeatAsync(NpgsqlDataSource postgres, Question[] asked, CancellationToken cancellationToken)
    {
        if (asked.Length == 0)
            return;
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"SELECT {string.Join(", ", asked.Select(question => question.Scalar))}", connection) { CommandTimeout = Patience };
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            foreach (var (column, question) in asked.Index())
                question.Hear(reader, column);
        }
        catch (NpgsqlException exception) when (exception is not PostgresException)
        {
            // whoever asks every second is the first to learn that the connections are dead: nobody else need find out
            connections.ForgetIdle();
            throw;
        }
    }

    private sealed record Question(string Scalar, Action<DbDataReader, int> Hear);
}
