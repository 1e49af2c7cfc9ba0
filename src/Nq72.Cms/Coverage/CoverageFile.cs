using System.Globalization;
using System.Text;

namespace Nq72.Cms.Coverage;

/// <summary>A coverage table as a file for spreadsheets: RFC 4180, UTF-8 with a mark, two columns for each week.</summary>
internal static class CoverageFile
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const string LineEnd = "\r\n";

    /// <summary>The words of the file.</summary>
    /// <param name="Row">Heading of the rows' titles.</param>
    /// <param name="Key">Heading of their keys.</param>
    /// <param name="Target">Heading of the targets.</param>
    /// <param name="Published">After a week's days.</param>
    /// <param name="Planned">After a week's days.</param>
    /// <param name="Total">For the table's whole.</param>
    /// <param name="Missing">Heading of what is missing.</param>
    /// <param name="Silent">Title of the row that says nothing.</param>
    public sealed record Words(string Row, string Key, string Target, string Published, string Planned, string Total, string Missing, string Silent);

    /// <summary>Writes the table.</summary>
    public static byte[] Write(CoverageTable table, Words words)
    {
        var text = new StringBuilder();
        Line(text, [words.Key, words.Row, words.Target, .. table.Weeks.SelectMany(week => Both($"{Show(week.From)}–{Show(week.To)}", words)), .. Both(words.Total, words), words.Missing]);
        foreach (var row in table.Rows)
            Line(text, [row.Key ?? "", row.Key is null ? words.Silent : row.Title, row.Target is { } target ? Show(target) : "", .. row.Cells.Append(row.Total).SelectMany(Figures), Show(row.Total.Missing)]);
        Line(text, ["", words.Total, "", .. table.Totals.Append(table.Total).SelectMany(Figures), Show(table.Total.Missing)]);
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static IEnumerable<string> Both(string what, Words words) => [$"{what} {words.Published}", $"{what} {words.Planned}"];

    private static IEnumerable<string> Figures(CoverageCell cell) => [Show(cell.Published), Show(cell.Planned)];

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Show(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(Field)).Append(LineEnd);

    // a spreadsheet would take a word that begins so for a formula
    private static string Field(string value)
    {
        var safe = value.Length > 0 && "=+-@\t\r".Contains(value[0], StringComparison.Ordinal) ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
