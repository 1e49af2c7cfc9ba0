using System.Globalization;
using System.Text.Json;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Rehearsal;

/// <summary>The mark that makes a database a rehearsal copy. Only there may the clock be turned, and from there nothing is sent outside.</summary>
/// <param name="CopiedAt">When the copy was made.</param>
/// <param name="Of">What is rehearsed: the id of the peak or release.</param>
public sealed record RehearsalMark(DateTimeOffset CopiedAt, string Of)
{
    private const string Key = "rehearsal";

    /// <summary>Marks the database.</summary>
    public async Task WriteAsync(CmsDb db, CancellationToken cancellationToken)
    {
        if (await db.Settings.FindAsync([Key], cancellationToken) is { } old)
            db.Settings.Remove(old);
        await db.SaveChangesAsync(cancellationToken);
        db.Settings.Add(new Setting { Key = Key, Document = JsonSerializer.Serialize(this, Json.Options) });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The mark of an SQLite installation, read before anything is built on it; null when the database is none, or no copy.</summary>
    public static RehearsalMark? Read(DatabaseOptions options)
    {
        if (options.Provider != DatabaseProvider.Sqlite || !File.Exists(options.SqliteFile))
            return null;
        using var connection = Connections.CreateSqlite(options.SqliteFile);
        connection.Open();
        using var look = connection.CreateCommand();
        look.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'setting'";
        if (Convert.ToInt64(look.ExecuteScalar(), CultureInfo.InvariantCulture) == 0)
            return null;
        look.CommandText = "SELECT document FROM setting WHERE key = 'rehearsal'";
        return look.ExecuteScalar() is string document ? JsonSerializer.Deserialize<RehearsalMark>(document, Json.Options) : null;
    }
}
