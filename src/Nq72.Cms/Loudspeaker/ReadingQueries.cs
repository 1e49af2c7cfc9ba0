using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Loudspeaker.Spoken;
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

    /// <summary>Tables and kept readings, ready to read a text with; what was kept for the item goes before what was kept for everyone.</summary>
    public async Task<ReadingIndex> IndexAsync(string? item, CancellationToken cancellationToken)
    {
        var tables = await TabledReadings.ReadAsync(db, cancellationToken);
        var kept = await ListAsync(null, cancellationToken);
        var ofItem = item is null ? [] : await ListAsync(item, cancellationToken);
        return new(new ReadingTables
        {
            Abbreviations = [.. tables.Abbreviations.Select(row => row.Reading)],
            Units = [.. tables.Units.Select(row => row.Reading)],
            Kept = [.. kept.Concat(ofItem).Select(row => row.Reading)],
        });
    }
}
