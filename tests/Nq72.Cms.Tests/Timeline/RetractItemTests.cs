using System.Net;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Timeline;

public sealed class RetractItemTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Retract_answers_410_with_the_reason_at_once(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        var slug = item.Json.GetProperty("slug").GetString();
        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).Expect(HttpStatusCode.OK);
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        await host.Admin.RetractAsync(item.Id, "Sai số liệu", Token);

        foreach (var path in new[] { Items.Delivery(item.Id), $"/api/v1/items/Article/{slug}" })
        {
            var gone = (await host.Public.GetAsync(path, Token)).ExpectProblem(HttpStatusCode.Gone, "retracted").Json;
            Assert.Equal("Sai số liệu", gone.GetProperty("reason").GetString());
            Assert.Equal(host.Now.ToWire(), gone.GetProperty("retractedAt").GetString());
        }

        var page = (await host.Public.GetAsync($"/article/{slug}", Token)).Expect(HttpStatusCode.Gone);
        Assert.Contains("Sai số liệu", page.Text, StringComparison.Ordinal);
        Assert.Equal("retracted", (await host.Admin.GetItemAsync(item.Id, Token)).Json.GetProperty("state").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Retract_in_the_instant_of_publishing_works(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token);

        await host.Admin.RetractAsync(item.Id, "Nhầm bài", Token);

        Assert.Equal("v1 0..0.000001", await host.TimelineAsync(item.Id, begin, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Retract_withdraws_what_lies_ahead_and_says_so(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token);
        await host.Admin.PublishAsync(item.Id, Token, from: begin.AddSeconds(100), until: begin.AddSeconds(150));
        await host.Admin.PublishAsync(item.Id, Token, from: begin.AddSeconds(200));
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        var answer = await host.Admin.RetractAsync(item.Id, "Sai", Token);

        Assert.Equal([begin.AddSeconds(100).ToWire(), begin.AddSeconds(200).ToWire()], answer.Json.GetProperty("withdrawn").EnumerateArray().Select(at => at.GetString()));
        Assert.Equal("v1 0..10", await host.TimelineAsync(item.Id, begin, Token));
        host.Clock.TurnTo(begin.AddSeconds(120));
        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).Expect(HttpStatusCode.Gone);
    }

    [Theory, OnEveryDatabase]
    public async Task Retract_what_has_ended_turns_404_into_410(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token, until: host.Now.AddSeconds(10));
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).Expect(HttpStatusCode.NotFound);

        await host.Admin.RetractAsync(item.Id, "Sai", Token);

        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).Expect(HttpStatusCode.Gone);
    }

    [Theory, OnEveryDatabase]
    public async Task Retract_what_was_never_visible_is_a_conflict_and_a_reason_is_required(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token, begin.AddSeconds(100));

        (await host.TryRetractAsync(item.Id, "Sai", Token)).ExpectProblem(HttpStatusCode.Conflict, "neverVisible");
        (await host.TryRetractAsync(item.Id, " \n", Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "required");

        Assert.Equal("v1 100..", await host.TimelineAsync(item.Id, begin, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_after_a_retraction_shows_it_again(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token);
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        await host.Admin.RetractAsync(item.Id, "Sai", Token);
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        await host.Admin.PublishAsync(item.Id, Token);

        Assert.Equal("v1 0..10, v1 20..", await host.TimelineAsync(item.Id, begin, Token));
        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).Expect(HttpStatusCode.OK);
    }
}
