using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Deliveries;

namespace Nq72.Faults.Tests.Support;

internal static class Draining
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Sends everything that is due now, to the end, on a host whose scheduler does not run by itself.</summary>
    public static async Task DrainAsync(this CmsHost host)
    {
        var (drain, clock, signal) = (host.Services.GetRequiredService<DeliveryDrain>(), host.Services.GetRequiredService<ReleaseClock>(), host.Services.GetRequiredService<DeliverySignal>());
        signal.Ring();
        do
        {
            await clock.ActAsync(Token);
            if (!drain.HasWork && drain.InFlight > 0)
                await signal.WaitAsync(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
        while (drain.HasWork || drain.InFlight > 0);
    }
}
