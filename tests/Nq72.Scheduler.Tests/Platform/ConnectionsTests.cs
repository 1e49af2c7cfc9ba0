using System.Data.Common;
using Npgsql;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Platform;

/// <summary>What a network does to connections in the middle of everything is noticed, and leaves nothing behind that looks well and is not.</summary>
public sealed class ConnectionsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_that_is_broken_off_leaves_no_connection_that_refuses_transactions()
    {
        await using var proxied = await Proxied.StartAsync();
        proxied.Proxy.BreakOffNext();

        var tries = 0;
        await Eventually.TrueAsync(async () =>
        {
            tries++;
            await using var connection = proxied.Connections.CreateOwn(TimeSpan.FromSeconds(10));
            try
            {
                await connection.OpenAsync(Token);
            }
            catch (DbException)
            {
                return false;
            }

            await using var transaction = await connection.BeginTransactionAsync(Token);
            Assert.Equal(1, await ReadAsync(connection));
            await transaction.CommitAsync(Token);
            return true;
        }, TimeSpan.FromSeconds(20), Token);
        Assert.InRange(tries, 1, 2);
    }

    [Fact]
    public async Task Silence_of_the_network_is_noticed_within_the_patience()
    {
        await using var proxied = await Proxied.StartAsync();
        await using var connection = proxied.Connections.CreateOwn(Patience);
        await connection.OpenAsync(Token);
        proxied.Proxy.Cut();

        var started = TimeProvider.System.GetTimestamp();
        await Assert.ThrowsAnyAsync<DbException>(() => ReadAsync(connection));

        // the command's, and that of asking the server to cancel it; not the half minute of a command as such
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), Patience / 2, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Forget_after_a_broken_connection_empties_the_pool()
    {
        await using var proxied = await Proxied.StartAsync();
        // two at once, so that two wait in the pool
        await using (var one = await OpenAsync(proxied))
        await using (var other = await OpenAsync(proxied))
            Assert.Equal(await ReadAsync(one), await ReadAsync(other));
        proxied.Proxy.Cut();
        proxied.Proxy.Mend();

        await using (var dead = await OpenAsync(proxied))
            proxied.Connections.ForgetIdleAfter(await Assert.ThrowsAnyAsync<DbException>(() => ReadAsync(dead)));

        await using var well = await OpenAsync(proxied);
        Assert.Equal(1, await ReadAsync(well));
    }

    [Fact]
    public void What_the_installation_says_stays()
    {
        var said = new NpgsqlConnectionStringBuilder(Connections.Guarded("Host=db;Options=-c work_mem=8MB;Keepalive=60;GSS Encryption Mode=Require"));
        var unsaid = new NpgsqlConnectionStringBuilder(Connections.Guarded("Host=db"));

        Assert.Equal(("-c work_mem=8MB", 60, GssEncryptionMode.Require), (said.Options, said.KeepAlive, said.GssEncryptionMode));
        Assert.Equal((10, GssEncryptionMode.Disable), (unsaid.KeepAlive, unsaid.GssEncryptionMode));
        Assert.Contains("tcp_keepalives_idle", unsaid.Options, StringComparison.Ordinal);
    }

    private static async Task<DbConnection> OpenAsync(Proxied proxied)
    {
        var connection = proxied.Connections.Create();
        await connection.OpenAsync(Token);
        return connection;
    }

    private static async Task<int> ReadAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        return (int)(await command.ExecuteScalarAsync(Token))!;
    }

    /// <summary>The way to a database of the test's own, over a proxy.</summary>
    private sealed record Proxied(TestDatabase Database, TcpProxy Proxy, Connections Connections) : IAsyncDisposable
    {
        public static async Task<Proxied> StartAsync()
        {
            Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
            var database = await DatabaseTemplate.CreateEmptyAsync(DatabaseProvider.PostgreSql, Token);
            var own = new NpgsqlConnectionStringBuilder(database.Options.ConnectionString);
            var proxy = new TcpProxy(own.Port);
            own.Port = proxy.Port;
            return new(database, proxy, new Connections(new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = own.ConnectionString, DataDirectory = database.DataDirectory }));
        }

        public async ValueTask DisposeAsync()
        {
            await Connections.DisposeAsync();
            await Proxy.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
