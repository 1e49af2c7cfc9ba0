using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Releases;

public sealed class ArmReleaseTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9/");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Arm_writes_one_delivery_a_destination_and_one_payload_an_item(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", Nowhere, destinations: 3);
        await host.FileDropAsync("loa", destinations: 65);

        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add(), host.Gateway.Add()], ["bao", "loa"]);

        Assert.Equal((ReleaseState.Armed, 136), (armed.State, armed.Deliveries["scheduled"]));
        Assert.Equal(A.Seven, host.Gateway.Published[armed.Id]);
        // ninjs once an item, the loudspeaker's script once a commune
        Assert.Equal(2, host.Gateway.Rendered.Count(request => request.Format == "ninjs"));
        Assert.Equal(130, host.Gateway.Rendered.Count(request => request.Format == "loudspeaker"));
        Assert.Equal(132, await host.InScopeAsync((SchedulerDb db) => Task.FromResult(db.Set<DeliveryPayload>().Count())));
        Assert.Equal(ReleaseState.Released, await StateAtAsync(host, armed.Id, A.Seven));
    }

    [Theory, OnEveryDatabase]
    public async Task Arm_with_blocks_writes_nothing_and_names_them(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.DoAsync((PutChannel verb) => verb.ExecuteAsync("trong", new("ninjs", TransportKind.Webhook, [new("a")]), Actor.System, Token));
        var retracted = host.Gateway.Add();
        host.Gateway.MarkRetracted(retracted);
        var draft = await host.DraftAsync(A.Seven, [host.Gateway.Add(approved: false), host.Gateway.Add(unverified: true), retracted], ["trong"]);

        var problem = await host.FailAsync((ArmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token));

        Assert.Equal((409, "preflight"), (problem.Status, problem.Code));
        var findings = (List<FindingView>)((Func<string, object?>)problem.Extensions["findings"]!)("vi")!;
        Assert.Equal(["channelNotConfigured", "notApproved", "retractedItem", "unverifiedClaim"], findings.Select(finding => finding.Code).Order(StringComparer.Ordinal));
        Assert.Equal("a", findings.Single(finding => finding.Code == "channelNotConfigured").Destination);
        Assert.Equal(ReleaseState.Draft, (await host.ReleaseAsync(draft.Id)).State);
        Assert.Empty(host.Gateway.Published);
        Assert.Empty(await host.DeliveriesAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Arm_a_past_release_is_blocked_and_an_empty_one_warned_of(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var draft = await host.DraftAsync(A.Seven, [], []);
        host.Clock.TurnTo(A.Seven);

        var report = await host.DoAsync((Preflight verb) => verb.OfReleaseAsync(draft.Id, Token));

        Assert.Equal([(FindingSeverity.Block, "pastInstant"), (FindingSeverity.Warn, "emptyRelease")], report.Findings.Select(finding => (finding.Severity, finding.Code)));
        Assert.False(report.Ready);
    }

    [Theory, OnEveryDatabase]
    public async Task Arm_that_fails_half_way_leaves_nothing(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", Nowhere);
        var draft = await host.DraftAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        host.Gateway.OnPublish = () => throw new InvalidOperationException("the host broke");

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.InScopeAsync((ArmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token)));

        var release = await host.ReleaseAsync(draft.Id);
        Assert.Equal((ReleaseState.Draft, 1), (release.State, release.Revision));
        Assert.Empty(await host.DeliveriesAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Arm_that_takes_past_the_instant_is_undone(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", Nowhere);
        var draft = await host.DraftAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        host.Gateway.OnPublish = () => host.Clock.TurnTo(A.Seven);

        var problem = await host.FailAsync((ArmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token));

        Assert.Equal("tooLate", problem.Code);
        Assert.Equal(ReleaseState.Draft, (await host.ReleaseAsync(draft.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Arm_twice_is_wrongState(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], []);

        var problem = await host.FailAsync((ArmRelease verb) => verb.ExecuteAsync(armed.Id, Actor.System, Token));

        Assert.Equal((409, "wrongState"), (problem.Status, problem.Code));
    }

    [Theory, OnEveryDatabase]
    public async Task Arm_pins_what_was_approved_and_warns_of_newer(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var item = host.Gateway.Add();
        var draft = await host.DraftAsync(A.Seven, [item], []);
        host.Gateway.AddVersion(item, approved: true);

        var report = await host.DoAsync((Preflight verb) => verb.OfReleaseAsync(draft.Id, Token));

        Assert.True(report.Ready);
        Assert.Equal("changedSinceApproval", Assert.Single(report.Findings).Code);
        Assert.Equal(1, (await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token))).Items[0].Version);
    }

    [Theory, OnEveryDatabase]
    public async Task Arm_moves_an_unnamed_pin_from_an_unapproved_to_the_approved_version(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var item = host.Gateway.Add(approved: false);
        var draft = await host.DraftAsync(A.Seven, [item], []);
        host.Gateway.AddVersion(item, approved: true);

        Assert.Equal(2, (await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token))).Items[0].Version);
    }

    [Theory, OnEveryDatabase]
    public async Task Create_tells_everything_that_is_wrong(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var item = host.Gateway.Add();

        var problem = await host.FailAsync((CreateRelease verb) => verb.ExecuteAsync(
            new(" ", SchedulerHost.Start, [new(item, Channels: ["khong-co"]), new(item), new(ContentIds.New()), new(item, Version: 9)], new(MissedPolicy.Skip, A.Seven)), Actor.System, Token));

        Assert.Equal(422, problem.Status);
        Assert.Equal(["at", "items[0].channels[0]", "items[1].id", "items[2].id", "items[3].version", "missed.until", "name"], problem.Errors.Select(error => error.Field).Order(StringComparer.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Create_keeps_the_local_time_beside_the_instant(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);

        var draft = await host.DoAsync((CreateRelease verb) => verb.ExecuteAsync(new("Sáng 7/4", A.Local("2027-04-07T07:00"), []), Actor.System, Token));

        Assert.Equal((A.Seven, "2027-04-07T07:00", "Asia/Ho_Chi_Minh"), (draft.At, draft.AtLocal, draft.Zone));
    }

    [Theory, OnEveryDatabase]
    public async Task Update_of_an_older_revision_is_refused(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var draft = await host.DraftAsync(A.Seven, [host.Gateway.Add()], []);
        var input = new ReleaseInput("Khác", A.Seven.AddHours(1), [new(host.Gateway.Add())]);

        var updated = await host.DoAsync((UpdateRelease verb) => verb.ExecuteAsync(draft.Id, input, draft.Revision, Actor.System, Token));
        var stale = await host.FailAsync((UpdateRelease verb) => verb.ExecuteAsync(draft.Id, input, draft.Revision, Actor.System, Token));

        Assert.Equal(("Khác", 2, A.Seven.AddHours(1)), (updated.Name, updated.Revision, updated.At));
        Assert.Equal(input.Items![0].Id, Assert.Single(updated.Items).Id);
        Assert.Equal(412, stale.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Update_keeps_the_pins_of_items_that_stay_and_tells_of_newer_approved_versions(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var (given, loose) = (host.Gateway.Add(), host.Gateway.Add());
        var draft = await host.DoAsync((CreateRelease verb) => verb.ExecuteAsync(new("Sáng", A.Seven, [new(given, Version: 1), new(loose)]), Actor.System, Token));
        host.Gateway.AddVersion(given, approved: true);
        host.Gateway.AddVersion(loose, approved: true);

        var renamed = await host.DoAsync((UpdateRelease verb) => verb.ExecuteAsync(draft.Id, new("Sáng 7/4", A.Seven, [new(loose), new(given)]), null, Actor.System, Token));
        var findings = (await host.DoAsync((Preflight verb) => verb.OfReleaseAsync(draft.Id, Token))).Findings;
        var moved = await host.DoAsync((UpdateRelease verb) => verb.ExecuteAsync(draft.Id, new("Sáng 7/4", A.Seven, [new(loose, Version: 2), new(given)]), null, Actor.System, Token));

        Assert.Equal([(loose, 1, 2), (given, 1, 2)], renamed.Items.Select(item => (item.Id, item.Version, item.NewestApproved ?? 0)));
        Assert.Equal(["changedSinceApproval", "changedSinceApproval"], findings.Select(finding => finding.Code));
        Assert.All(findings, finding => Assert.StartsWith("Version 2 of", finding.Message.En, StringComparison.Ordinal));
        Assert.Equal([(loose, 2), (given, 1)], moved.Items.Select(item => (item.Id, item.Version)));
    }

    [Theory, OnEveryDatabase]
    public async Task List_by_state_knows_what_is_released(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var draft = await host.DraftAsync(A.Seven, [], []);
        var later = await host.ArmedAsync(A.Seven.AddHours(2), [host.Gateway.Add()], []);
        var sooner = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], []);
        host.Clock.TurnTo(A.Seven);

        Assert.Equal([draft.Id], await IdsAsync(host, ReleaseState.Draft));
        Assert.Equal([later.Id], await IdsAsync(host, ReleaseState.Armed));
        Assert.Equal([sooner.Id], await IdsAsync(host, ReleaseState.Released));
        var first = await host.InScopeAsync((ReleaseQueries queries) => queries.ListAsync(null, new(1, []), Token));
        Assert.True(Cursor.TryDecode(first.Next!, out var after));
        var rest = await host.InScopeAsync((ReleaseQueries queries) => queries.ListAsync(null, new(10, after), Token));
        Assert.Equal(3, first.Items.Concat(rest.Items).Select(release => release.Id).Distinct().Count());
    }

    private static async Task<List<string>> IdsAsync(SchedulerHost host, ReleaseState state) =>
        [.. (await host.InScopeAsync((ReleaseQueries queries) => queries.ListAsync(state, PageRequest.First, Token))).Items.Select(release => release.Id)];

    private static async Task<ReleaseState> StateAtAsync(SchedulerHost host, string id, DateTimeOffset instant)
    {
        host.Clock.TurnTo(instant);
        return (await host.ReleaseAsync(id)).State;
    }
}
