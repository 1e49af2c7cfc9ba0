using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;

namespace Nq72.Scheduler.Tests.Support;

/// <summary>Another piece of work in the same process.</summary>
internal sealed class Locker(SchedulerDb db, UnitOfWork units, Connections connections)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<bool> HoldAsync(string release, TaskCompletionSource holds, Task letGo)
    {
        await using var work = await units.BeginAsync(Token);
        await RenameAsync(release);
        holds.SetResult();
        await letGo;
        return true;
    }

    /// <summary>Writes, is silent for longer than it may, and commits. Returns whether it was cut off.</summary>
    public async Task<bool> FreezeAsync(string release)
    {
        await using var work = await units.BeginAsync(Token);
        await RenameAsync(release);
        await work.LimitAsync(TimeSpan.FromMilliseconds(1), Token);
        if (connections.Provider == DatabaseProvider.PostgreSql)
            await Eventually.TrueAsync(HasNoOpenTransactionAsync, TimeSpan.FromSeconds(10), Token);
        try
        {
            await work.CommitAsync(Token);
            return false;
        }
        catch (Exception exception) when (ServerLimit.Ended(exception))
        {
            return true;
        }
    }

    /// <summary>How long the server bears silence after a limit was set.</summary>
    public async Task<string> SilenceAsync(TimeSpan limit)
    {
        await using var work = await units.BeginAsync(Token);
        await work.LimitAsync(limit, Token);
        return (await db.Database.SqlQueryRaw<string>("SELECT current_setting('idle_in_transaction_session_timeout') AS \"Value\"").ToListAsync(Token)).Single();
    }

    /// <summary>Waits until the server has ended every silent transaction.</summary>
    public async Task<bool> UntilCutOffAsync()
    {
        await Eventually.TrueAsync(HasNoOpenTransactionAsync, TimeSpan.FromSeconds(10), Token);
        return true;
    }

    private async Task<bool> HasNoOpenTransactionAsync()
    {
        await using var watcher = connections.Create();
        await watcher.OpenAsync(Token);
        await using var command = watcher.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
        return (long)(await command.ExecuteScalarAsync(Token))! == 0;
    }

    private Task<int> RenameAsync(string release) =>
        db.Set<Release>().Where(known => known.Id == release).ExecuteUpdateAsync(set => set.SetProperty(known => known.Name, "Đổi"), Token);
}
