using System.Data.Common;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
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

    [Fact]
    public async Task Instant_that_is_days_away_gives_nobody_days_to_be_silent()
    {
        Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
        await using var host = await SchedulerHost.StartAsync(DatabaseProvider.PostgreSql);

        Assert.Equal("15s", await SilenceAsync(TimeSpan.FromDays(3)));
        Assert.Equal("2s", await SilenceAsync(TimeSpan.FromSeconds(2)));

        Task<string> SilenceAsync(TimeSpan left) => host.InScopeAsync((Locker locker) => locker.SilenceAsync(left));
    }

    [Fact]
    public async Task Arming_that_pauses_for_too_long_is_cut_off_and_not_called_too_late()
    {
        Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
        // an installation's own patience, so that the test need not wait for ours
        await using var host = await SchedulerHost.StartAsync(DatabaseProvider.PostgreSql, connection: "Options=-c idle_in_transaction_session_timeout=2s");
        var draft = await host.DraftAsync(A.Seven, [host.Gateway.Add()], []);
        host.Gateway.OnPublish = () => host.InScopeAsync((Locker locker) => locker.UntilCutOffAsync()).GetAwaiter().GetResult();

        var problem = await host.FailAsync((ArmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token));

        Assert.Equal((503, "cutOff"), (problem.Status, problem.Code));
        Assert.NotNull(problem.RetryAfter);
        Assert.Equal(ReleaseState.Draft, (await host.ReleaseAsync(draft.Id)).State);
        host.Gateway.OnPublish = () => { };
        Assert.Equal(ReleaseState.Armed, (await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token))).State);
    }

    private static async Task<string?> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync(Token))?.ToString();
    }
}
