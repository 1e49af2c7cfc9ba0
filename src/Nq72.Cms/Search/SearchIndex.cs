using Microsoft.EntityFrameworkCore.Storage;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Search;

/// <summary>Writes versions into the search index, inside the caller's transaction.</summary>
public sealed class SearchIndex(CmsDb db, SqlDialect sql)
{
    /// <summary>The table of <see cref="SearchText"/>.</summary>
    public const string Table = "search_text";

    private readonly string insert = sql.InsertWithTokens(Table, "item_id", "number", "title", "title_folded", "summary_folded");

    /// <summary>Adds a version, which is not in it yet.</summary>
    public async Task AddAsync(string itemId, int number, SearchTokens tokens, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(db.Database.CurrentTransaction!.GetDbTransaction(), insert,
            ("item_id", itemId), ("number", number), ("title", tokens.Title), ("title_folded", tokens.TitleFolded), ("summary_folded", tokens.SummaryFolded), ("tokens", tokens.Joined));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
