using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Platform;

/// <summary>A server that restarts cuts every connection, also in the middle of a request: that passes by itself, and is told so.</summary>
public sealed class DatabaseAwayTests
{
    private const string Releases = "/api/v1/manage/releases";
    private const string Waiting = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cut_connections_are_told_as_such_and_not_as_a_bug()
    {
        Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.PostgreSql, Token);
        (await host.Admin.GetAsync(Releases, Token)).ExpectSuccess();
        await using var server = new NpgsqlConnection(host.Services.GetRequiredService<DatabaseOptions>().ConnectionString + ";Pooling=false");
        await server.OpenAsync(Token);
        await using var held = await server.BeginTransactionAsync(Token);
        await RunAsync(server, "LOCK TABLE release IN ACCESS EXCLUSIVE MODE");
        var asked = host.Admin.GetAsync(Releases, Token);
        while (await RunAsync(server, $"SELECT count(*) {Waiting}") is not > 0L)
            Token.ThrowIfCancellationRequested();

        await RunAsync(server, $"SELECT count(pg_terminate_backend(pid)) {Waiting}");
        var answer = await asked;
        await held.RollbackAsync(Token);

        Assert.Equal((503, "databaseUnavailable"), ((int)answer.Status, answer.Json.GetProperty("code").GetString()));
        Assert.Equal("2", answer.Headers.RetryAfter?.ToString());
        (await host.Admin.GetAsync(Releases, Token)).ExpectSuccess();
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }
}
