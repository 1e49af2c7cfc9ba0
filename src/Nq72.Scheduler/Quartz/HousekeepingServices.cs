using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Quartz;

namespace Nq72.Scheduler.Quartz;

/// <summary>Quartz plans and keeps house; it never holds the only copy of an instant at which something goes out.</summary>
internal static class HousekeepingServices
{
    private const string SchedulerName = "Nq72";

    // short, so that another node takes over within seconds; beyond it a node with a wrong clock would declare healthy ones dead
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CheckInTolerance = TimeSpan.FromSeconds(10);

    /// <summary>The jobs of this folder on a persistent store: a file of its own on SQLite (one writer a file), clustered in the same database on PostgreSQL.</summary>
    public static IServiceCollection AddHousekeeping(this IServiceCollection services, DatabaseOptions database)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = SchedulerName);
            quartz.UseDefaultThreadPool(2);
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
                store.ProvisionSchema();
                if (database.Provider == DatabaseProvider.Sqlite)
                {
                    store.UseSqlite($"Data Source={Path.Combine(database.DataDirectory, "quartz.db")}");
                    return;
                }

                store.UsePostgres(Connections.Guarded(database.ConnectionString!));
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = CheckIn;
                    cluster.CheckinMisfireThreshold = CheckInTolerance;
                });
            });
            quartz.AddJobOnce<PlanPeaksJob>(PlanPeaksJob.Key, "0 5 2 * * ?");
            quartz.AddJobOnce<TidyDeliveriesJob>(TidyDeliveriesJob.Key, "0 40 * * * ?");
            quartz.AddJobOnce<WatchReleasesJob>(WatchReleasesJob.Key, "15 * * * * ?");
            quartz.RunAtStartup(PlanPeaksJob.Key);
        });
        services.AddHostedService<Housekeeper>();
        return services;
    }

    // a job is asked for again when its node dies in the middle, and its trigger is replaced rather than doubled at every start
    private static void AddJobOnce<T>(this IQuartzBuilder quartz, JobKey key, string cron)
        where T : IJob
    {
        quartz.AddJob<T>(job => job.WithIdentity(key).RequestRecovery().StoreDurably());
        quartz.AddTrigger<T>((services, trigger) => trigger.WithIdentity(key.Name).ForJob(key)
            .WithCronSchedule(cron, schedule => schedule.InTimeZone(services.GetRequiredService<InstallationOptions>().Zone)));
    }
}
