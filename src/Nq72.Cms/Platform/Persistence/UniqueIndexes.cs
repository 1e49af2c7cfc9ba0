using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Nq72.Cms.Platform.Persistence;

/// <summary>Tells which unique index refused a write: what two did at the same moment, and only the database saw.</summary>
public static class UniqueIndexes
{
    // Source: sqlite.org/rescode.html, SQLITE_CONSTRAINT_UNIQUE
    private const int SqliteUnique = 2067;

    /// <summary>Whether the write failed on this unique index.</summary>
    /// <param name="exception">What saving threw.</param>
    /// <param name="index">Name of the index, by which PostgreSQL tells it.</param>
    /// <param name="columns">Its columns as SQLite lists them: <c>table.first, table.second</c>.</param>
    public static bool IsOn(this DbUpdateException exception, string index, string columns) => exception.InnerException switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } postgres => postgres.ConstraintName == index,
        SqliteException { SqliteExtendedErrorCode: SqliteUnique } sqlite => sqlite.Message.Contains(columns, StringComparison.Ordinal),
        _ => false,
    };
}
