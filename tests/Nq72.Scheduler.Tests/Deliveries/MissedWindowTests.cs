using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Deliveries;

/// <summary>What becomes of deliveries whose instant came while nothing ran.</summary>
public sealed class MissedWindowTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Fact]
    public async Task Housekeeping_takes_half_written_files_away()
    {
        await using var host = await SchedulerHost.StartAsync(DatabaseProvider.Sqlite);
        var folder = Directory.CreateDirectory(Path.Combine(host.Database.DataDirectory, "outgoing", "loa", "a", "2027-04-06")).FullName;
        var half = Path.Combine(folder, $".{Guid.NewGuid():D}.txt.{Guid.NewGuid():N}.part");
        await File.WriteAllTextAsync(half, "Kính th", Token);
        File.SetLastWriteTimeUtc(half, SchedulerHost.Start.UtcDateTime);
        host.Clock.Advance(TimeSpan.FromHours(25));

        await host.InScopeAsync(async (TidyDeliveries verb) =>
        {
            await verb.ExecuteAsync(Token);
            return true;
        });

        Assert.False(File.Exists(half));
    }

    [Theory, OnEveryDatabase]
    public async Task Housekeeping_ends_windows_too_where_no_node_delivers(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"], new(MissedPolicy.Ask));
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"], new(MissedPolicy.Skip));
        host.Clock.TurnTo(A.Seven.AddDays(2));

        await host.InScopeAsync(async (TidyDeliveries verb) =>
        {
            await verb.ExecuteAsync(Token);
            return true;
        });

        Assert.Equal(
            [(DeliveryState.Expired, DeliveryCode.Missed), (DeliveryState.Held, DeliveryCode.Missed)],
            (await host.DeliveriesAsync()).Select(delivery => (delivery.State, delivery.Code!.Value)).OrderBy(delivery => delivery.State.ToString(), StringComparer.Ordinal));
    }

    [Theory, OnEveryDatabase(true), OnEveryDatabase(false)]
    public async Task A_person_sends_or_skips_what_is_held(DatabaseProvider provider, bool send)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 3);
        var release = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"], new(MissedPolicy.Ask));
        await host.DrainAtAsync(A.Seven.AddDays(2));
        var waiting = new DeliveryFilter(Release: release.Id, State: DeliveryState.Held);

        var changed = send
            ? (await host.DoAsync((RetryDelivery verb) => verb.ExecuteAsync(waiting, Actor.System, Token))).Retried
            : (await host.DoAsync((CancelDelivery verb) => verb.ExecuteAsync(waiting, Actor.System, Token))).Cancelled;
        await host.DrainAsync();

        Assert.Equal((3, send ? 3 : 0), (changed, receiver.Requests.Count));
        Assert.Equal(3, (await host.ReleaseAsync(release.Id)).Deliveries[send ? "accepted" : "cancelled"]);
    }
}
