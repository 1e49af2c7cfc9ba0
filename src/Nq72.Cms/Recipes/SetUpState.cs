using System.Text.Json;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Recipes;

/// <summary>How far set-up is, as the setting <c>setup</c> keeps it.</summary>
/// <param name="Recipe">Name or path, as configured.</param>
/// <param name="StartedAt">When it was first begun.</param>
/// <param name="FinishedAt">When it was done; null while it is not.</param>
internal sealed record SetUpState(string Recipe, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>Name of the setting.</summary>
    public const string Key = "setup";
}

/// <summary>Reads how far set-up is, in a plain statement: every start asks, before the contexts' maps are built. Thread-safe.</summary>
internal sealed class SetUpRecord(Connections connections, SqlDialect sql)
{
    /// <summary>How far it is; null when it was never begun.</summary>
    public async Task<SetUpState?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = connections.Create();
        await connection.OpenAsync(cancellationToken);
        await using var command = sql.Command(connection, "SELECT document FROM setting WHERE key = @key", ("key", SetUpState.Key));
        return await command.ExecuteScalarAsync(cancellationToken) is string document ? JsonSerializer.Deserialize<SetUpState>(document, Json.Options) : null;
    }

    /// <summary>Whether it was finished, at any start.</summary>
    public async Task<bool> IsFinishedAsync(CancellationToken cancellationToken) => await ReadAsync(cancellationToken) is { FinishedAt: not null };
}
