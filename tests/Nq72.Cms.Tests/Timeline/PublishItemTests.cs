using System.Net;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Timeline;

public sealed class PublishItemTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Publish_without_from_begins_now(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);

        var interval = await host.Admin.PublishAsync(item.Id, Token);

        Assert.Equal(host.Now.ToWire(), interval.Json.GetProperty("from").GetString());
        Assert.Equal("v1 0..", await host.TimelineAsync(item.Id, host.Now, Token));
        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_without_a_body_begins_now(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);

        (await host.Admin.SendAsync(HttpMethod.Post, Items.Manage(item.Id, "publish"), null, Token)).ExpectSuccess();
        Assert.Equal("v1 0..", await host.TimelineAsync(item.Id, host.Now, Token));
        host.Clock.Advance(TimeSpan.FromSeconds(9));
        (await host.Admin.SendAsync(HttpMethod.Post, Items.Manage(item.Id, "unpublish"), null, Token)).ExpectSuccess();
        Assert.Equal("v1 -9..0", await host.TimelineAsync(item.Id, host.Now, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_five_seconds_past_means_now_and_older_is_refused(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);

        var late = await host.TryPublishAsync(item.Id, new { from = host.Now.AddSeconds(-5).AddMicroseconds(-1) }, Token);
        late.ExpectProblem(HttpStatusCode.UnprocessableEntity, "past");
        Assert.True(late.Json.GetProperty("errors").TryGetProperty("from", out _));
        Assert.Equal("", await host.TimelineAsync(item.Id, host.Now, Token));

        (await host.TryPublishAsync(item.Id, new { from = host.Now.AddSeconds(-5) }, Token)).ExpectSuccess();
        Assert.Equal("v1 0..", await host.TimelineAsync(item.Id, host.Now, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_by_wall_clock_means_the_installations_zone(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);

        var interval = (await host.TryPublishAsync(item.Id, new { from = new { local = "2027-04-07T07:00" }, until = "2027-04-08T00:00:00+07:00" }, Token)).ExpectSuccess();

        Assert.Equal("2027-04-07T00:00:00Z", interval.Json.GetProperty("from").GetString());
        Assert.Equal("2027-04-07T17:00:00Z", interval.Json.GetProperty("until").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_before_a_kept_interval_is_the_first_appearance_of_both(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token, begin.AddHours(2));
        (await host.TryPublishAsync(item.Id, new { from = begin.AddHours(1), future = "keep" }, Token)).ExpectSuccess();
        Assert.Equal([begin.AddHours(1), begin.AddHours(1)], await AppearancesAsync());

        (await host.TryPublishAsync(item.Id, new { future = "keep" }, Token)).ExpectSuccess();
        Assert.Equal([begin, begin, begin], await AppearancesAsync());
        // a gap makes it a new appearance again
        (await host.TryUnpublishAsync(item.Id, new { at = begin.AddMinutes(30) }, Token)).ExpectSuccess();
        Assert.Equal([begin, begin.AddHours(1), begin.AddHours(1)], await AppearancesAsync());
        host.Clock.TurnTo(begin.AddHours(2));
        Assert.Equal(begin.AddHours(1).ToWire(), (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json.GetProperty("publishedAt").GetString());

        async Task<IEnumerable<DateTimeOffset>> AppearancesAsync() =>
            (await host.Admin.GetAsync(Items.Manage(item.Id, "timeline"), Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("publishedAt").GetDateTimeOffset());
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_with_a_note_that_is_too_long_is_refused(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await host.TryPublishAsync(item.Id, new { correction = new string('a', 2000) }, Token)).ExpectSuccess();
        var refused = (await host.TryPublishAsync(item.Id, new { correction = new string('a', 2001) }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "tooLong");
        Assert.True(refused.Json.GetProperty("errors").TryGetProperty("correction", out _));
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_a_correction_keeps_publishedAt_and_shows_its_note(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token);
        host.Clock.Advance(TimeSpan.FromSeconds(60));
        await host.NextApprovedAsync(item.Id, Token, "Tin đã sửa");

        await host.Admin.PublishAsync(item.Id, Token, correction: " Sửa ngày họp. ");

        Assert.Equal("v1 0..60, v2 60..", await host.TimelineAsync(item.Id, begin, Token));
        var shown = (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json;
        Assert.Equal("Tin đã sửa", shown.GetProperty("title").GetString());
        Assert.Equal(begin.ToWire(), shown.GetProperty("publishedAt").GetString());
        Assert.Equal(host.Now.ToWire(), shown.GetProperty("updatedAt").GetString());
        Assert.Equal("Sửa ngày họp.", shown.GetProperty("correction").GetString());
        Assert.Equal(2, shown.GetProperty("version").GetInt32());
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_what_nobody_approved_is_refused_by_every_way(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);
        foreach (var request in new object[] { new { }, new { version = 1 }, new { from = host.Now.AddHours(1) }, new { version = 1, from = host.Now.AddHours(1), future = "repin" } })
            (await host.TryPublishAsync(item.Id, request, Token)).ExpectProblem(HttpStatusCode.Conflict, "notApproved");
        await host.Admin.SubmitAsync(item.Id, Token);
        (await host.TryPublishAsync(item.Id, new { version = 1 }, Token)).ExpectProblem(HttpStatusCode.Conflict, "notApproved");
        (await host.TryPublishAsync(item.Id, new { version = 7 }, Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");

        Assert.Equal("", await host.TimelineAsync(item.Id, host.Now, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_takes_the_newest_approved_version_when_a_newer_draft_exists(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);
        await host.NextDraftAsync(item.Id, Token, "Bản nháp mới");

        await host.Admin.PublishAsync(item.Id, Token);
        (await host.TryPublishAsync(item.Id, new { version = 2 }, Token)).ExpectProblem(HttpStatusCode.Conflict, "notApproved");

        var shown = (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json;
        Assert.Equal(1, shown.GetProperty("version").GetInt32());
        Assert.NotEqual("Bản nháp mới", shown.GetProperty("title").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_before_a_planned_interval_asks_what_becomes_of_it(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.ApprovedAsync(Token);
        await host.Admin.PublishAsync(item.Id, Token, from: begin.AddSeconds(100));
        await host.NextApprovedAsync(item.Id, Token);

        var asked = (await host.TryPublishAsync(item.Id, new { }, Token)).ExpectProblem(HttpStatusCode.Conflict, "futureInterval").Json;

        Assert.Equal(begin.AddSeconds(100).ToWire(), asked.GetProperty("futureFrom").GetString());
        Assert.Equal(1, asked.GetProperty("futureVersion").GetInt32());
        Assert.Equal("v1 100..", await host.TimelineAsync(item.Id, begin, Token));
    }

    [Theory]
    [OnEveryDatabase("keep", "v2 0..100, v1 100..")]
    [OnEveryDatabase("withdraw", "v2 0..")]
    [OnEveryDatabase("repin", "v2 0..100, v2 100..")]
    public async Task Publish_does_with_a_planned_interval_as_told(DatabaseProvider provider, string future, string expected)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.ApprovedAsync(Token);
        await host.Admin.PublishAsync(item.Id, Token, from: begin.AddSeconds(100));
        await host.NextApprovedAsync(item.Id, Token);

        await host.Admin.PublishAsync(item.Id, Token, future: future);

        Assert.Equal(expected, await host.TimelineAsync(item.Id, begin, Token));
    }

    [Theory, OnEveryDatabase("withdraw"), OnEveryDatabase("repin")]
    public async Task Publish_cannot_change_a_planned_interval_within_the_closing_margin(DatabaseProvider provider, string future)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.ApprovedAsync(Token);
        await host.Admin.PublishAsync(item.Id, Token, from: begin.AddSeconds(100));
        await host.NextApprovedAsync(item.Id, Token);
        host.Clock.TurnTo(begin.AddSeconds(99.6));

        (await host.TryPublishAsync(item.Id, new { future }, Token)).ExpectProblem(HttpStatusCode.Conflict, "tooLate");

        Assert.Equal("v1 100..", await host.TimelineAsync(item.Id, begin, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_into_a_planned_interval_is_refused_and_writes_nothing(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token);
        await host.Admin.PublishAsync(item.Id, Token, from: begin.AddSeconds(100));

        (await host.TryPublishAsync(item.Id, new { from = begin.AddSeconds(50), until = begin.AddSeconds(150), future = "keep" }, Token)).ExpectProblem(HttpStatusCode.Conflict, "overlap");
        (await host.TryPublishAsync(item.Id, new { from = begin.AddSeconds(100) }, Token)).ExpectProblem(HttpStatusCode.Conflict, "overlap");

        Assert.Equal("v1 0..100, v1 100..", await host.TimelineAsync(item.Id, begin, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_from_the_trash_is_refused(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(item.Id), null, Token)).Expect(HttpStatusCode.NoContent);

        (await host.TryPublishAsync(item.Id, new { }, Token)).ExpectProblem(HttpStatusCode.Conflict, "trashed");
    }
}
