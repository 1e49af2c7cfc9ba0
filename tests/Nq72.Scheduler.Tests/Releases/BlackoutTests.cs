using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Releases;

public sealed class BlackoutTests : IAsyncLifetime
{
    private static readonly ContentMarks Alerts = new([], ["cảnh báo"], []);

    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase]
    public async Task Put_over_an_armed_release_holds_what_is_festive_and_lets_alerts_pass(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var (slogan, alert, plain) = (host.Gateway.Add(festive: true), host.Gateway.Add(festive: true, tags: "Cảnh báo"), host.Gateway.Add());
        var release = await host.ArmedAsync(A.Seven, [slogan, alert, plain], ["bao"]);

        var put = await PutAsync(host, Mourning());
        var held = await host.InScopeAsync((HeldQueries queries) => queries.ListAsync(PageRequest.First, Token));
        await host.DrainAtAsync(A.Seven);
        // nothing catches up when the blackout is over
        await host.DrainAtAsync(A.Seven.AddDays(3));

        Assert.Equal((1, 1), (put.NewlyHeld, put.Waiting));
        Assert.Empty(put.TooLate);
        Assert.Equal([(release.Id, slogan)], host.Gateway.WithdrawnItems);
        var item = Assert.Single(held.Items);
        Assert.Equal((release.Id, slogan, HoldReason.Blackout, "quoc-tang", true), (item.Release, item.Item, item.Reason, item.Blackout, item.StillCovered));
        var after = await host.ReleaseAsync(release.Id);
        Assert.Equal((ReleaseState.Released, 1), (after.State, after.Held));
        Assert.Equal([ReleaseItemState.Held, ReleaseItemState.Planned, ReleaseItemState.Planned], after.Items.Select(known => known.State));
        Assert.Equal(new Dictionary<string, int> { ["accepted"] = 2, ["held"] = 1 }, after.Deliveries);
        Assert.Equal(new HashSet<string> { alert, plain }, receiver.Requests.Select(request => request.Json.GetProperty("itemId").GetString()!).ToHashSet());
        var delivery = Assert.Single(await host.DeliveriesAsync(new DeliveryFilter(State: DeliveryState.Held)));
        Assert.Equal((slogan, DeliveryCode.Blackout), (delivery.Item, delivery.Code));
        Assert.Equal("itemHeld", (await host.FailAsync((RetryDelivery verb) => verb.ExecuteAsync(delivery.Id, Actor.System, Token))).Code);
        Assert.Equal(0, (await host.DoAsync((RetryDelivery verb) => verb.ExecuteAsync(new DeliveryFilter(Release: release.Id), Actor.System, Token))).Retried);
    }

    [Theory, OnEveryDatabase]
    public async Task Put_that_takes_the_last_item_holds_the_release_and_a_person_releases_it_at_an_instant(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var slogan = host.Gateway.Add(festive: true);
        var release = await host.ArmedAsync(A.Seven, [slogan], ["bao"]);
        await PutAsync(host, Mourning());
        var held = await host.ReleaseAsync(release.Id);
        await host.DrainAtAsync(A.Seven.AddHours(5));
        Assert.Empty(receiver.Requests);

        var inside = await host.FailAsync((DecideHeld verb) => verb.ExecuteAsync(release.Id, new(HeldDecision.Release), Actor.System, Token));
        var decided = await host.DoAsync((DecideHeld verb) => verb.ExecuteAsync(release.Id, new(HeldDecision.Release, At: A.Seven.AddDays(2)), Actor.System, Token));
        await host.DrainAtAsync(A.Seven.AddDays(2).AddMilliseconds(-1));
        Assert.Empty(receiver.Requests);
        await host.DrainAtAsync(A.Seven.AddDays(2));

        Assert.Equal((ReleaseState.Held, "Tạm dừng: Quốc tang."), (held.State, held.Reason));
        Assert.Equal("preflight", inside.Code);
        Assert.Equal((ReleaseState.Armed, A.Seven.AddDays(2), 0), (decided.State, decided.At, decided.Held));
        Assert.Equal("2027-04-09T00:00:00Z", Assert.Single(receiver.Requests).Header("Nq72-Due"));
    }

    [Theory, OnEveryDatabase]
    public async Task Lifting_releases_nothing_and_tells_what_waits(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var release = await host.ArmedAsync(A.Seven, [host.Gateway.Add(festive: true)], ["bao"]);
        await PutAsync(host, Mourning());

        var shorter = await PutAsync(host, Mourning() with { To = new(null, A.Seven.AddHours(-1)) });
        var lifted = await host.DoAsync((LiftBlackout verb) => verb.ExecuteAsync("quoc-tang", Actor.System, Token));
        await host.DrainAtAsync(A.Seven);

        Assert.Equal((0, 1, 1), (shorter.NewlyHeld, shorter.Waiting, lifted.Waiting));
        Assert.Equal(ReleaseState.Held, (await host.ReleaseAsync(release.Id)).State);
        Assert.Empty(receiver.Requests);
        Assert.Equal(404, (await host.FailAsync((LiftBlackout verb) => verb.ExecuteAsync("quoc-tang", Actor.System, Token))).Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Arm_into_a_blackout_is_blocked(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await PutAsync(host, Mourning());
        var festive = await host.DraftAsync(A.Seven, [host.Gateway.Add(festive: true)], []);
        var plain = await host.DraftAsync(A.Seven, [host.Gateway.Add(), host.Gateway.Add(festive: true, tags: "cảnh báo")], []);
        var after = await host.DraftAsync(A.Seven.AddDays(2), [host.Gateway.Add(festive: true)], []);

        var blocked = (await host.DoAsync((Preflight verb) => verb.OfReleaseAsync(festive.Id, Token))).Findings;

        Assert.Equal([(FindingSeverity.Block, "blackout")], blocked.Select(finding => (finding.Severity, finding.Code)));
        Assert.Equal("preflight", (await host.FailAsync((ArmRelease verb) => verb.ExecuteAsync(festive.Id, Actor.System, Token))).Code);
        await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(plain.Id, Actor.System, Token));
        await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(after.Id, Actor.System, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Put_within_the_closing_margin_says_what_it_could_not_hold(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var release = await host.ArmedAsync(A.Seven, [host.Gateway.Add(festive: true)], []);
        host.Clock.TurnTo(A.Seven.AddMilliseconds(-400));

        var put = await PutAsync(host, Mourning());

        Assert.Equal(0, put.NewlyHeld);
        Assert.Equal([release.Id], put.TooLate);
        Assert.Equal(ReleaseState.Armed, (await host.ReleaseAsync(release.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Hold_after_an_early_sending_takes_it_back_from_who_got_it(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("som", receiver.Url, lead: TimeSpan.FromHours(12));
        var release = await host.ArmedAsync(A.Seven, [host.Gateway.Add(festive: true)], ["som"]);
        await host.DrainAtAsync(A.Seven.AddHours(-12));

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await PutAsync(host, Mourning());
        await host.DrainAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.DoAsync((RescheduleRelease verb) => verb.ExecuteAsync(release.Id, new(A.Seven.AddDays(2)), Actor.System, Token));
        await host.DrainAtAsync(A.Seven.AddDays(2));

        Assert.Equal(
            ["publish 2027-04-07T00:00:00Z", "retract 2027-04-06T12:00:01Z", "publish 2027-04-09T00:00:00Z"],
            receiver.Requests.Select(request => $"{request.Header("Nq72-Operation")} {request.Header("Nq72-Due")}"));
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_cut_off_is_held_by_the_housekeeping(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var release = await host.ArmedAsync(A.Seven, [host.Gateway.Add(festive: true)], []);
        // as when the process died after the blackout was written
        await host.InScopeAsync(async (SchedulerDb db) =>
        {
            db.Add(new Blackout { Key = "quoc-tang", Name = "Quốc tang", From = A.Seven.AddHours(-1), To = A.Seven.AddDays(1) });
            return await db.SaveChangesAsync(Token);
        });

        Assert.Equal(1, (await host.InScopeAsync((ApplyBlackouts verb) => verb.ExecuteAsync(Actor.System, Token))).Held);
        Assert.Equal(0, (await host.InScopeAsync((ApplyBlackouts verb) => verb.ExecuteAsync(Actor.System, Token))).Held);
        Assert.Equal(ReleaseState.Held, (await host.ReleaseAsync(release.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Put_tells_everything_that_is_wrong(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);

        var problem = await host.FailAsync((PutBlackout verb) => verb.ExecuteAsync("a b", new("", null, null), Actor.System, Token));
        var backwards = await host.FailAsync((PutBlackout verb) => verb.ExecuteAsync("a", Mourning() with { To = new(new DateOnly(2027, 4, 5), null) }, Actor.System, Token));

        Assert.Equal(["from", "key", "name", "to"], problem.Errors.Select(error => error.Field).Order(StringComparer.Ordinal));
        Assert.Equal("to", backwards.Errors.Single().Field);
    }

    // the whole of 7 April in Lạng Sơn
    private static BlackoutInput Mourning() => new("Quốc tang", new(new DateOnly(2027, 4, 7), null), new(new DateOnly(2027, 4, 7), null), Alerts);

    private static Task<BlackoutOutcome> PutAsync(SchedulerHost host, BlackoutInput input) => host.DoAsync((PutBlackout verb) => verb.ExecuteAsync("quoc-tang", input, Actor.System, Token));
}
