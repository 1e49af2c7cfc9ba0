using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.Loudspeaker.Spoken;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;

namespace Nq72.Cms.Loudspeaker;

/// <summary>Reads several texts out with as many questions to the database as for one.</summary>
public sealed class SpeakBlocks(CmsDb db, SpokenDocuments documents, IOptions<LoudspeakerOptions> options)
{
    private const string Vietnamese = "vi";

    /// <summary>A text.</summary>
    /// <param name="Text">As written, plain.</param>
    /// <param name="Lang">BCP 47; other languages than Vietnamese are not changed.</param>
    /// <param name="Item">Id of the item that it is of: what was kept for it counts too; null for none.</param>
    public sealed record Block(string Text, string Lang, string? Item = null);

    /// <summary>Reads them, in the order given.</summary>
    public async Task<IReadOnlyList<SpokenText>> RunAsync(IReadOnlyList<Block> blocks, SiteSettings site, CancellationToken cancellationToken)
    {
        var indexes = await IndexesAsync([.. blocks.Select(block => block.Item).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken);
        // read once to learn which documents they name: most texts name none
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var read = blocks.Select(block => Speak(block, indexes, Ask)).ToList();
        if (asked.Count == 0)
            return read;
        var known = await documents.FindAsync(asked, site, cancellationToken);
        return known.Count == 0 ? read : [.. blocks.Select(block => Speak(block, indexes, known.GetValueOrDefault))];

        SpokenDocument? Ask(string number)
        {
            asked.Add(number);
            return null;
        }
    }

    private SpokenText Speak(Block block, IReadOnlyDictionary<string, ReadingIndex> indexes, Func<string, SpokenDocument?> document)
    {
        var pace = options.Value.PaceOf(block.Lang);
        if (block.Lang != Vietnamese && !block.Lang.StartsWith("vi-", StringComparison.Ordinal))
            return SpokenText.Unchanged(block.Text, pace);
        return SpokenText.Of(block.Text, indexes.GetValueOrDefault(block.Item ?? KeptReading.Everyone) ?? indexes[KeptReading.Everyone], document, pace);
    }

    // one for everyone, and one for each item of which something was kept
    private async Task<IReadOnlyDictionary<string, ReadingIndex>> IndexesAsync(IReadOnlyList<string> items, CancellationToken cancellationToken)
    {
        var tables = await TabledReadings.ReadAsync(db, cancellationToken);
        string[] scopes = [KeptReading.Everyone, .. items];
        var kept = (await db.Set<KeptReading>().AsNoTracking().Where(row => EF.Parameter(scopes).Contains(row.ItemId)).ToListAsync(cancellationToken)).ToLookup(row => row.ItemId, row => row.Reading, StringComparer.Ordinal);
        return scopes.Where(scope => scope == KeptReading.Everyone || kept[scope].Any()).ToDictionary(scope => scope, scope => new ReadingIndex(new ReadingTables
        {
            Abbreviations = [.. tables.Abbreviations.Select(row => row.Reading)],
            Units = [.. tables.Units.Select(row => row.Reading)],
            Kept = scope == KeptReading.Everyone ? [.. kept[scope]] : [.. kept[KeptReading.Everyone], .. kept[scope]],
        }), StringComparer.Ordinal);
    }
}
