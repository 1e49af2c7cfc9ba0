using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Translations;

/// <summary>Which texts there are in which languages. A page costs three statements whatever it holds.</summary>
public sealed class ParityQueries(CmsDb db)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 25;

    /// <summary>What to list; nulls do not filter.</summary>
    /// <param name="Type">Only texts of this type.</param>
    /// <param name="Without">Only texts that have nothing in this language.</param>
    /// <param name="Query">Words to look for, with or without marks.</param>
    /// <param name="Cursor">From where on.</param>
    public sealed record Filter(string? Type = null, string? Without = null, string? Query = null, string? Cursor = null);

    /// <summary>A page of the board.</summary>
    /// <param name="Rows">The texts, last changed first.</param>
    /// <param name="Languages">The languages that they may be in, in the installation's order.</param>
    /// <param name="Next">Cursor of the next page.</param>
    public sealed record Page(IReadOnlyList<ParityRow> Rows, IReadOnlyList<SiteLanguage> Languages, string? Next);

    /// <summary>Texts that are nobody's translation, with their translations.</summary>
    public async Task<Outcome<Page>> ListAsync(Filter filter, CancellationToken cancellationToken)
    {
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var rows = from item in db.ContentItems
                   join version in db.ContentVersions on new { ItemId = item.Id, Number = item.NewestVersion } equals new { version.ItemId, version.Number }
                   where item.TrashedAt == null && version.SourceItemId == null
                   select new { item.Id, item.Type, item.Lang, item.LocalizationSet, item.NewestVersion, version.Title, version.Folded, version.CreatedAt };
        if (filter.Type is { } type)
            rows = rows.Where(row => row.Type == type);
        if (filter.Without is { } without)
            rows = rows.Where(row => row.Lang != without && !db.ContentItems.Any(other => other.LocalizationSet == row.LocalizationSet && other.Lang == without && other.TrashedAt == null));
        foreach (var word in FoldedText.Fold(filter.Query).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            rows = rows.Where(row => row.Folded.Contains(word));
        if (filter.Cursor is { } cursor)
        {
            if (!Cursor.TryDecode(cursor, out var keys) || keys.Count != 2 || !Instants.TryParseWire(keys[0], out var at))
                return Problem.Malformed("cursor", new("'cursor' không đúng.", "The 'cursor' is not valid."));
            var lastId = keys[1];
#pragma warning disable CA1309 // the database compares, in the order of its ORDER BY
            rows = rows.Where(row => row.CreatedAt < at || (row.CreatedAt == at && string.Compare(row.Id, lastId) < 0));
#pragma warning restore CA1309
        }

        var found = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
        var page = found.Count > PageSize ? found[..PageSize] : found;
        var translations = await TranslationsAsync([.. page.Select(row => row.LocalizationSet)], cancellationToken);
        var shown = page.ConvertAll(row => new ParityRow(row.Id, row.Title, row.Type, row.Lang, row.NewestVersion, translations[row.LocalizationSet].Where(one => one.Id != row.Id)
            .ToLookup(one => one.Lang, one => new ParityCell(one.Id, one.Type, StateOf(one, row.Id, row.NewestVersion, site), one.MadeFrom), StringComparer.Ordinal)));
        return new Page(shown, site.Languages, found.Count > PageSize ? Cursor.Encode(page[^1].CreatedAt.ToWire(), page[^1].Id) : null);
    }

    private async Task<ILookup<string, Translated>> TranslationsAsync(List<string> sets, CancellationToken cancellationToken) =>
        (await (from item in db.ContentItems
                join version in db.ContentVersions on new { ItemId = item.Id, Number = item.NewestVersion } equals new { version.ItemId, version.Number }
                where item.TrashedAt == null && sets.Contains(item.LocalizationSet)
                select new Translated(item.Id, item.LocalizationSet, item.Lang, item.Type, version.Review, version.SourceItemId, version.SourceVersion,
                    db.Set<NativeSignOff>().Any(signed => signed.ItemId == item.Id && signed.Number == item.NewestVersion))).ToListAsync(cancellationToken))
        .ToLookup(one => one.Set, StringComparer.Ordinal);

    private static ParityState StateOf(Translated one, string source, int newest, SiteSettings site)
    {
        if (one.SourceItemId == source && one.MadeFrom < newest)
            return ParityState.Stale;
        if (one.Review is ReviewState.Draft or ReviewState.Returned)
            return ParityState.Draft;
        if (!one.IsSigned && site.AsksForNativeSignOff(one.Lang))
            return ParityState.AwaitsNative;
        return one.Review == ReviewState.Approved ? ParityState.Done : ParityState.Submitted;
    }

    private sealed record Translated(string Id, string Set, string Lang, string Type, ReviewState Review, string? SourceItemId, int? MadeFrom, bool IsSigned);
}
