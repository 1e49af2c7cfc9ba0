using System.Text;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Scheduler.Tests.Platform;

public sealed class CsvDocumentTests
{
    [Theory]
    [InlineData("Sức khỏe", "Sức khỏe")]
    [InlineData("một, hai", "\"một, hai\"")]
    [InlineData("nói “\"được\"”", "\"nói “\"\"được\"\"”\"")]
    [InlineData("dòng\nhai", "\"dòng\nhai\"")]
    [InlineData("=HYPERLINK(\"http://a\")", "\"'=HYPERLINK(\"\"http://a\"\")\"")]
    [InlineData("+84", "'+84")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData(null, "")]
    public async Task Write_quotes_and_disarms_text(string? cell, string written) => Assert.Equal($"a\r\n{written}\r\n", await WriteAsync(["a"], [cell]));

    [Fact]
    public async Task Write_leaves_numbers_alone() => Assert.Equal("a,b,c\r\n-5,,0\r\n", await WriteAsync(["a", "b", "c"], [-5L, null, 0]));

    [Fact]
    public async Task Write_begins_with_the_mark_that_spreadsheets_want()
    {
        using var output = new MemoryStream();
        await CsvDocument.WriteAsync(output, ["a"], RowsAsync(), TestContext.Current.CancellationToken);

        Assert.Equal([0xEF, 0xBB, 0xBF], output.ToArray()[..3]);
    }

    private static async Task<string> WriteAsync(IReadOnlyList<string> headings, params object?[] row)
    {
        using var output = new MemoryStream();
        await CsvDocument.WriteAsync(output, headings, RowsAsync(row), TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray()[3..]);
    }

    private static async IAsyncEnumerable<object?[]> RowsAsync(params object?[][] rows)
    {
        foreach (var row in rows)
            yield return row;
        await Task.CompletedTask;
    }
}
