using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Platform.Epochs;

/// <summary>Counts the epoch up with a change, and tells this node and the others once it is committed.</summary>
public sealed class EpochCounter(CmsDb db, ScopedConnection connection, ContentEpoch known)
{
    /// <summary>
    /// Says that content changes in this unit of work. The count itself is the last thing written before the commit: its row's lock puts commits
    /// and epochs in the same order, and nobody waits for another lock while holding it.
    /// </summary>
    public void Bump(Work work, DateTimeOffset now) => work.OnCommitting(nameof(EpochCounter), async cancellationToken =>
    {
        // whoever marks all intervals has the table for themselves and comes for the count last, as everybody does: first the table, then the count
        if (connection.Provider == DatabaseProvider.PostgreSql)
            await db.Database.ExecuteSqlAsync($"LOCK TABLE publication IN ROW EXCLUSIVE MODE", cancellationToken);
        await db.Epochs.ExecuteUpdateAsync(
            row => row.SetProperty(epoch => epoch.Value, epoch => epoch.Value + 1)
                .SetProperty(epoch => epoch.ChangedAt, epoch => epoch.ChangedAt > now ? epoch.ChangedAt : now),
            cancellationToken);
        var value = await db.Epochs.Select(row => row.Value).SingleAsync(cancellationToken);
        await db.CountIntervalsAsync(value, cancellationToken);
        if (connection.Provider == DatabaseProvider.PostgreSql)
            await EpochChannel.NotifyAsync(db, value, cancellationToken);
        work.OnCommitted(() => known.Observe(value));
    });

    /// <summary>The epoch as the database has it, with the instant of the last recorded change.</summary>
    public Task<EpochRow> ReadAsync(CancellationToken cancellationToken) => db.Epochs.AsNoTracking().SingleAsync(cancellationToken);
}
