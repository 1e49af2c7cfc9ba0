using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Releases;

public sealed class PreflightTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9/");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Registry_blocks_for_what_the_contract_names_and_warns_of_the_rest()
    {
        var blocks = PreflightChecks.All.Where(check => check.Severity == FindingSeverity.Block).Select(check => check.Code);

        Assert.Equal(["blackout", "channelNotConfigured", "consentExpired", "consentMissing", "notApproved", "pastInstant", "retractedItem", "unknownItem", "unverifiedClaim"], blocks.Order(StringComparer.Ordinal));
        Assert.Equal(PreflightChecks.All.Count, PreflightChecks.All.Select(check => check.Code).Distinct().Count());
    }

    [Theory, OnEveryDatabase]
    public async Task Findings_of_what_lies_around_name_their_place(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var (one, two, linked) = (host.Gateway.Add(), host.Gateway.Add(), host.Gateway.Add());
        host.Gateway.Around[one] = new(one, "abc", [new("Tày", "Tay"), new("Nùng", "Nung")], [new("Mông", "Hmong")], true, [new("fields.documents", "gone", null), new("fields.body", "", null) { Address = "/khong-co" }], [new("fields.related", "later", "Bài sau"), new("fields.related", linked, "Bài cùng đợt")], [new("fields.claims[0]", "90%")]) { PicturesWithoutAlt = [new("fields.body", "/anh/1.jpg")] };
        host.Gateway.Around[two] = new(two, "abc", [], [], false, [], [], []);
        await host.ArmedAsync(A.Seven.AddHours(2), [two], []);
        var draft = await host.DraftAsync(A.Seven, [one, two, linked], []);

        var findings = (await host.DoAsync((Preflight verb) => verb.OfReleaseAsync(draft.Id, Token))).Findings;

        Assert.All(findings, finding => Assert.Equal(FindingSeverity.Warn, finding.Severity));
        Assert.Equal(
            [("alsoInRelease", two, null), ("deadLink", one, "fields.documents"), ("deadLink", one, "fields.body"), ("linkNotVisible", one, "fields.related"), ("mediaWithoutAlt", one, "fields.body"), ("sameText", two, null), ("sourceMovedOn", one, null), ("translationMissing", one, null), ("translationStale", one, null)],
            findings.Select(finding => (finding.Code, finding.Item!, finding.Field)).OrderBy(finding => finding.Code, StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.NotEqual(finding.Message.Vi, finding.Message.En));
        Assert.Contains("Chưa có bản Tày, Nùng: ", findings.Single(finding => finding.Code == "translationMissing").Message.Vi, StringComparison.Ordinal);
        Assert.Contains("Hmong", findings.Single(finding => finding.Code == "translationStale").Message.En, StringComparison.Ordinal);
        Assert.Contains("'/khong-co'", findings.Single(finding => finding is { Code: "deadLink", Field: "fields.body" }).Message.En, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Destinations_that_never_took_anything_are_told_once_a_channel_until_one_answers(DatabaseProvider provider)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 2);
        var draft = await host.DraftAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        var finding = Assert.Single((await host.DoAsync((Preflight verb) => verb.OfReleaseAsync(draft.Id, Token))).Findings);
        Assert.Equal(("destinationUnprobed", FindingSeverity.Warn, "bao", null), (finding.Code, finding.Severity, finding.Channel, finding.Destination));

        await host.DoAsync((ProbeChannel verb) => verb.ExecuteAsync("bao", Token));
        Assert.Empty((await host.DoAsync((Preflight verb) => verb.OfReleaseAsync(draft.Id, Token))).Findings);
    }

    [Theory, OnEveryDatabase]
    public async Task Findings_tell_of_destinations_that_fail_just_now_and_of_leads_that_passed(DatabaseProvider provider)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        receiver.Answer(request => request.Path == "/bao/d1" ? new(500) : ReceiverAnswer.Ok);
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 2, lead: TimeSpan.FromHours(12));
        await host.ArmedAsync(A.Seven.AddHours(-6), [host.Gateway.Add()], ["bao"]);
        await host.DrainAtAsync(A.Seven.AddHours(-6));
        var draft = await host.DraftAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        var findings = (await host.DoAsync((Preflight verb) => verb.OfReleaseAsync(draft.Id, Token))).Findings;

        Assert.Equal([("leadPassed", null), ("destinationFailing", "d1")], findings.Select(finding => (finding.Code, finding.Destination)));
    }

    [Theory, OnEveryDatabase]
    public async Task Runs_a_day_an_hour_and_five_minutes_before_and_keeps_what_blocks_since_the_arming(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", Nowhere);
        var release = await host.ArmedAsync(A.Seven.AddDays(2), [host.Gateway.Add()], ["bao"]);
        Assert.Equal((PreflightStage.Arm, 0), StageOf(release));
        Assert.Equal(0, await RunAsync(host));

        host.Clock.TurnTo(release.At.AddHours(-24));
        Assert.Equal((1, 0), (await RunAsync(host), await RunAsync(host)));
        Assert.Equal((PreflightStage.DayBefore, 0), StageOf(await host.ReleaseAsync(release.Id)));

        // somebody takes the channel's address away
        await host.DoAsync((PutChannel verb) => verb.ExecuteAsync("bao", new("ninjs", TransportKind.Webhook, [new("d1")]), Actor.System, Token));
        host.Clock.TurnTo(release.At.AddHours(-1));
        Assert.Equal(1, await RunAsync(host));
        host.Clock.TurnTo(release.At.AddMinutes(-5));
        Assert.Equal(1, await RunAsync(host));

        var after = await host.ReleaseAsync(release.Id);
        Assert.Equal((PreflightStage.FiveMinutesBefore, 1), StageOf(after));
        var block = Assert.Single(after.Preflight!.NewBlocks);
        Assert.Equal(("channelNotConfigured", "d1", release.At.AddHours(-1)), (block.Code, block.Destination, block.Since));
        Assert.Equal(ReleaseState.Armed, after.State);
        host.Clock.TurnTo(release.At);
        Assert.Equal(0, await RunAsync(host));
    }

    [Theory, OnEveryDatabase]
    public async Task A_new_block_holds_a_release_that_says_so(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", Nowhere);
        var item = host.Gateway.Add();
        var draft = await host.DoAsync((CreateRelease verb) => verb.ExecuteAsync(new("Sáng", A.Seven, [new(item, Channels: ["bao"])], OnNewBlock: OnNewBlock.Hold), Actor.System, Token));
        await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token));
        await host.DoAsync((PutChannel verb) => verb.ExecuteAsync("bao", new("ninjs", TransportKind.Webhook, [new("d1")]), Actor.System, Token));
        host.Clock.TurnTo(A.Seven.AddHours(-1));

        await RunAsync(host);

        var held = await host.ReleaseAsync(draft.Id);
        Assert.Equal((ReleaseState.Held, HoldReason.Preflight), (held.State, held.Items[0].HeldFor));
        Assert.Equal([(draft.Id, item)], host.Gateway.WithdrawnItems);
        Assert.Equal(1, held.Deliveries["held"]);
    }

    [Theory, OnEveryDatabase]
    public async Task An_armed_release_keeps_its_pins_whatever_a_preflight_sees(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var item = host.Gateway.Add();
        var release = await host.ArmedAsync(A.Seven, [item], []);
        host.Gateway.Revoke(item);
        host.Gateway.AddVersion(item, approved: true);
        host.Clock.TurnTo(A.Seven.AddHours(-1));

        await RunAsync(host);

        var after = await host.ReleaseAsync(release.Id);
        Assert.Equal((1, "notApproved"), (after.Items[0].Version, after.Preflight!.NewBlocks.Single().Code));
    }

    private static (PreflightStage Stage, int Blocks) StageOf(ReleaseView release) => (release.Preflight!.Stage, release.Preflight.NewBlocks.Count);

    private static Task<int> RunAsync(SchedulerHost host) => host.InScopeAsync((RunDuePreflights verb) => verb.ExecuteAsync(Token));
}
