using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Deliveries;

/// <summary>A peak: everything is due at one instant. The bar is wide, for busy machines; the figure is in the output.</summary>
public sealed class BurstTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase(100), OnEveryDatabase(1)]
    public async Task Two_thousand_deliveries_are_sent_and_marked(DatabaseProvider provider, int destinations)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations);
        var armed = await host.ArmedAsync(A.Seven, Enumerable.Range(0, 2000 / destinations).Select(_ => host.Gateway.Add()).Chunk(500).First(), ["bao"]);
        var count = armed.Deliveries["scheduled"];
        host.Clock.TurnTo(A.Seven);
        var start = TimeProvider.System.GetTimestamp();
        var began = TimeProvider.System.GetUtcNow();

        await host.DrainAsync();

        var took = TimeProvider.System.GetElapsedTime(start);
        output.WriteLine($"{provider}, {destinations} destinations: {count} deliveries in {took.TotalMilliseconds:0} ms, the first after {(receiver.Requests[0].ArrivedAt - began).TotalMilliseconds:0} ms");
        Assert.Equal(count, receiver.Requests.Select(request => request.Header("webhook-id")).Distinct().Count());
        Assert.Equal(count, (await host.ReleaseAsync(armed.Id)).Deliveries["accepted"]);
        Assert.True(took < Bar, $"{took}");
    }
}
