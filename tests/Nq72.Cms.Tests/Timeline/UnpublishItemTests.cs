using System.Net;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Timeline;

public sealed class UnpublishItemTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Unpublish_ends_what_is_visible_now(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token);
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        (await host.TryUnpublishAsync(item.Id, new { }, Token)).ExpectSuccess();

        Assert.Equal("v1 0..10", await host.TimelineAsync(item.Id, begin, Token));
        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Unpublish_at_an_instant_ends_then(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token);

        (await host.TryUnpublishAsync(item.Id, new { at = begin.AddSeconds(30) }, Token)).ExpectSuccess();

        Assert.Equal("v1 0..30", await host.TimelineAsync(item.Id, begin, Token));
        (await host.TryUnpublishAsync(item.Id, new { at = begin.AddSeconds(-6) }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "past");
    }

    [Theory, OnEveryDatabase]
    public async Task Unpublish_what_is_planned_gives_back_what_it_cut(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token, until: begin.AddSeconds(300));
        await host.Admin.PublishAsync(item.Id, Token, from: begin.AddSeconds(100));
        Assert.Equal("v1 0..100, v1 100..", await host.TimelineAsync(item.Id, begin, Token));

        (await host.TryUnpublishAsync(item.Id, new { at = begin.AddSeconds(100) }, Token)).ExpectSuccess();

        Assert.Equal("v1 0..300", await host.TimelineAsync(item.Id, begin, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Unpublish_a_middle_interval_gives_back_up_to_the_next(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token);
        await host.Admin.PublishAsync(item.Id, Token, from: begin.AddSeconds(200));
        await host.Admin.PublishAsync(item.Id, Token, from: begin.AddSeconds(100), future: "keep");
        Assert.Equal("v1 0..100, v1 100..200, v1 200..", await host.TimelineAsync(item.Id, begin, Token));

        (await host.TryUnpublishAsync(item.Id, new { at = begin.AddSeconds(100) }, Token)).ExpectSuccess();
        Assert.Equal("v1 0..200, v1 200..", await host.TimelineAsync(item.Id, begin, Token));
        (await host.TryUnpublishAsync(item.Id, new { at = begin.AddSeconds(200) }, Token)).ExpectSuccess();

        Assert.Equal("v1 0..", await host.TimelineAsync(item.Id, begin, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Unpublish_within_the_closing_margin_is_too_late(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token, begin.AddSeconds(100));

        host.Clock.TurnTo(begin.AddSeconds(99.5).AddMicroseconds(1));
        (await host.TryUnpublishAsync(item.Id, new { at = begin.AddSeconds(100) }, Token)).ExpectProblem(HttpStatusCode.Conflict, "tooLate");
        Assert.Equal("v1 100..", await host.TimelineAsync(item.Id, begin, Token));

        var other = await host.PublishedAsync(Token, begin.AddSeconds(200));
        host.Clock.TurnTo(begin.AddSeconds(199.5));
        (await host.TryUnpublishAsync(other.Id, new { }, Token)).ExpectSuccess();
        Assert.Equal("", await host.TimelineAsync(other.Id, begin, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Unpublish_what_is_not_on_the_timeline_is_a_conflict(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);

        (await host.TryUnpublishAsync(item.Id, new { }, Token)).ExpectProblem(HttpStatusCode.Conflict, "notOnTimeline");
    }

    [Theory, OnEveryDatabase]
    public async Task Trash_what_is_visible_or_planned_is_a_conflict(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var visible = await host.PublishedAsync(Token);
        var planned = await host.PublishedAsync(Token, host.Now.AddHours(2));
        foreach (var item in new[] { visible, planned })
            (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(item.Id), null, Token)).ExpectProblem(HttpStatusCode.Conflict, "onTimeline");

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.TryUnpublishAsync(visible.Id, new { }, Token)).ExpectSuccess();
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(visible.Id), null, Token)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("trashed", (await host.Admin.GetItemAsync(visible.Id, Token)).Json.GetProperty("state").GetString());
        (await host.Admin.PostAsync(Items.Manage(visible.Id, "restore"), null, Token)).ExpectSuccess();
        Assert.Equal("expired", (await host.Admin.GetItemAsync(visible.Id, Token)).Json.GetProperty("state").GetString());
    }
}
