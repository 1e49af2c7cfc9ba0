using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.PartnerApi.Sync;

/// <summary>The key that sync tokens are signed with: one for all nodes, made by a migration. Thread-safe.</summary>
public sealed class SyncKey(Connections connections, SqlDialect sql)
{
    private const string Setting = "syncKey";
    private byte[]? known;

    /// <summary>The key.</summary>
    public async ValueTask<byte[]> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref known) is { } key)
            return key;
        await using var connection = connections.Create();
        await connection.OpenAsync(cancellationToken);
        await using var command = sql.Command(connection, "SELECT document FROM setting WHERE key = @key", ("key", Setting));
        var document = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        var read = Convert.FromHexString(document.Trim('"'));
        Volatile.Write(ref known, read);
        return read;
    }
}
