using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>Lets <c>scripts/migration</c> build the contexts without a database.</summary>
public static class DesignTime
{
    /// <summary>Options for a context on SQLite that is never opened.</summary>
    public static DbContextOptions<TContext> Sqlite<TContext>(string historyTable)
        where TContext : DbContext =>
        new DbContextOptionsBuilder<TContext>().UseSqlite("Data Source=:memory:", sqlite => sqlite.MigrationsHistoryTable(historyTable)).Options;

    /// <summary>Options for a context on PostgreSQL that is never opened.</summary>
    public static DbContextOptions<TContext> Postgres<TContext>(string historyTable)
        where TContext : DbContext =>
        new DbContextOptionsBuilder<TContext>().UseNpgsql("Host=localhost", npgsql => npgsql.MigrationsHistoryTable(historyTable)).Options;
}

internal sealed class SqliteSchedulerDesign : IDesignTimeDbContextFactory<SqliteSchedulerDb>
{
    public SqliteSchedulerDb CreateDbContext(string[] args) => new(DesignTime.Sqlite<SqliteSchedulerDb>(SchedulerDb.HistoryTable));
}

internal sealed class PostgresSchedulerDesign : IDesignTimeDbContextFactory<PostgresSchedulerDb>
{
    public PostgresSchedulerDb CreateDbContext(string[] args) => new(DesignTime.Postgres<PostgresSchedulerDb>(SchedulerDb.HistoryTable));
}
