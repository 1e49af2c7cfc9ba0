using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Platform;

/// <summary>One statement for many rows does to each what it would do alone.</summary>
public sealed class SqlRowsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Each_row_stands_or_falls_by_its_own_values(DatabaseProvider provider)
    {
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        var sql = new SqlDialect(database.Options);
        await using var connections = new Connections(database.Options);
        await using var connection = connections.Create();
        await connection.OpenAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using (var create = sql.Command(transaction, "CREATE TEMP TABLE sample (id integer, fence bigint, \"at\" integer, word text, state text)"))
            await create.ExecuteNonQueryAsync(Token);

        await sql.InsertEachAsync(transaction, "sample", new SqlRows(3)
            .With("id", [1, 2, 3]).With("fence", [10L, 20L, 30L]).With("at", [null, 5, (int?)null]).With("word", ["một", null, "ba"])
            .With("state", [DeliveryState.Sending, DeliveryState.Sending, DeliveryState.Held]), Token);
        // the first is as wanted, the second has another fence, the third another state, the fourth is not there
        var changed = await sql.UpdateEachAsync(transaction, "sample", "word = @word, \"at\" = COALESCE(@next, \"at\"), state = CASE WHEN @state = 'Accepted' THEN @state ELSE 'Failed' END",
            "sample.id = @id AND sample.fence = @fence AND sample.state = 'Sending'", new SqlRows(4)
                .With("id", [1, 2, 3, 4]).With("fence", [10L, 19L, 30L, 40L]).With<string?>("word", [null, null, null, null]).With("next", [7, (int?)null, 7, 7])
                .With<DeliveryState?>("state", [DeliveryState.Accepted, DeliveryState.Accepted, null, null]), Token);

        Assert.Equal([true, false, false, false], changed);
        await using var read = sql.Command(transaction, "SELECT id, \"at\", word, state FROM sample ORDER BY id");
        await using var reader = await read.ExecuteReaderAsync(Token);
        var rows = new List<string>();
        while (await reader.ReadAsync(Token))
            rows.Add(string.Join(' ', Enumerable.Range(0, 4).Select(column => reader.IsDBNull(column) ? "-" : reader.GetValue(column).ToString())));
        Assert.Equal(["1 7 - Accepted", "2 5 - Sending", "3 - ba Held"], rows);
    }

    [Fact]
    public void A_column_too_short_is_told() =>
        Assert.Throws<ArgumentException>(() => new SqlRows(2).With("id", [1]));
}
