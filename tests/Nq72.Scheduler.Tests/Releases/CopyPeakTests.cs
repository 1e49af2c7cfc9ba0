using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Releases;

public sealed class CopyPeakTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Copy_plans_drafts_as_far_from_a_lunar_occasion_and_asks_what_is_still_true(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.DoAsync((PutOccasion verb) => verb.ExecuteAsync("trung-thu", new("Tết Trung thu", OccasionDate.OnLunar("08-15")), Actor.System, Token));
        await host.DoAsync((PutCampaign verb) => verb.ExecuteAsync("c", new("C", null, new(2027, 1, 1), new(2028, 12, 31), [new("trung-thu", 7, 3)]), Actor.System, Token));
        var (same, renewed) = (host.Gateway.Add(), host.Gateway.Add());
        foreach (var item in new[] { same, renewed })
            host.Gateway.Around[item] = ContentSurroundings.Nothing(item) with { Claims = [new("fields.claims[0]", "90% trẻ được tiêm")] };
        // two days before 15/9/2027, at seven
        var at = new DateTimeOffset(2027, 9, 13, 0, 0, 0, TimeSpan.Zero);
        var source = await host.DoAsync((CreateRelease verb) => verb.ExecuteAsync(new("Rằm", at, [new(same, Until: at.AddDays(3)), new(renewed)]), Actor.System, Token));
        await host.DraftAsync(at.AddDays(30), [], []);
        host.Gateway.AddVersion(renewed, approved: true);

        var copied = await CopyAsync(host);
        var again = await CopyAsync(host);

        var draft = await host.ReleaseAsync(Assert.Single(copied.Releases));
        // 3/10/2028
        Assert.Equal((ReleaseState.Draft, new DateTimeOffset(2028, 10, 1, 0, 0, 0, TimeSpan.Zero), source.Id), (draft.State, draft.At, draft.CopiedFrom));
        Assert.Equal([(same, 1, draft.At.AddDays(3)), (renewed, 2, null)], draft.Items.Select(item => (item.Id, item.Version, item.Until)));
        var finding = Assert.Single((await host.DoAsync((Preflight verb) => verb.OfReleaseAsync(draft.Id, Token))).Findings);
        Assert.Equal((FindingSeverity.Warn, "stillTrue", same, "fields.claims[0]"), (finding.Severity, finding.Code, finding.Item, finding.Field));
        Assert.Empty(again.Releases);
        Assert.Equal([new SkippedRelease(source.Id, "alreadyCopied")], again.Skipped);
    }

    [Theory, OnEveryDatabase]
    public async Task Copy_of_what_is_no_peak_is_refused(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.DoAsync((PutOccasion verb) => verb.ExecuteAsync("o", new("O", OccasionDate.OnSolar("04-07")), Actor.System, Token));
        await host.DoAsync((PutCampaign verb) => verb.ExecuteAsync("c", new("C", null, new(2027, 1, 1), new(2027, 12, 31), [new("o")]), Actor.System, Token));

        Assert.Equal("unknownPeak", (await host.FailAsync((CopyPeak verb) => verb.ExecuteAsync("c.o.2027", new("c.o.2027"), Actor.System, Token))).Code);
        Assert.Equal(404, (await host.FailAsync((CopyPeak verb) => verb.ExecuteAsync("c.o.2099", new("c.o.2027"), Actor.System, Token))).Status);
    }

    private static Task<PeakCopy> CopyAsync(SchedulerHost host) =>
        host.DoAsync((CopyPeak verb) => verb.ExecuteAsync("c.trung-thu.2028", new("c.trung-thu.2027"), Actor.System, Token));
}
