using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Feeds.Hubs;
using Nq72.Cms.Notices;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Cms.Tests.Feeds;

/// <summary>Hubs are told of every change, at its instant, once it is there and until they take it; a person sees one that does not.</summary>
public sealed class HubTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Hub_is_told_once_of_what_changed_and_of_nothing_else(DatabaseProvider provider)
    {
        await using var hub = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await StartAsync(provider, hub.Url);
        await host.PublishedAsync(Token);

        Assert.Null(await TellAsync(host, hub));
        // all, Article and Slogan, in four formats each: a new hub is told of everything
        Assert.Equal(12, hub.Requests.Count);
        Assert.Null(await TellAsync(host, hub));
        Assert.Equal(12, hub.Requests.Count);
        await host.DraftAsync(Token);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.PublishedAsync(Token);
        Assert.Null(await TellAsync(host, hub));

        var told = hub.Requests.Skip(12).ToList();
        Assert.Equal(
            new[] { "all", "Article" }.SelectMany(selection => FeedTexts.Endings.Select(ending => $"{CmsHost.PublicUrl}{FeedTexts.Path(ending, selection)}")).Order(StringComparer.Ordinal),
            told.Select(request => Form(request)["hub.url"]).Order(StringComparer.Ordinal));
        Assert.All(told, request => Assert.Equal(("POST", "publish", "application/x-www-form-urlencoded"), (request.Method, Form(request)["hub.mode"], request.Header("Content-Type"))));
    }

    [Theory, OnEveryDatabase]
    public async Task Hub_stands_in_the_feeds_that_it_is_told_of_and_in_no_others(DatabaseProvider provider)
    {
        await using var hub = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await StartAsync(provider, hub.Url);
        await host.PublishedAsync(Token);

        foreach (var ending in FeedTexts.Endings)
        {
            var whole = await host.FeedAsync(ending, Token, "Article");
            Assert.Equal(
                [$"<{CmsHost.PublicUrl}{FeedTexts.Path(ending, "Article")}>; rel=\"self\"", $"<{hub.Url}>; rel=\"hub\""], string.Join(", ", whole.Headers.GetValues("Link")).Split(", "));
            // written differently, the same feed
            Assert.Equal(whole.ETag, (await host.FeedAsync(ending, Token, "Article", "?limit=20&lang=")).ETag);
            Assert.DoesNotContain("hub", string.Join(", ", (await host.FeedAsync(ending, Token, "Article", "?lang=vi")).Headers.GetValues("Link")), StringComparison.Ordinal);
        }

        Assert.Equal(("WebSub", hub.Url.ToString()), ((await host.FeedAsync("json", Token)).Json.GetProperty("hubs")[0].Text("type"), (await host.FeedAsync("json", Token)).Json.GetProperty("hubs")[0].Text("url")));
        foreach (var ending in new[] { "rss", "atom" })
        {
            var feed = (await FeedTexts.ReadAsync((await host.FeedAsync(ending, Token)).Text, Token)).GetProperty("feed");
            var links = (ending == "rss" ? feed.GetProperty("atom") : feed).GetProperty("links").EnumerateArray().ToDictionary(link => link.Text("rel"), link => link.Text("href"));
            Assert.Equal((hub.Url.ToString(), $"{CmsHost.PublicUrl}{FeedTexts.Path(ending)}"), (links["hub"], links["self"]));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Hub_is_told_at_the_instant_of_a_boundary_and_of_an_unplanned_change_at_once(DatabaseProvider provider)
    {
        await using var hub = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await StartAsync(provider, hub.Url);
        var appears = host.Now.AddSeconds(90.5);
        var item = await host.PublishedAsync(Token, appears, appears.AddSeconds(60));
        var known = new List<bool>();
        // what the hub would fetch when it is told
        hub.Script = async (request, cancellationToken) =>
        {
            var shown = (await host.Public.GetAsync(new Uri(Form(request)["hub.url"]).PathAndQuery, cancellationToken)).Shown();
            lock (known)
                known.Add(shown.Contains(item.Id));
            return ReceiverAnswer.Ok;
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watching = host.Services.GetRequiredService<HubWatch>().WatchAsync(hub.Url.ToString(), stop.Token);
        await hub.WaitForAsync(12, Token);
        await TurnAsync(host, appears.AddMilliseconds(-1));
        Assert.Equal(12, hub.Requests.Count);

        await TurnAsync(host, appears);
        await hub.WaitForAsync(20, Token);
        await TurnAsync(host, appears.AddSeconds(60));
        await hub.WaitForAsync(28, Token);
        await host.PublishedAsync(Token);
        await TurnAsync(host, host.Now.AddSeconds(1));
        await Eventually.TrueAsync(() => known.Count == 36, RecordingReceiver.Patience, Token);

        await stop.CancelAsync();
        await watching;
        Assert.Equal([.. Enumerable.Repeat(false, 12), .. Enumerable.Repeat(true, 8), .. Enumerable.Repeat(false, 16)], known);
    }

    [Theory, OnEveryDatabase]
    public async Task Hub_that_fails_is_tried_again_seen_by_a_person_and_told_in_the_end(DatabaseProvider provider)
    {
        await using var hub = await RecordingReceiver.StartNewAsync(Token);
        hub.Answer(_ => new ReceiverAnswer(500));
        await using var host = await StartAsync(provider, hub.Url);
        await host.PublishedAsync(Token);
        var begin = host.Now;

        var next = await TellAsync(host, hub);
        // one look is enough to see that it fails
        Assert.Equal((4, begin.AddSeconds(5)), (hub.Requests.Count, next));
        Assert.Equal(next, await TellAsync(host, hub));
        Assert.Equal(4, hub.Requests.Count);
        Assert.Empty(await NoticesAsync(host));
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            host.Clock.TurnTo(next!.Value);
            next = await TellAsync(host, hub);
        }

        Assert.Equal(host.Now.AddMinutes(2), next);
        var notice = Assert.Single(await NoticesAsync(host));
        Assert.Equal((NoticeKind.HubFailing, hub.Url.ToString(), 3), (notice.Kind, notice.Subject, notice.Count));
        var view = (await host.Admin.GetAsync("/api/v1/manage/hubs", Token)).ExpectSuccess().Json.GetProperty("items")[0];
        var topic = view.GetProperty("topics")[0];
        Assert.Equal((hub.Url.ToString(), "Article", "serverError HTTP 500", 3), (view.Text("hub"), topic.Text("selection"), topic.Text("error"), topic.GetProperty("attempts").GetInt32()));
        Assert.Equal(begin, topic.GetProperty("failingSince").GetDateTimeOffset());
        (await host.Public.GetAsync("/api/v1/manage/hubs", Token)).Expect(HttpStatusCode.Unauthorized);

        // news is told at once, although the hub has failed; it is whole again
        hub.Answer(_ => ReceiverAnswer.Ok);
        await host.PublishedAsync(Token);
        var before = hub.Requests.Count;
        next = await TellAsync(host, hub);
        Assert.Equal(8, hub.Requests.Count - before);
        host.Clock.TurnTo(next!.Value);
        Assert.Null(await TellAsync(host, hub));
        Assert.Empty(await NoticesAsync(host));
    }

    [Theory, OnEveryDatabase]
    public async Task Change_is_told_of_although_its_node_died_before(DatabaseProvider provider)
    {
        await using var hub = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await StartAsync(provider, hub.Url);
        await host.PublishedAsync(Token);
        var marks = await host.RunAsync<FeedMarks, IReadOnlyDictionary<string, string>>(feeds => feeds.ReadAsync(host.Now, Token));
        // a node claims and is gone
        Assert.Equal(3, (await host.RunAsync<HubLedger, IReadOnlyList<HubTopic>>(ledger => ledger.ClaimAsync(hub.Url.ToString(), marks, Token))).Count);
        Assert.Empty(await host.RunAsync<HubLedger, IReadOnlyList<HubTopic>>(ledger => ledger.ClaimAsync(hub.Url.ToString(), marks, Token)));

        Assert.Equal(host.Now + HubLedger.Lease, await TellAsync(host, hub));
        Assert.Empty(hub.Requests);
        host.Clock.Advance(HubLedger.Lease);
        Assert.Null(await TellAsync(host, hub));
        Assert.Equal(12, hub.Requests.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Hub_at_a_private_address_is_not_asked(DatabaseProvider provider)
    {
        await using var hub = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await CmsHost.StartNewAsync(provider, Token, $"--Nq72:Feeds:Hubs:0={hub.Url}");

        await TellAsync(host, hub);

        Assert.Empty(hub.Requests);
        var view = (await host.Admin.GetAsync("/api/v1/manage/hubs", Token)).ExpectSuccess().Json.GetProperty("items")[0];
        Assert.StartsWith("privateAddress", view.GetProperty("topics")[0].Text("error"), StringComparison.Ordinal);
        // settings that do not name it any more forget it
        await host.RunAsync<HubLedger, bool>(async ledger =>
        {
            await ledger.ForgetOthersAsync([], Token);
            return true;
        });
        Assert.Empty((await host.Admin.GetAsync("/api/v1/manage/hubs", Token)).ExpectSuccess().Json.GetProperty("items")[0].GetProperty("topics").EnumerateArray());
    }

    [Theory, InlineData("ftp://hub.test/"), InlineData("hub.test"), InlineData("")]
    public async Task Hub_that_is_no_address_keeps_the_program_from_starting(string hub) =>
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, $"--Nq72:Feeds:Hubs:0={hub}"));

    private static Task<CmsHost> StartAsync(DatabaseProvider provider, Uri hub) =>
        CmsHost.StartNewAsync(provider, Token, $"--Nq72:Feeds:Hubs:0={hub}", "--Nq72:Channels:AllowPrivateNetworks=127.0.0.0/8");

    private static Task<DateTimeOffset?> TellAsync(CmsHost host, RecordingReceiver hub) => host.RunAsync<PublishToHubs, DateTimeOffset?>(verb => verb.RunAsync(hub.Url.ToString(), Token));

    private static Dictionary<string, string> Form(ReceivedRequest request) => QueryHelpers.ParseQuery(request.Text).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);

    private static async Task<IReadOnlyList<Notice>> NoticesAsync(CmsHost host)
    {
        await host.RunAsync<SweepNotices, int>(verb => verb.RunAsync(Token));
        return await host.InDatabaseAsync(db => Task.FromResult<IReadOnlyList<Notice>>([.. db.Set<Notice>().Where(notice => notice.State != NoticeState.Resolved)]));
    }

    // the clock is turned only while the watch sleeps: a request under way must not run out of patience
    private static async Task TurnAsync(CmsHost host, DateTimeOffset to)
    {
        while (host.Now < to)
        {
            await Eventually.TrueAsync(async () => await host.InDatabaseAsync(db => db.Set<HubTopic>().AllAsync(topic => topic.LeasedBy == null, Token)) && host.Clock.NextTimerAt is not null, RecordingReceiver.Patience, Token);
            host.Clock.TurnTo(host.Clock.NextTimerAt is { } next && next < to ? next : to);
        }
    }
}
