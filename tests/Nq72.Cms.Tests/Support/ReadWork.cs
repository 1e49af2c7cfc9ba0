using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Platform.Persistence;
using SQLitePCL;

namespace Nq72.Cms.Tests.Support;

/// <summary>What a statement costs a database: its plan, and how much it went through when it ran.</summary>
/// <param name="Plan">As the database tells it.</param>
/// <param name="Rows">Rows answered.</param>
/// <param name="Steps">SQLite: instructions of its machine. PostgreSQL: rows that went through each node of the plan or were thrown away there.</param>
internal sealed record ReadWork(string Plan, int Rows, long Steps)
{
    private const int Stride = 50;

    /// <summary>Runs the statement.</summary>
    public static async Task<ReadWork> OfAsync(CmsHost host, string statement, (string Name, object? Value)[] values, CancellationToken cancellationToken)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var reads = scope.ServiceProvider.GetRequiredService<PlainReads>();
        var connection = await scope.ServiceProvider.GetRequiredService<ScopedConnection>().OpenAsync(cancellationToken);
        return connection is SqliteConnection sqlite ? await OfSqliteAsync() : await OfPostgresAsync();

        async Task<ReadWork> OfSqliteAsync()
        {
            var plan = await reads.ListAsync($"EXPLAIN QUERY PLAN {statement}", values, row => row.GetString(3), cancellationToken);
            var strides = 0L;
            raw.sqlite3_progress_handler(sqlite.Handle, Stride, _ =>
            {
                strides++;
                return 0;
            }, null);
            var rows = await reads.ListAsync(statement, values, _ => 0, cancellationToken);
            raw.sqlite3_progress_handler(sqlite.Handle, 0, null, null);
            return new(string.Join('\n', plan), rows.Count, strides * Stride);
        }

        async Task<ReadWork> OfPostgresAsync()
        {
            var rows = await reads.ListAsync(statement, values, _ => 0, cancellationToken);
            var text = await reads.ListAsync($"EXPLAIN (ANALYZE, TIMING OFF) {statement}", values, row => row.GetString(0), cancellationToken);
            var json = await reads.ListAsync($"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", values, row => row.GetString(0), cancellationToken);
            return new(string.Join('\n', text), rows.Count, Through(JsonElement.Parse(json[0])[0].GetProperty(nameof(Plan))));
        }
    }

    /// <summary>Whether SQLite reads a table from one end to the other in no order that is asked for. Of PostgreSQL the steps tell it.</summary>
    public bool ReadsWhole(string alias) => Array.Exists(Plan.Split('\n'), line => line == $"SCAN {alias}");

    private static long Through(JsonElement node)
    {
        var loops = Number("Actual Loops");
        var through = (Number("Actual Rows") + Number("Rows Removed by Filter") + Number("Rows Removed by Index Recheck") + Number("Rows Removed by Join Filter")) * loops;
        return (long)through + (node.TryGetProperty("Plans", out var below) ? below.EnumerateArray().Sum(Through) : 0);

        double Number(string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
    }
}
