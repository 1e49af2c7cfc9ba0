using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Npgsql;

namespace Nq72.Cms.Platform.Persistence;

/// <summary>
/// Learns of changes that other processes recorded: by NOTIFY on PostgreSQL (asked with the heartbeat besides, so that a lost connection or a
/// lost notice costs a second at most), by the file's changes on SQLite (the command line's writes; asked four times a minute besides, for file
/// systems that tell of none).
/// </summary>
public sealed class EpochChannel(ContentEpoch epoch, Incarnation incarnation, Connections connections, DatabaseOptions options, DatabaseHeartbeat heartbeat, ILogger<EpochChannel> log) : BackgroundService
{
    private const string Channel = "nq72_epoch";
    private const string Recorded = "SELECT value FROM content_epoch";
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(1);

    // the heartbeat learns of it sooner when this connection leads nowhere
    private static readonly TimeSpan PostgresInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SqliteInterval = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan UnwatchedInterval = TimeSpan.FromSeconds(1);

    // our own writes change the file too, many times a second while much is sent
    private static readonly TimeSpan SqliteBreath = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads the incarnation and the epoch once, before anything is served.</summary>
    public async Task ReadOnceAsync(CancellationToken cancellationToken)
    {
        await using var connection = connections.Create();
        await connection.OpenAsync(cancellationToken);
        await using (var name = connection.CreateCommand())
        {
            name.CommandText = $"SELECT document FROM setting WHERE key = '{Incarnation.Key}'";
            incarnation.Read((string)(await name.ExecuteScalarAsync(cancellationToken))!);
        }

        epoch.Observe(await ReadEpochAsync(connection, cancellationToken));
    }

    internal static Task NotifyAsync(CmsDb db, long value, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {value.ToString(System.Globalization.CultureInfo.InvariantCulture)})", cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        heartbeat.Ask($"({Recorded})", (reader, column) => epoch.Observe(reader.GetInt64(column)));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (connections.Provider == DatabaseProvider.PostgreSql)
                    await ListenAsync(stoppingToken);
                else
                    await WatchFileAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or IOException or TimeoutException)
            {
                connections.ForgetIdleAfter(exception);
                log.LogWarning(exception, "Listening for changes of other nodes was cut off; trying again");
                await Task.Delay(BackOff, TimeProvider.System, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = (NpgsqlConnection)connections.Create();
        await connection.OpenAsync(stoppingToken);
        connection.Notification += (_, notice) =>
        {
            if (long.TryParse(notice.Payload, System.Globalization.CultureInfo.InvariantCulture, out var value))
                epoch.Observe(value);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            epoch.Observe(await ReadEpochAsync(connection, stoppingToken));
            await connection.WaitAsync(PostgresInterval, stoppingToken);
        }
    }

    private async Task WatchFileAsync(CancellationToken stoppingToken)
    {
        await using var connection = (SqliteConnection)Connections.CreateSqlite(options.SqliteFile);
        await connection.OpenAsync(stoppingToken);
        await using var version = connection.CreateCommand();
        version.CommandText = "PRAGMA data_version";
        var bell = new Bell();
        using var watcher = Watch(options.SqliteFile, bell);
        var seen = -1L;
        while (true)
        {
            var current = (long)(await version.ExecuteScalarAsync(stoppingToken))!;
            if (current != seen)
            {
                seen = current;
                epoch.Observe(await ReadEpochAsync(connection, stoppingToken));
            }

            await bell.WaitAsync(watcher is null ? UnwatchedInterval : SqliteInterval, TimeProvider.System, stoppingToken);
            await Task.Delay(SqliteBreath, TimeProvider.System, stoppingToken);
        }
    }

    // the file and its write-ahead log; null where the system has no more watches to give
    private FileSystemWatcher? Watch(string file, Bell bell)
    {
        try
        {
            var watcher = new FileSystemWatcher(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(file) + "*") { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size };
            watcher.Changed += (_, _) => bell.Ring();
            // too many at once to be told each: one of them is enough
            watcher.Error += (_, _) => bell.Ring();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException exception)
        {
            log.LogWarning(exception, "Changes of the database's file are not told of; it is asked every {Interval}", UnwatchedInterval);
            return null;
        }
    }

    private static async Task<long> ReadEpochAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Recorded;
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
