using System.Globalization;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.PartnerApi;

/// <summary>
/// What a search adds to a statement: where it finds versions, and how well each fits. The score is a number of few bits, so that both databases
/// count the same; the weightier bit decides alone.
/// </summary>
internal sealed class SearchStatement
{
    /// <summary>What a search reads first; the alias <c>t</c> names the version. The order of joins is SQLite's to keep: from what was found to when it is visible.</summary>
    public const string From = $"FROM {SearchIndex.Table} t CROSS JOIN publication p";

    /// <summary>How <see cref="From"/> hangs together.</summary>
    public const string Joined = "p.item_id = t.item_id AND p.version = t.number";

    private readonly SqlDialect sql;
    private readonly List<(string Name, object? Value)> values = [];

    public SearchStatement(SearchQuery search, SqlDialect sql)
    {
        this.sql = sql;
        Condition = Among("match", search.Match);
        var adjacent = search.Together is { } together ? Among("together", together) : null;
        var whole = search.WordPieces(whole: true);
        var begun = search.WordPieces(whole: false);
        Score = $"({string.Join(" + ",
            Bit(32, Among("exact", search.Exact)),
            Bit(16, Any("t.title_folded", "piece", search.Pieces)),
            Bit(8, All(whole, (pieces, number) => Any("t.title_folded", $"title{number}x", pieces))),
            adjacent is null ? "0" : Bit(4, adjacent),
            Bit(2, All(begun, (pieces, number) => $"({Any("t.title_folded", $"word{number}x", pieces)} OR {Any("t.summary_folded", $"word{number}x", pieces)})")),
            Bit(1, Any("t.title", "exactPiece", [search.ExactPiece])))})";
    }

    /// <summary>Whether the version is found.</summary>
    public string Condition { get; }

    /// <summary>
    /// How well it fits: 32 every word is there as typed, with its marks; 16 all of them side by side in the title; 8 all of them in the title, whole; 4 side by side
    /// somewhere; 2 all of them in title, summary or tags; 1 side by side in the title as typed.
    /// </summary>
    public string Score { get; }

    /// <summary>The parameters of both.</summary>
    public IEnumerable<(string Name, object? Value)> Values => values.DistinctBy(value => value.Name);

    private string Among(string parameter, TokenQuery query)
    {
        values.Add((parameter, sql.Tokens(query)));
        return $"t.id IN ({sql.RowsWithTokens(SearchIndex.Table, parameter)})";
    }

    private string Any(string column, string parameter, IReadOnlyList<string> pieces) => $"({string.Join(" OR ", pieces.Select((piece, index) =>
    {
        var name = parameter + index.ToString(CultureInfo.InvariantCulture);
        values.Add((name, piece));
        return sql.Contains(column, name);
    }))})";

    private static string All(IReadOnlyList<IReadOnlyList<string>> words, Func<IReadOnlyList<string>, string, string> one) =>
        string.Join(" AND ", words.Select((pieces, index) => one(pieces, index.ToString(CultureInfo.InvariantCulture))));

    private static string Bit(int weight, string condition) => string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {condition} THEN {weight} ELSE 0 END");
}
