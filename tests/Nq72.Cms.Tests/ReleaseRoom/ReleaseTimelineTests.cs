using System.Net;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.ReleaseRoom;

/// <summary>What releases do to the timeline of their items.</summary>
public sealed class ReleaseTimelineTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Cancel_gives_back_what_the_release_would_have_cut(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var (open, ending) = (await host.PublishedAsync(Token), await host.PublishedAsync(Token, until: begin.AddSeconds(90)));
        await host.NextApprovedAsync(open.Id, Token);
        await host.NextApprovedAsync(ending.Id, Token);
        var release = await host.ArmedAsync(begin.AddSeconds(60), Token, new { id = open.Id }, new { id = ending.Id, until = begin.AddSeconds(80) });
        Assert.Equal("v1 0..60, v2 60..", await host.TimelineAsync(open.Id, begin, Token));
        Assert.Equal("v1 0..60, v2 60..80", await host.TimelineAsync(ending.Id, begin, Token));

        (await host.OfReleaseAsync(release, "cancel", Token)).ExpectSuccess();

        Assert.Equal("v1 0..", await host.TimelineAsync(open.Id, begin, Token));
        Assert.Equal("v1 0..90", await host.TimelineAsync(ending.Id, begin, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Item_of_two_releases_shows_the_later_one_and_gets_back_what_it_had_when_that_is_cancelled(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.ApprovedAsync(Token);
        await host.ArmedAsync(begin.AddSeconds(60), Token, new { id = item.Id, until = begin.AddSeconds(600) });
        await host.NextApprovedAsync(item.Id, Token);
        var later = await host.ReleaseAsync(begin.AddSeconds(120), Token, new { id = item.Id, until = begin.AddSeconds(300) });

        var findings = (await host.Admin.GetAsync($"/api/v1/manage/releases/{later}/preflight", Token)).ExpectSuccess().Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString());
        (await host.OfReleaseAsync(later, "arm", Token)).ExpectSuccess();
        var both = await host.TimelineAsync(item.Id, begin, Token);
        (await host.OfReleaseAsync(later, "reschedule", Token, new { at = begin.AddSeconds(200) })).ExpectSuccess();
        var moved = await host.TimelineAsync(item.Id, begin, Token);
        (await host.OfReleaseAsync(later, "cancel", Token)).ExpectSuccess();

        Assert.Contains("alsoInRelease", findings);
        Assert.Equal("v1 60..120, v2 120..300", both);
        Assert.Equal("v1 60..200, v2 200..300", moved);
        Assert.Equal("v1 60..600", await host.TimelineAsync(item.Id, begin, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Item_of_two_releases_at_one_instant_is_refused_as_an_overlap(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);
        await host.ArmedAsync(host.Now.AddSeconds(60), Token, new { id = item.Id });
        var second = await host.ReleaseAsync(host.Now.AddSeconds(60), Token, new { id = item.Id });

        (await host.OfReleaseAsync(second, "arm", Token)).ExpectProblem(HttpStatusCode.Conflict, "overlap");
        Assert.Equal("draft", (await host.ReadReleaseAsync(second, Token)).GetProperty("state").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Retract_takes_back_what_corrected_the_release_too(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);
        var begin = host.Now.AddSeconds(60);
        var release = await host.ArmedAsync(begin, Token, new { id = item.Id });
        host.Clock.TurnTo(begin.AddSeconds(10));
        await host.NextApprovedAsync(item.Id, Token);
        await host.Admin.PublishAsync(item.Id, Token, correction: "Sửa số liệu");
        await host.NextApprovedAsync(item.Id, Token);
        await host.Admin.PublishAsync(item.Id, Token, from: begin.AddSeconds(100), correction: "Sửa lần nữa");
        host.Clock.TurnTo(begin.AddSeconds(20));

        (await host.OfReleaseAsync(release, "retract", Token, new { reason = "Sai nguồn" })).ExpectSuccess();

        Assert.Equal("v1 0..10, v2 10..20", await host.TimelineAsync(item.Id, begin, Token));
        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectProblem(HttpStatusCode.Gone, "retracted");
    }

    [Theory, OnEveryDatabase]
    public async Task Retract_of_a_release_leaves_what_a_later_one_published_and_its_correction(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);
        var begin = host.Now.AddSeconds(60);
        (await host.Admin.PutAsync("/api/v1/manage/channels/tep", new { format = "portal", transport = "fileDrop", destinations = new[] { new { key = "a" } } }, Token)).ExpectSuccess();
        var old = await host.ArmedAsync(begin, Token, new { id = item.Id, channels = new[] { "tep" } });
        await host.NextApprovedAsync(item.Id, Token);
        await host.ArmedAsync(begin.AddSeconds(10), Token, new { id = item.Id, channels = new[] { "tep" } });
        host.Clock.TurnTo(begin.AddSeconds(20));
        await host.NextApprovedAsync(item.Id, Token);
        await host.Admin.PublishAsync(item.Id, Token, correction: "Sửa số liệu");
        await host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().Where(delivery => delivery.ItemId == item.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(delivery => delivery.State, DeliveryState.Accepted).SetProperty(delivery => delivery.AcceptedAt, host.Now), Token));
        host.Clock.TurnTo(begin.AddSeconds(30));

        (await host.OfReleaseAsync(old, "retract", Token, new { reason = "Sai nguồn" })).ExpectSuccess();

        Assert.Equal("v1 0..10, v2 10..20, v3 20..", await host.TimelineAsync(item.Id, begin, Token));
        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess();
        Assert.Equal(["Publish", "Publish", "Correct"], await host.RunAsync<SchedulerDb, List<string>>(async db =>
            (await db.Set<Delivery>().Where(delivery => delivery.ItemId == item.Id).OrderBy(delivery => delivery.SendAt).ToListAsync(Token)).ConvertAll(delivery => $"{delivery.Operation}")));
    }

    [Theory, OnEveryDatabase]
    public async Task Retract_in_the_very_instant_works(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);
        var begin = host.Now.AddSeconds(60);
        var release = await host.ArmedAsync(begin, Token, new { id = item.Id });
        host.Clock.TurnTo(begin);

        (await host.OfReleaseAsync(release, "retract", Token, new { reason = "Nhầm bài" })).ExpectSuccess();

        Assert.Equal("v1 0..0.000001", await host.TimelineAsync(item.Id, begin, Token));
    }

    [Theory, OnEveryDatabase(true), OnEveryDatabase(false)]
    public async Task Publishing_holds_on_to_the_approval_of_every_item_public_or_not(DatabaseProvider provider, bool isPublic)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);

        // as when an approval is revoked between the preflight and the writing
        var outcome = await host.RunAsync((IContentGateway gateway) => gateway.PublishAsync(
            ContentIds.New(), [new(item.Id, item.Version, null, isPublic)], host.Now.AddHours(1), host.Now, Actor.System, Token));

        Assert.Equal("notApproved", outcome.Problem?.Code);
    }
}
