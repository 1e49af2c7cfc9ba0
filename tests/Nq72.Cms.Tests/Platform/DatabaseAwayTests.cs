using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
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

    [Fact]
    public async Task Two_changes_that_wait_for_each_other_are_told_as_such()
    {
        Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.PostgreSql, Token);
        (await PutAsync("Một")).ExpectSuccess();
        await using var other = new NpgsqlConnection(host.Services.GetRequiredService<DatabaseOptions>().ConnectionString + ";Pooling=false");
        await other.OpenAsync(Token);
        await using var held = await other.BeginTransactionAsync(Token);
        // the server looks for circles a moment after somebody begins to wait: this one begins first, so that the request is the one to give way
        await RunAsync(other, "SET LOCAL deadlock_timeout = '1min'");
        await RunAsync(other, "UPDATE occasion SET name = name WHERE key = 'ngay'");
        var asked = PutAsync("Hai");
        await using (var watcher = new NpgsqlConnection(host.Services.GetRequiredService<DatabaseOptions>().ConnectionString + ";Pooling=false"))
        {
            await watcher.OpenAsync(Token);
            await Eventually.TrueAsync(async () => await RunAsync(watcher, $"SELECT count(*) {Waiting}") is > 0L, TimeSpan.FromSeconds(20), Token);
        }

        // the turn that the request has taken
        await RunAsync(other, $"SELECT pg_advisory_xact_lock({RegisterTurns.KeyOf(Register.Occasions)})");
        var answer = await asked;
        await held.RollbackAsync(Token);

        Assert.Equal((503, "conflictRetry", "1"), ((int)answer.Status, answer.Json.GetProperty("code").GetString(), answer.Headers.RetryAfter?.ToString()));
        (await PutAsync("Hai")).ExpectSuccess();

        Task<CmsAnswer> PutAsync(string name) => host.Admin.PutAsync("/api/v1/manage/occasions/ngay", new { name, date = "04-07" }, Token);
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }
}
