using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;

namespace Nq72.Cms.Broadcasts;

/// <summary>Reads plans.</summary>
public sealed class BroadcastQueries(CmsDb db)
{
    /// <summary>What is planned on some days, and what has no place, by commune and time.</summary>
    /// <param name="from">First day.</param>
    /// <param name="until">The day after the last.</param>
    /// <param name="place">Only this commune; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<List<Broadcast>> BetweenAsync(DateOnly from, DateOnly until, string? place, CancellationToken cancellationToken) =>
        db.Set<Broadcast>().AsNoTracking().Where(one => one.Day >= from && one.Day < until && (place == null || one.Place == place))
            .OrderBy(one => one.Place).ThenBy(one => one.From).ThenBy(one => one.Position).ToListAsync(cancellationToken);
}
