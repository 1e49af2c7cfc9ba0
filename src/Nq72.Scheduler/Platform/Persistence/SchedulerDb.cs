using Microsoft.EntityFrameworkCore;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>The scheduler's tables. Mappings lie in the slices, one a stored type.</summary>
public abstract class SchedulerDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>The table that records which of the scheduler's migrations ran.</summary>
    public const string HistoryTable = "scheduler_migration";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SchedulerDb).Assembly);
        modelBuilder.UseSnakeCase();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.ApplyNq72Conventions(this is SqliteSchedulerDb);
}

/// <summary>The scheduler's tables on SQLite.</summary>
public sealed class SqliteSchedulerDb(DbContextOptions<SqliteSchedulerDb> options) : SchedulerDb(options);

/// <summary>The scheduler's tables on PostgreSQL.</summary>
public sealed class PostgresSchedulerDb(DbContextOptions<PostgresSchedulerDb> options) : SchedulerDb(options);
