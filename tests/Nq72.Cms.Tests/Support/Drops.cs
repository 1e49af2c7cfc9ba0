using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Tests.Support;

/// <summary>Deliveries that need no receiver: files dropped into a folder.</summary>
internal static class Drops
{
    /// <summary>A release of so many items to one folder, armed; returns the deliveries' ids.</summary>
    public static async Task<List<Guid>> ArmDropsAsync(this CmsHost host, DateTimeOffset at, int count, CancellationToken cancellationToken)
    {
        (await host.Admin.PutAsync("/api/v1/manage/channels/tep", new { format = "portal", transport = "fileDrop", destinations = new[] { new { key = "a" } } }, cancellationToken)).ExpectSuccess();
        var items = new List<object>();
        for (var i = 0; i < count; i++)
            items.Add(new { id = (await host.ApprovedAsync(cancellationToken)).Id, channels = new[] { "tep" } });
        var release = await host.ArmedAsync(at, cancellationToken, [.. items]);
        return await host.RunAsync<SchedulerDb, List<Guid>>(db =>
            db.Set<Delivery>().Where(delivery => delivery.ReleaseId == release).OrderBy(delivery => delivery.Id).Select(delivery => delivery.Id).ToListAsync(cancellationToken));
    }

    /// <summary>Sends what is due now and writes down what came of it; nothing is sent by this host afterwards.</summary>
    public static async Task DeliverAsync(this CmsHost host, CancellationToken cancellationToken)
    {
        await host.Services.GetRequiredService<ReleaseClock>().ActAsync(cancellationToken);
        await host.Services.GetRequiredService<DeliveryDrain>().StopAsync(cancellationToken);
    }
}
