using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Accounts;

/// <summary>Whether somebody can get in. Asked in plain statements: every start asks, before the contexts' maps are built. Thread-safe.</summary>
public sealed class WaysIn(Connections connections, SqlDialect sql)
{
    /// <summary>Whether there is an account.</summary>
    public Task<bool> AnyAccountAsync(CancellationToken cancellationToken) => AnyAsync("account", cancellationToken);

    /// <summary>Whether there is an account or a token.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) => await AnyAccountAsync(cancellationToken) || await AnyAsync("api_token", cancellationToken);

    private async Task<bool> AnyAsync(string table, CancellationToken cancellationToken)
    {
        await using var connection = connections.Create();
        await connection.OpenAsync(cancellationToken);
        await using var command = sql.Command(connection, $"SELECT 1 FROM {table} LIMIT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }
}
