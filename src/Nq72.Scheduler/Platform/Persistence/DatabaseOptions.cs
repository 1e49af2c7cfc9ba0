using System.ComponentModel.DataAnnotations;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>Settings of the database: <c>Database:Provider</c>, <c>ConnectionStrings:Nq72</c>, <c>Nq72:DataDirectory</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The file of the embedded database, in the data directory.</summary>
    public const string SqliteFileName = "nq72.db";

    /// <summary><c>Sqlite</c> (default) or <c>PostgreSql</c>.</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>For PostgreSQL; required there, not used on SQLite.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Absolute path of the data directory: database file, media, outgoing files, locks.</summary>
    [Required]
    public string DataDirectory { get; set; } = "";

    /// <summary>Absolute path of the embedded database's file.</summary>
    public string SqliteFile => Path.Combine(DataDirectory, SqliteFileName);
}

/// <summary>Which database an installation stands on.</summary>
public enum DatabaseProvider
{
    /// <summary>One file in the data directory, one node.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or later; any number of nodes.</summary>
    PostgreSql,
}
