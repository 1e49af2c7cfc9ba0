using System.Collections.Concurrent;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Platform;

/// <summary>
/// Keys that what we hand out is signed with: one each for all nodes, made by a migration. Not those of Data Protection, which a node may not
/// have heard of yet, and which make long tokens. Thread-safe.
/// </summary>
public sealed class SigningKeys(Connections connections, SqlDialect sql)
{
    /// <summary>Signs sync tokens.</summary>
    public const string Sync = "syncKey";

    /// <summary>Signs preview links.</summary>
    public const string Previews = "previewKey";

    /// <summary>Signs addresses of files.</summary>
    public const string Media = "mediaKey";

    private readonly ConcurrentDictionary<string, byte[]> known = new(StringComparer.Ordinal);

    /// <summary>The key of that name.</summary>
    public async ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(name, out var key))
            return key;
        await using var connection = connections.Create();
        await connection.OpenAsync(cancellationToken);
        await using var command = sql.Command(connection, "SELECT document FROM setting WHERE key = @key", ("key", name));
        var document = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        return known.GetOrAdd(name, Convert.FromHexString(document.Trim('"')));
    }
}
