using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Support;

internal static class SchedulerSchema
{
    /// <summary>The scheduler's tables, migrated.</summary>
    public static readonly DatabaseTemplate Template = new("scheduler", MigrateAsync);

    public static async Task MigrateAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddNq72Database(options)
            .AddNq72Context<SchedulerDb, SqliteSchedulerDb, PostgresSchedulerDb>(options, SchedulerDb.HistoryTable)
            .BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
    }
}
