using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Monitoring;
using Nq72.Cms.Notices;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Monitoring;

/// <summary>What a monitoring system reads is true, is told to those who may, and costs the database little.</summary>
public sealed class MetricsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task States_rungs_leases_and_destinations_are_those_of_the_ledger(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var deliveries = await host.ArmDropsAsync(host.Now.AddHours(1), 5, Token);
        await SetAsync(host, deliveries[0], DeliveryState.Retrying, 1);
        await SetAsync(host, deliveries[1], DeliveryState.Retrying, 9);
        await SetAsync(host, deliveries[2], DeliveryState.Accepted, 1);
        await SetAsync(host, deliveries[3], DeliveryState.Sending, 1);
        await host.InDatabaseAsync(async db =>
        {
            db.Add(new Notice { Id = Guid.CreateVersion7(host.Now), Kind = NoticeKind.DeliveryHeld, Subject = "tep/a", Name = "tep", Scope = Scopes.Publish, Severity = NoticeSeverity.Bad, Count = 1 });
            return await db.SaveChangesAsync(Token);
        });
        host.Clock.Advance(TimeSpan.FromMinutes(10));

        var lines = await ReadAsync(host);

        Assert.Equal(8, lines.Count(line => line.StartsWith("nq72_deliveries{", StringComparison.Ordinal)));
        Assert.Contains("nq72_deliveries{state=\"scheduled\"} 1", lines);
        Assert.Contains("nq72_deliveries{state=\"retrying\"} 2", lines);
        Assert.Contains("nq72_deliveries{state=\"sending\"} 1", lines);
        Assert.Contains("nq72_deliveries{state=\"failed\"} 0", lines);
        Assert.DoesNotContain(lines, line => line.Contains("\"accepted\"} 1", StringComparison.Ordinal));
        Assert.Contains("nq72_ladder_depth{attempt=\"1\"} 1", lines);
        Assert.Contains("nq72_ladder_depth{attempt=\"2\"} 0", lines);
        Assert.Contains("nq72_ladder_depth{attempt=\"6+\"} 1", lines);
        Assert.Contains("nq72_next_due_seconds 3000", lines);
        // held for 12 seconds, taken ten minutes ago
        Assert.Contains("nq72_oldest_lease_age_seconds 600", lines);
        Assert.Contains("nq72_destinations{state=\"open\"} 0", lines);
        Assert.Contains(lines, line => line.StartsWith("nq72_destinations{", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal));
        Assert.Contains("nq72_notices{severity=\"bad\"} 1", lines);
        Assert.Contains("nq72_notices{severity=\"warn\"} 0", lines);
        Assert.Contains("nq72_database_up 1", lines);
        Assert.Contains(lines, line => line.StartsWith("nq72_build_info{version=\"", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Attempts_of_this_node_are_counted_as_they_are_written(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await host.ArmDropsAsync(host.Now.AddHours(1), 3, Token);
        Assert.Contains("nq72_delivery_attempts_total{outcome=\"accepted\"} 0", await ReadAsync(host));
        Assert.Contains("nq72_delivery_lateness_seconds_count 0", await ReadAsync(host));

        host.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(2));
        await host.DeliverAsync(Token);

        var lines = await ReadAsync(host);
        Assert.Contains("nq72_delivery_attempts_total{outcome=\"accepted\"} 3", lines);
        Assert.Contains("nq72_delivery_attempts_total{outcome=\"retry\"} 0", lines);
        Assert.Contains("nq72_delivery_lateness_seconds_bucket{le=\"1\"} 0", lines);
        Assert.Contains("nq72_delivery_lateness_seconds_bucket{le=\"5\"} 3", lines);
        Assert.Contains("nq72_delivery_lateness_seconds_bucket{le=\"+Inf\"} 3", lines);
        Assert.Contains("nq72_delivery_lateness_seconds_sum 6", lines);
        Assert.Contains("nq72_ledger_links_total 3", lines);
        Assert.Contains("nq72_next_due_seconds NaN", lines);
        Assert.Contains("nq72_oldest_lease_age_seconds 0", lines);
    }

    [Fact]
    public async Task Database_is_asked_again_after_five_seconds_only()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var deliveries = await host.ArmDropsAsync(host.Now.AddHours(1), 1, Token);
        Assert.Contains("nq72_deliveries{state=\"scheduled\"} 1", await ReadAsync(host));
        await SetAsync(host, deliveries[0], DeliveryState.Held, 0);

        host.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Contains("nq72_deliveries{state=\"held\"} 0", await ReadAsync(host));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("nq72_deliveries{state=\"held\"} 1", await ReadAsync(host));
    }

    [Fact]
    public async Task Token_is_asked_for_unless_the_installation_says_otherwise()
    {
        await using (var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token))
        {
            (await host.Public.GetAsync("/metrics", Token)).ExpectProblem(HttpStatusCode.Unauthorized, "noToken");
            (await host.Public.GetAsync("/metrics", Token, ("Authorization", "Bearer sai"))).ExpectProblem(HttpStatusCode.Unauthorized, "badToken");
            (await host.Client(Scopes.Read).GetAsync("/metrics", Token)).Expect(HttpStatusCode.OK);
        }

        await using var open = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, "--Nq72:Metrics:Anonymous=true");
        (await open.Public.GetAsync("/metrics", Token)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public void Attempts_after_the_first_and_lost_leases_say_nothing_of_lateness()
    {
        var changes = new DeliveryChanges();
        var totals = new AttemptTotals(changes);
        var due = CmsTemplate.Start;
        Announce(1, AttemptOutcome.Retry, null, TimeSpan.FromSeconds(-30));
        Announce(2, AttemptOutcome.Accepted, null, TimeSpan.FromHours(3));
        Announce(1, AttemptOutcome.Ambiguous, DeliveryCode.LeaseExpired, TimeSpan.FromMinutes(1));
        Announce(1, AttemptOutcome.Failed, null, TimeSpan.FromHours(2));

        var counts = totals.Read();
        Assert.All(counts.Outcomes.Values, count => Assert.Equal(1, count));
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], counts.Late);
        Assert.Equal(7200, counts.LateSeconds);

        void Announce(int number, AttemptOutcome outcome, DeliveryCode? code, TimeSpan late) => changes.Announce(new([], [],
        [
            (new LedgerSubject(Guid.NewGuid(), Guid.NewGuid(), "tep", "a", "i", DeliveryOperation.Publish, due),
                new DeliveryAttempt { Number = number, Outcome = outcome, Code = code, StartedAt = due + late, EndedAt = due + late }),
        ]));
    }

    [Fact]
    public void Text_escapes_labels_and_adds_buckets_up()
    {
        var text = new MetricsText().Family("a", "gauge", "one\\two\nthree").Sample("a", 0.25, ("x", "q\"\\\n"), ("y", "ơ"))
            .Single("b", "gauge", "nothing", double.NaN).Family("c", "histogram", "late").Histogram("c", [0.1, 1], [2, 0, 3], 4.5).ToString();

        Assert.Equal("""
            # HELP a one\\two\nthree
            # TYPE a gauge
            a{x="q\"\\\n",y="ơ"} 0.25
            # HELP b nothing
            # TYPE b gauge
            b NaN
            # HELP c late
            # TYPE c histogram
            c_bucket{le="0.1"} 2
            c_bucket{le="1"} 2
            c_bucket{le="+Inf"} 5
            c_sum 4.5
            c_count 5

            """.ReplaceLineEndings("\n"), text);
    }

    private static async Task<string[]> ReadAsync(CmsHost host)
    {
        using var answer = await host.Client(Scopes.Read).Http.GetAsync(new Uri(host.Url, "/metrics"), Token);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var lines = (await answer.Content.ReadAsStringAsync(Token)).Split('\n');
        Assert.Equal("", lines[^1]);
        return lines;
    }

    private static Task<int> SetAsync(CmsHost host, Guid id, DeliveryState state, int attempts) => host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().Where(delivery => delivery.Id == id)
        .ExecuteUpdateAsync(
            row => row.SetProperty(delivery => delivery.State, state).SetProperty(delivery => delivery.Attempts, attempts).SetProperty(delivery => delivery.Failures, attempts)
                .SetProperty(delivery => delivery.LeaseUntil, state == DeliveryState.Sending ? host.Now.AddSeconds(12) : null),
            Token));
}
