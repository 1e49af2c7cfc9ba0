using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Platform;

public sealed class ReadSnapshotTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Snapshot_stays_what_it_was_while_others_write(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await WriteAsync(host);
        await using var reader = host.AnotherNode();

        var (before, during) = await reader.InScopeAsync(async (IServiceProvider services) =>
        {
            var db = (SchedulerDb)services.GetService(typeof(SchedulerDb))!;
            await using var reading = await ((ReadSnapshot)services.GetService(typeof(ReadSnapshot))!).BeginAsync(Token);
            var first = await db.Set<AuditEntry>().CountAsync(Token);
            await WriteAsync(host);
            return (first, await db.Set<AuditEntry>().CountAsync(Token));
        });

        Assert.Equal((1, 1), (before, during));
        Assert.Equal(2, await host.InScopeAsync((SchedulerDb db) => db.Set<AuditEntry>().CountAsync(Token)));
    }

    private static Task<bool> WriteAsync(SchedulerHost host) => host.InScopeAsync(async (IServiceProvider services) =>
    {
        await using var work = await ((UnitOfWork)services.GetService(typeof(UnitOfWork))!).BeginAsync(Token);
        ((AuditRecorder)services.GetService(typeof(AuditRecorder))!).Record(Actor.System, "test.write", "test", "1");
        await work.CommitAsync(Token);
        return true;
    });
}
