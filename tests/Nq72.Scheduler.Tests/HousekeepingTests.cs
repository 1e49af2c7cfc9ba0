using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests;

public sealed class HousekeepingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Start_plans_the_peaks_and_starting_again_changes_nothing(DatabaseProvider provider)
    {
        await using var database = await SchedulerSchema.Template.CreateAsync(provider, Token);
        await using (var first = await SchedulerWeb.StartAsync(database))
        {
            await first.AskAsync(HttpMethod.Put, "occasions/o", """{"name":"o","date":"04-07"}""");
            await first.AskAsync(HttpMethod.Put, "campaigns/c", """{"name":"c","from":"2026-01-01","to":"2030-12-31","peaks":[{"occasion":"o"}]}""");
        }

        await using var second = await SchedulerWeb.StartAsync(database);

        await Eventually.TrueAsync(() => CountPeaksAsync(second), TimeSpan.FromSeconds(20), Token);
        Assert.Equal(provider == DatabaseProvider.Sqlite, File.Exists(Path.Combine(database.DataDirectory, "quartz.db")));
    }

    private static async Task<bool> CountPeaksAsync(SchedulerWeb web)
    {
        await using var scope = web.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SchedulerDb>().Set<Peak>().CountAsync(Token) == 5;
    }
}
