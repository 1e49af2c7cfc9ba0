using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;

namespace Nq72.Cms.Loudspeaker;

/// <summary>What the installation knows of readings.</summary>
public sealed class ReadingQueries(CmsDb db)
{
    /// <summary>What was kept for everyone, or for one item, by what is written.</summary>
    public async Task<IReadOnlyList<KeptReading>> ListAsync(string? item, CancellationToken cancellationToken)
    {
        var scope = item ?? KeptReading.Everyone;
        return [.. (await db.Set<KeptReading>().AsNoTracking().Where(row => row.ItemId == scope).ToListAsync(cancellationToken)).OrderBy(row => row.Written, StringComparer.Ordinal)];
    }
}
