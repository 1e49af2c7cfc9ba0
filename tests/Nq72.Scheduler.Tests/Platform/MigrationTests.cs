using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Platform;

public sealed class MigrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_migrations_are_the_model()
    {
        using var sqlite = new SqliteSchedulerDesign().CreateDbContext([]);
        using var postgres = new PostgresSchedulerDesign().CreateDbContext([]);

        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_twice_is_once(DatabaseProvider provider)
    {
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, Token);

        await SchedulerSchema.MigrateAsync(database.Options, Token);
        await SchedulerSchema.MigrateAsync(database.Options, Token);
    }

    [Theory, OnEveryDatabase]
    public async Task Claiming_and_looking_go_by_index(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.FileDropAsync("loa", destinations: 65, format: "ninjs");
        await host.ArmedAsync(A.Seven, Enumerable.Range(0, 40).Select(_ => host.Gateway.Add()), ["loa"]);
        var database = host.Database;
        await using var connections = new Connections(database.Options);
        await using var connection = connections.Create();
        await connection.OpenAsync(Token);
        var dialect = new SqlDialect(database.Options);
        var now = A.Seven;
        (string, object?)[] values = provider == DatabaseProvider.Sqlite
            ? [("channel", "loa"), ("destination", "x7"), ("free", 2), ("now", now), ("owner", "o"), ("until", now)]
            : [("channels", new[] { "loa" }), ("destinations", new[] { "x7" }), ("free", new[] { 2 }), ("now", now), ("owner", "o"), ("until", now)];

        var explain = provider == DatabaseProvider.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
        await ReadAsync("ANALYZE");
        var claim = await ReadAsync(explain + (provider == DatabaseProvider.Sqlite ? DeliveryLedger.ClaimOneLane : DeliveryLedger.ClaimLanes), values);
        var look = await ReadAsync(explain + DeliveryLedger.Look, ("now", now));

        Assert.Contains("ix_delivery_lane", claim, StringComparison.Ordinal);
        Assert.Contains("ix_delivery_order", claim, StringComparison.Ordinal);
        Assert.Contains("ix_delivery_due", look, StringComparison.Ordinal);
        // both hold only what is being sent; PostgreSQL chooses by what its statistics say of an empty state
        Assert.Contains(new[] { "ix_delivery_lease", "ix_delivery_state_id" }, index => look.Contains(index, StringComparison.Ordinal));
        Assert.DoesNotContain("Seq Scan on delivery", claim + look, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN c", claim, StringComparison.Ordinal);
        // what monitoring asks every few seconds; here every row waits, and to read the table for those that wait is right
        Assert.Contains("delivery", await ReadAsync(explain + LedgerFigures.Ladder), StringComparison.Ordinal);
        var figures = await ReadAsync(explain + LedgerFigures.States) + await ReadAsync(explain + LedgerFigures.Ends);
        if (provider == DatabaseProvider.Sqlite)
            Assert.DoesNotContain("SCAN delivery", figures, StringComparison.Ordinal);

        async Task<string> ReadAsync(string sql, params (string, object?)[] parameters)
        {
            await using var command = dialect.Command(connection, sql, parameters);
            await using var reader = await command.ExecuteReaderAsync(Token);
            var lines = new List<string>();
            while (await reader.ReadAsync(Token))
                lines.Add(reader.GetValue(reader.FieldCount - 1).ToString()!);
            return string.Join('\n', lines);
        }
    }
}
