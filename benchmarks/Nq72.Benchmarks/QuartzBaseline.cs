using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Nq72.Benchmarks;

/// <summary>What the deliveries would be as one Quartz trigger each, on the same kind of database: a hundred threads, a hundred at a time.</summary>
internal static class QuartzBaseline
{
    private const int Threads = 100;

    /// <summary>Requests per second, from the first that arrived to the last.</summary>
    public static async Task<double> RunAsync(Receiver receiver, int count, string[] settings)
    {
        receiver.Forget();
        var folder = Directory.CreateTempSubdirectory("nq72-quartz-").FullName;
        var postgres = settings.Select(setting => setting.Split("ConnectionStrings:Nq72=")).FirstOrDefault(parts => parts.Length == 2)?[1];
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(receiver);
        builder.Services.AddSingleton(new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Threads }));
        builder.Services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "Baseline";
                scheduler.MaxBatchSize = Threads;
            });
            quartz.UseDefaultThreadPool(Threads);
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
                store.ProvisionSchema();
                if (postgres is not null)
                    store.UsePostgres(postgres);
                else
                    store.UseSqlite($"Data Source={Path.Combine(folder, "quartz.db")}");
            });
        });
        builder.Services.AddQuartzHostedService();
        using var host = builder.Build();
        await host.StartAsync();
        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        var at = Newsroom.In(TimeSpan.FromSeconds(20));
        var job = JobBuilder.Create<PostJob>().WithIdentity("post").StoreDurably().Build();
        var triggers = Enumerable.Range(0, count).Select(number => TriggerBuilder.Create().WithIdentity($"t{number}").ForJob(job).StartAt(at).Build()).ToList();
        await scheduler.ScheduleJob(job, triggers);
        var times = await receiver.WaitAsync(count, TimeSpan.FromMinutes(2));
        await host.StopAsync();
        Directory.Delete(folder, recursive: true);
        return times.Count / (times[^1] - times[0]).TotalSeconds;
    }

    private sealed class PostJob(Receiver receiver, HttpClient http) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            using var content = new ByteArrayContent(receiver.Bodies[0]);
            using var response = await http.PostAsync($"{receiver.Url}/quartz", content, cancellationToken);
        }
    }
}
