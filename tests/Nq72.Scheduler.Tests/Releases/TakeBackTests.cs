using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Releases;

public sealed class TakeBackTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase]
    public async Task Disarm_then_arm_again_sends_once(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        var draft = await DisarmAsync(host, armed.Id);
        Assert.Equal(ReleaseState.Draft, draft.State);
        Assert.Empty(draft.Deliveries);
        Assert.Equal([armed.Id], host.Gateway.Withdrawn);
        await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(armed.Id, Actor.System, Token));
        await host.DrainAtAsync(A.Seven);

        Assert.Single(receiver.Requests);
        Assert.Equal(1, (await host.ReleaseAsync(armed.Id)).Deliveries["accepted"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Cancel_means_nothing_is_ever_sent(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        var cancelled = await host.DoAsync((CancelRelease verb) => verb.ExecuteAsync(armed.Id, "mưa lũ", Actor.System, Token));
        await host.DrainAtAsync(A.Seven.AddHours(1));

        Assert.Equal((ReleaseState.Cancelled, "mưa lũ"), (cancelled.State, cancelled.Reason));
        Assert.Empty(receiver.Requests);
        Assert.Empty(host.Gateway.Published);
    }

    [Theory, OnEveryDatabase(-501, null), OnEveryDatabase(-500, "tooLate"), OnEveryDatabase(0, "tooLate"), OnEveryDatabase(60_000, "tooLate")]
    public async Task Edits_close_500_ms_before_the_instant(DatabaseProvider provider, int milliseconds, string? code)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var cancel = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], []);
        var disarm = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], []);
        var move = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], []);
        host.Clock.TurnTo(A.Seven.AddMilliseconds(milliseconds));

        var outcomes = new[]
        {
            await host.InScopeAsync((CancelRelease verb) => verb.ExecuteAsync(cancel.Id, null, Actor.System, Token)),
            await host.InScopeAsync((DisarmRelease verb) => verb.ExecuteAsync(disarm.Id, Actor.System, Token)),
            await host.InScopeAsync((RescheduleRelease verb) => verb.ExecuteAsync(move.Id, new(A.Seven.AddHours(1)), Actor.System, Token)),
        };

        Assert.All(outcomes, outcome => Assert.Equal(code, outcome.Problem?.Code));
    }

    [Theory, OnEveryDatabase]
    public async Task Edits_of_a_draft_are_wrongState(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var draft = await host.DraftAsync(A.Seven, [], []);

        Assert.Equal("wrongState", (await host.FailAsync((DisarmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token))).Code);
        Assert.Equal("wrongState", (await host.FailAsync((RescheduleRelease verb) => verb.ExecuteAsync(draft.Id, new(A.Seven.AddHours(1)), Actor.System, Token))).Code);
        Assert.Equal("wrongState", (await host.FailAsync((RetractRelease verb) => verb.ExecuteAsync(draft.Id, "sai", Actor.System, Token))).Code);
        Assert.Equal(404, (await host.FailAsync((ArmRelease verb) => verb.ExecuteAsync("khong-co", Actor.System, Token))).Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Reschedule_goes_out_at_the_new_instant_only(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        var moved = await host.DoAsync((RescheduleRelease verb) => verb.ExecuteAsync(armed.Id, new(A.Local("2027-04-07T09:00")), Actor.System, Token));
        await host.DrainAtAsync(A.Seven.AddHours(1));
        Assert.Empty(receiver.Requests);
        await host.DrainAtAsync(A.Seven.AddHours(2));

        Assert.Equal((ReleaseState.Armed, A.Seven.AddHours(2)), (moved.State, moved.At));
        Assert.Equal(A.Seven.AddHours(2), host.Gateway.Published[armed.Id]);
        Assert.Equal("2027-04-07T02:00:00Z", Assert.Single(receiver.Requests).Header("Nq72-Due"));
    }

    [Theory, OnEveryDatabase]
    public async Task Reschedule_into_the_past_changes_nothing(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        var problem = await host.FailAsync((RescheduleRelease verb) => verb.ExecuteAsync(armed.Id, new(SchedulerHost.Start.AddHours(-1)), Actor.System, Token));
        await host.DrainAtAsync(A.Seven);

        Assert.Equal((422, "pastInstant"), (problem.Status, problem.Code));
        Assert.Single(receiver.Requests);
    }

    [Theory, OnEveryDatabase]
    public async Task Cancel_after_an_early_sending_retracts_from_who_got_it(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("som", receiver.Url, lead: TimeSpan.FromHours(12));
        await host.WebhookAsync("bao", receiver.Url);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["som", "bao"]);
        await host.DrainAtAsync(A.Seven.AddHours(-12));
        Assert.Equal("/som/d1", Assert.Single(receiver.Requests).Path);

        await host.DoAsync((CancelRelease verb) => verb.ExecuteAsync(armed.Id, null, Actor.System, Token));
        await host.DrainAsync();

        Assert.Equal([("/som/d1", "publish"), ("/som/d1", "retract")], receiver.Requests.Select(request => (request.Path, request.Header("Nq72-Operation"))));
    }

    [Theory, OnEveryDatabase]
    public async Task Disarm_after_an_early_sending_then_arm_again_sends_anew(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("som", receiver.Url, lead: TimeSpan.FromHours(12));
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["som"]);
        await host.DrainAtAsync(A.Seven.AddHours(-12));

        await DisarmAsync(host, armed.Id);
        await host.DrainAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(armed.Id, Actor.System, Token));
        await host.DrainAsync();

        Assert.Equal(["publish", "retract", "publish"], receiver.Requests.Select(request => request.Header("Nq72-Operation")));
        Assert.Equal(3, receiver.Requests.Select(request => request.Header("webhook-id")).Distinct().Count());
    }

    [Theory, OnEveryDatabase]
    public async Task Reschedule_after_an_early_sending_tells_the_new_instant_at_once(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("som", receiver.Url, lead: TimeSpan.FromHours(12));
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["som"]);
        await host.DrainAtAsync(A.Seven.AddHours(-12));

        await host.DoAsync((RescheduleRelease verb) => verb.ExecuteAsync(armed.Id, new(A.Seven.AddDays(2)), Actor.System, Token));
        await host.DrainAsync();

        Assert.Equal(["2027-04-07T00:00:00Z", "2027-04-09T00:00:00Z"], receiver.Requests.Select(request => request.Header("Nq72-Due")));
    }

    [Theory, OnEveryDatabase]
    public async Task Retract_reaches_exactly_who_got_it_or_may_have(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 4);
        // accepted, refused, in doubt, refused
        receiver.Answer(request => request.Path switch { "/bao/d2" or "/bao/d4" => new(500), "/bao/d3" => ReceiverAnswer.Cut, _ => ReceiverAnswer.Ok });
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await host.DrainAtAsync(A.Seven);
        receiver.Answer(_ => ReceiverAnswer.Ok);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var retracted = await host.DoAsync((RetractRelease verb) => verb.ExecuteAsync(armed.Id, "số liệu sai", Actor.System, Token));
        await host.DrainAtAsync(A.Seven.AddHours(1));

        Assert.Equal((ReleaseState.Retracted, "số liệu sai"), (retracted.State, retracted.Reason));
        Assert.Equal([(armed.Id, "số liệu sai")], host.Gateway.Retracted);
        var retractions = receiver.Requests.Where(request => request.Header("Nq72-Operation") == "retract").ToList();
        Assert.Equal(["/bao/d1", "/bao/d3"], retractions.Select(request => request.Path).Order(StringComparer.Ordinal));
        Assert.All(retractions, request => Assert.Equal("số liệu sai", request.Json.GetProperty("note").GetString()));
        var after = await host.ReleaseAsync(armed.Id);
        Assert.Equal(new Dictionary<string, int> { ["accepted"] = 3, ["cancelled"] = 2, ["unknown"] = 1 }, after.Deliveries);
        Assert.Equal(2, after.Retractions["accepted"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Retract_leaves_the_item_with_who_got_it_anew_from_a_later_release(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 3);
        await host.WebhookAsync("cu", receiver.Url);
        var (again, once) = (host.Gateway.Add(), host.Gateway.Add());
        var old = await host.ArmedAsync(A.Seven, [again, once], ["bao", "cu"]);
        await host.ArmedAsync(A.Seven.AddHours(1), [again], ["bao"]);
        await host.DrainAtAsync(A.Seven);
        // the later release: accepted, on its way, refused for good
        receiver.Answer(request => request.Path switch { "/bao/d2" => new(503), "/bao/d3" => new(500), _ => ReceiverAnswer.Ok });
        await host.DrainAtAsync(A.Seven.AddHours(1));
        await FailAsync(host, again, "d3");
        receiver.Answer(_ => ReceiverAnswer.Ok);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.DoAsync((RetractRelease verb) => verb.ExecuteAsync(old.Id, "số liệu sai", Actor.System, Token));
        await host.DrainAtAsync(A.Seven.AddHours(3));

        Assert.Equal(["publish", "publish"], OperationsAt("/bao/d1", again));
        // the newer one arrives later and takes the old one's place
        Assert.Equal("publish", OperationsAt("/bao/d2", again)[^1]);
        Assert.DoesNotContain("retract", OperationsAt("/bao/d2", again));
        // these two have nothing but what is taken back
        Assert.Equal("retract", OperationsAt("/bao/d3", again)[^1]);
        Assert.Equal(["publish", "retract"], OperationsAt("/cu/d1", again));
        Assert.All(["/bao/d1", "/bao/d2", "/bao/d3", "/cu/d1"], path => Assert.Equal(["publish", "retract"], OperationsAt(path, once)));
    }

    [Theory, OnEveryDatabase]
    public async Task Retract_takes_the_corrections_of_the_release_back_and_no_other_ones(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 2);
        var (corrected, renewed) = (host.Gateway.Add(), host.Gateway.Add());
        // one receiver gets nothing before the correction
        receiver.Answer(request => request.Path == "/bao/d2" ? new(500) : ReceiverAnswer.Ok);
        var old = await host.ArmedAsync(A.Seven, [corrected, renewed], ["bao"]);
        await host.DrainAtAsync(A.Seven);
        receiver.Answer(_ => ReceiverAnswer.Ok);
        await CorrectAsync(host, corrected, A.Seven.AddMinutes(1));
        // this one corrects what was published after the release
        await CorrectAsync(host, renewed, A.Seven.AddMinutes(1));
        // and this one is still ahead
        await CorrectAsync(host, corrected, A.Seven.AddHours(1));
        await host.DrainAtAsync(A.Seven.AddMinutes(1));
        host.Gateway.TakenBack.AddRange([new(corrected, A.Seven), new(corrected, A.Seven.AddMinutes(1)), new(corrected, A.Seven.AddHours(1)), new(renewed, A.Seven)]);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.DoAsync((RetractRelease verb) => verb.ExecuteAsync(old.Id, "số liệu sai", Actor.System, Token));
        await host.DrainAtAsync(A.Seven.AddHours(2));

        Assert.Equal(["publish", "correct", "retract"], OperationsAt("/bao/d1", corrected));
        Assert.Equal(["correct", "retract"], OperationsAt("/bao/d2", corrected).Except(["publish"]));
        Assert.Equal("correct", OperationsAt("/bao/d1", renewed)[^1]);
        Assert.Equal("correct", OperationsAt("/bao/d2", renewed)[^1]);
    }

    [Theory, OnEveryDatabase]
    public async Task Retract_asks_for_a_reason(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], []);
        host.Clock.TurnTo(A.Seven);

        Assert.Equal("reason", (await host.FailAsync((RetractRelease verb) => verb.ExecuteAsync(armed.Id, " ", Actor.System, Token))).Errors[0].Field);
        Assert.Empty(host.Gateway.Retracted);
    }

    [Theory, OnEveryDatabase]
    public async Task Two_releases_of_one_item_at_one_instant_send_it_once_also_when_one_is_cancelled(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var item = host.Gateway.Add();
        var one = await host.ArmedAsync(A.Seven, [item], ["bao"]);
        await host.ArmedAsync(A.Seven, [item], ["bao"]);
        Assert.Single(await host.DeliveriesAsync(new DeliveryFilter(State: DeliveryState.Scheduled)));

        await host.DoAsync((CancelRelease verb) => verb.ExecuteAsync(one.Id, null, Actor.System, Token));
        await host.DrainAtAsync(A.Seven);

        Assert.Single(receiver.Requests);
    }

    [Theory, OnEveryDatabase]
    public async Task Reschedule_of_one_of_two_releases_leaves_the_other_its_delivery(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var item = host.Gateway.Add();
        var one = await host.ArmedAsync(A.Seven, [item], ["bao"]);
        await host.ArmedAsync(A.Seven, [item], ["bao"]);

        await host.DoAsync((RescheduleRelease verb) => verb.ExecuteAsync(one.Id, new(A.Seven.AddHours(2)), Actor.System, Token));
        await host.DrainAtAsync(A.Seven);
        await host.DrainAtAsync(A.Seven.AddHours(2));

        Assert.Equal(["2027-04-07T00:00:00Z", "2027-04-07T02:00:00Z"], receiver.Requests.Select(request => request.Header("Nq72-Due")));
    }

    private List<string> OperationsAt(string path, string item) => [.. receiver.Requests
        .Where(request => request.Path == path && request.Json.GetProperty("itemId").GetString() == item).Select(request => request.Header("Nq72-Operation")!)];

    private static Task<int> CorrectAsync(SchedulerHost host, string item, DateTimeOffset from) =>
        host.InScopeAsync((FollowUpItem verb) => verb.CorrectAsync(item, 2, "sửa số liệu", from, Actor.System, Token));

    private static Task<int> FailAsync(SchedulerHost host, string item, string destination) => host.InScopeAsync((SchedulerDb db) => db.Set<Delivery>()
        .Where(delivery => delivery.ItemId == item && delivery.Destination == destination && delivery.State == DeliveryState.Retrying)
        .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.State, DeliveryState.Failed), Token));

    private static Task<ReleaseView> DisarmAsync(SchedulerHost host, string id) => host.DoAsync((DisarmRelease verb) => verb.ExecuteAsync(id, Actor.System, Token));
}
