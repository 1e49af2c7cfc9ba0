using Microsoft.EntityFrameworkCore.Storage;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Changes of releases pass together, the declaring of a blackout alone: what is armed beside it has either seen it, or is seen by it. Call
/// it first in the transaction; nothing is to be done on SQLite, which has one writer.
/// </summary>
internal sealed class BlackoutGate(SchedulerDb db, SqlDialect sql)
{
    // any number of our own
    private const long Turn = 0x4E71_3732_0002;

    /// <summary>For a change of a release.</summary>
    public Task PassAsync(CancellationToken cancellationToken) => sql.ShareTurnAsync(db.Database.CurrentTransaction!.GetDbTransaction(), Turn, cancellationToken);

    /// <summary>For a change of a blackout.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => sql.TakeTurnAsync(db.Database.CurrentTransaction!.GetDbTransaction(), Turn, cancellationToken);
}
