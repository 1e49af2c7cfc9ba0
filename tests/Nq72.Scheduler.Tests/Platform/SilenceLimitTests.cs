using System.Data.Common;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Platform;

/// <summary>A node that freezes or is cut off in the middle of a transaction does not keep its locks until the server notices by itself.</summary>
public sealed class SilenceLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silence_in_a_transaction_gives_its_locks_away()
    {
        Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
        await using var host = await SchedulerHost.StartAsync(DatabaseProvider.PostgreSql);
        await using var connections = new Connections(host.Database.Options);
        await using var silent = connections.Create();
        await silent.OpenAsync(Token);
        Assert.Equal("15s", await ReadAsync(silent, "SHOW idle_in_transaction_session_timeout"));
        await connections.LimitSilenceAsync(silent, TimeSpan.FromMilliseconds(200), Token);
        await using var never = await silent.BeginTransactionAsync(Token);
        await ReadAsync(silent, "SELECT pg_advisory_xact_lock(7272)");

        await using var other = connections.Create();
        await other.OpenAsync(Token);
        await using var claim = await other.BeginTransactionAsync(Token);
        // comes back when the server ended the silent one; for ever without the limit
        await ReadAsync(other, "SELECT pg_advisory_xact_lock(7272)");
        await claim.CommitAsync(Token);

        await Assert.ThrowsAnyAsync<DbException>(() => ReadAsync(silent, "SELECT 1"));
    }

    private static async Task<string?> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync(Token))?.ToString();
    }
}
