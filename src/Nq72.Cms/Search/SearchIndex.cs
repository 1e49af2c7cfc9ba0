using Microsoft.EntityFrameworkCore.Storage;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Search;

/// <summary>Writes versions into the search index, inside the caller's transaction.</summary>
public sealed class SearchIndex(CmsDb db, SqlDialect sql)
{
    /// <summary>The table of <see cref="SearchText"/>.</summary>
    public const string Table = "search_text";

    /// <summary>A version, and what the index keeps of it.</summary>
    public sealed record Entry(string ItemId, int Number, SearchTokens Tokens);

    /// <summary>Adds versions, which are not in it yet.</summary>
    public Task AddAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken) =>
        sql.InsertEachWithTokensAsync(db.Database.CurrentTransaction!.GetDbTransaction(), Table, new SqlRows(entries.Count)
            .With("item_id", entries.Select(entry => entry.ItemId))
            .With("number", entries.Select(entry => entry.Number))
            .With("title", entries.Select(entry => entry.Tokens.Title))
            .With("title_folded", entries.Select(entry => entry.Tokens.TitleFolded))
            .With("summary_folded", entries.Select(entry => entry.Tokens.SummaryFolded))
            .With("tokens", entries.Select(entry => entry.Tokens.Joined)), cancellationToken);

    /// <summary>Takes a version out: what it says is about to become another text.</summary>
    /// <param name="entry">What was kept of it, as it was added.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RemoveAsync(Entry entry, CancellationToken cancellationToken) =>
        sql.DeleteWithTokensAsync(db.Database.CurrentTransaction!.GetDbTransaction(), Table, "item_id = @item AND number = @number",
            [("item", entry.ItemId), ("number", entry.Number)], entry.Tokens.Joined, cancellationToken);
}
