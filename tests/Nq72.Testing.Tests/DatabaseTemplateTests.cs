using System.Data.Common;
using System.Globalization;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Testing.Tests;

public sealed class DatabaseTemplateTests
{
    private static readonly DatabaseTemplate Template = new("testing", (options, cancellationToken) =>
        ExecuteAsync(options, "CREATE TABLE thing (id integer PRIMARY KEY); INSERT INTO thing VALUES (1)", cancellationToken));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task CreateAsync_migrates_once_and_keeps_copies_apart(DatabaseProvider provider)
    {
        await using var one = await Template.CreateAsync(provider, Token);
        await using var other = await Template.CreateAsync(provider, Token);
        await ExecuteAsync(one.Options, "INSERT INTO thing VALUES (2)", Token);

        Assert.Equal(2, await CountAsync(one.Options));
        Assert.Equal(1, await CountAsync(other.Options));
    }

    [Theory, OnEveryDatabase]
    public async Task CreateAsync_many_at_once_gives_each_its_own(DatabaseProvider provider)
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Template.CreateAsync(provider, Token)));
        try
        {
            await Task.WhenAll(databases.Select(database => ExecuteAsync(database.Options, "INSERT INTO thing VALUES (2)", Token)));
            Assert.Equal(Enumerable.Repeat(2, 8), await Task.WhenAll(databases.Select(database => CountAsync(database.Options))));
        }
        finally
        {
            foreach (var database in databases)
                await database.DisposeAsync();
        }
    }

    [Theory, OnEveryDatabase]
    public async Task CreateEmptyAsync_has_no_tables(DatabaseProvider provider)
    {
        await using var empty = await DatabaseTemplate.CreateEmptyAsync(provider, Token);

        await Assert.ThrowsAnyAsync<DbException>(() => CountAsync(empty.Options));
    }

    [Theory, OnEveryDatabase(7), OnEveryDatabase(8)]
    public void OnEveryDatabase_passes_values_behind_the_provider(DatabaseProvider provider, int value)
    {
        Assert.True(Enum.IsDefined(provider));
        Assert.InRange(value, 7, 8);
    }

    [Fact]
    public async Task CrashAsync_keeps_what_was_committed()
    {
        Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
        await using var server = await PostgresServer.StartNewAsync(Token);
        await server.ExecuteAsync("postgres", "CREATE TABLE kept (id int)", Token);

        await server.CrashAsync(Token);
        await server.StartAsync(Token);

        await server.ExecuteAsync("postgres", "INSERT INTO kept VALUES (1)", Token);
    }

    private static async Task<int> CountAsync(DatabaseOptions options)
    {
        await using var connections = new Connections(options);
        await using var connection = connections.Create();
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM thing";
        return Convert.ToInt32(await command.ExecuteScalarAsync(Token), CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(DatabaseOptions options, string sql, CancellationToken cancellationToken)
    {
        await using var connections = new Connections(options);
        await using var connection = connections.Create();
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
