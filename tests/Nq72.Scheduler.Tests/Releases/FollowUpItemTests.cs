using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Releases;

public sealed class FollowUpItemTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase]
    public async Task Correct_then_retract_reach_who_got_the_original(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 3);
        await host.WebhookAsync("sau", receiver.Url);
        receiver.Answer(request => request.Path == "/bao/d3" ? new(500) : ReceiverAnswer.Ok);
        var item = host.Gateway.Add();
        await host.ArmedAsync(A.Seven, [item], ["bao"]);
        await host.ArmedAsync(A.Seven.AddDays(1), [item], ["sau"]);
        await host.DrainAtAsync(A.Seven);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var corrected = await host.InScopeAsync((FollowUpItem verb) => verb.CorrectAsync(item, 2, "sửa số liệu", A.Seven.AddMinutes(1), Actor.System, Token));
        await host.DrainAtAsync(A.Seven.AddMinutes(1));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var retracted = await host.InScopeAsync((FollowUpItem verb) => verb.RetractAsync(item, "sai nguồn", Actor.System, Token));
        await host.DrainAtAsync(A.Seven.AddDays(3));

        Assert.Equal((3, 2), (corrected, retracted));
        Assert.Equal(
            ["/bao/d1 publish 1", "/bao/d1 correct 2", "/bao/d1 retract 2"],
            receiver.Requests.Where(request => request.Path == "/bao/d1").Select(request => $"{request.Path} {request.Header("Nq72-Operation")} {request.Json.GetProperty("version")}"));
        // what was never received is called off, not retracted; what lay ahead in another release too
        Assert.DoesNotContain(receiver.Requests, request => request.Path == "/bao/d3" && request.Header("Nq72-Operation") == "retract");
        Assert.DoesNotContain(receiver.Requests, request => request.Path == "/sau/d1");
        Assert.Equal(3, (await host.DeliveriesAsync(new DeliveryFilter(Item: item, State: DeliveryState.Cancelled))).Count);
    }
    [Theory, OnEveryDatabase]
    public async Task Correct_takes_the_place_of_an_original_that_could_not_be_delivered_yet(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        receiver.Answer(_ => new(500));
        var item = host.Gateway.Add();
        await host.ArmedAsync(A.Seven, [item], ["bao"]);
        await host.DrainAtAsync(A.Seven);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.InScopeAsync((FollowUpItem verb) => verb.CorrectAsync(item, 2, "sửa số liệu", host.Clock.GetUtcNow(), Actor.System, Token));
        receiver.Answer(_ => ReceiverAnswer.Ok);
        await host.DrainAtAsync(A.Seven.AddHours(1));

        // the wrong version must not be what it has in the end
        Assert.Equal(["publish 1", "correct 2"], receiver.Requests.Select(request => $"{request.Header("Nq72-Operation")} {request.Json.GetProperty("version")}"));
        Assert.Equal([(DeliveryState.Cancelled, DeliveryCode.Overtaken), (DeliveryState.Accepted, null)], (await host.DeliveriesAsync()).Select(delivery => (delivery.State, delivery.Code)));
    }
}
