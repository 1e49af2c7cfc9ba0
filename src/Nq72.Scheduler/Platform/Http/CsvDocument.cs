using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Nq72.Scheduler.Platform.Http;

/// <summary>
/// A table as CSV (RFC 4180: commas, CRLF, quotes where needed), written while it is read, in UTF-8 with the mark that spreadsheets want. Text
/// that a spreadsheet would run as a formula gets an apostrophe in front.
/// </summary>
public static class CsvDocument
{
    private const int FlushAt = 32 * 1024;
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>The answer of an endpoint.</summary>
    /// <param name="fileName">Offered to whoever saves it.</param>
    /// <param name="headings">The first row.</param>
    /// <param name="rows">The rows, in the order of the headings: texts, numbers, null; anything else by its invariant text.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static IResult Answer(string fileName, IReadOnlyList<string> headings, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken) =>
        Results.Stream(output => WriteAsync(output, headings, rows, cancellationToken), "text/csv; charset=utf-8", fileName);

    /// <summary>Writes the table to a stream, which stays open.</summary>
    public static async Task WriteAsync(Stream output, IReadOnlyList<string> headings, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, WithMark, bufferSize: -1, leaveOpen: true);
        var line = new StringBuilder();
        Append(line, [.. headings]);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            Append(line, row);
            if (line.Length < FlushAt)
                continue;
            await writer.WriteAsync(line, cancellationToken);
            line.Clear();
        }

        await writer.WriteAsync(line, cancellationToken);
    }

    private static void Append(StringBuilder line, object?[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                line.Append(',');
            Append(line, cells[i]);
        }

        line.Append("\r\n");
    }

    private static void Append(StringBuilder line, object? cell)
    {
        if (cell is not string text)
        {
            line.Append(Convert.ToString(cell, CultureInfo.InvariantCulture));
            return;
        }

        // OWASP's list of what begins a formula
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = "'" + text;
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0)
            line.Append(text);
        else
            line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
