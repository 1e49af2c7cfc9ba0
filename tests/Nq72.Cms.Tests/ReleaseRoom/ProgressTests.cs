using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Progress;
using Nq72.Scheduler.Releases;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.ReleaseRoom;

/// <summary>Whoever listens hears what becomes of releases and deliveries, whichever node does it, and slow ones hold nobody up.</summary>
public sealed class ProgressTests
{
    private const string Events = "/api/v1/manage/events";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Sending_is_told_until_everything_is_accepted(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var deliveries = await host.ArmDropsAsync(host.Now.AddSeconds(30), 2, Token);
        await using var stream = await ListenAsync(host, "");
        var release = await stream.UntilAsync("release", told => Text(told, "state") == "armed");
        Assert.Equal(2, release.GetProperty("deliveries").GetProperty("scheduled").GetInt32());

        host.Clock.Advance(TimeSpan.FromSeconds(31));
        await host.DeliverAsync(Token);

        var delivery = await stream.UntilAsync("delivery", told => deliveries.Contains(told.GetProperty("id").GetGuid()));
        Assert.Equal(("tep", "a", "accepted", null), (Text(delivery, "channel"), Text(delivery, "destination"), Text(delivery, "state"), Text(delivery, "code")));
        Assert.Equal(Text(release, "id"), Text(delivery, "release"));
        var done = await stream.UntilAsync("release", told => Text(told, "state") == "released" && told.GetProperty("deliveries").TryGetProperty("accepted", out var count) && count.GetInt32() == 2);
        Assert.Single(done.GetProperty("deliveries").EnumerateObject());
    }

    [Theory, OnEveryDatabase]
    public async Task What_another_node_writes_is_told_and_only_of_the_release_that_was_asked_for(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var others = await host.ArmDropsAsync(host.Now.AddDays(1), 1, Token);
        var deliveries = await host.ArmDropsAsync(host.Now.AddDays(2), 2, Token);
        var release = await ReleaseOfAsync(host, deliveries[0]);
        await using var stream = await ListenAsync(host, $"?release={release}");
        await stream.UntilAsync("release", told => Text(told, "id") == release);

        // past the program: as another process does, without a word to this one
        await host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().ExecuteUpdateAsync(row => row.SetProperty(delivery => delivery.State, DeliveryState.Failed), Token));
        var told = await stream.UntilAsync("release", told => told.GetProperty("deliveries").TryGetProperty("failed", out _));
        Assert.Equal((release, 2), (Text(told, "id"), told.GetProperty("deliveries").GetProperty("failed").GetInt32()));

        await host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().ExecuteUpdateAsync(row => row.SetProperty(delivery => delivery.Attempts, 1), Token));
        await ConfirmAsync(host, others[0]);
        await ConfirmAsync(host, deliveries[1]);
        Assert.Equal(deliveries[1], (await stream.UntilAsync("delivery", _ => true)).GetProperty("id").GetGuid());
    }

    [Theory, OnEveryDatabase]
    public async Task Listener_that_comes_back_is_told_what_it_missed(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var deliveries = await host.ArmDropsAsync(host.Now.AddDays(1), 3, Token);
        await host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().ExecuteUpdateAsync(row => row.SetProperty(delivery => delivery.Attempts, 1), Token));
        foreach (var delivery in deliveries)
            await ConfirmAsync(host, delivery);

        await using var stream = await ListenAsync(host, "", "1");
        Assert.Equal(deliveries[1], (await stream.UntilAsync("delivery", _ => true)).GetProperty("id").GetGuid());
        Assert.Equal("2", stream.LastId);
        Assert.Equal(deliveries[2], (await stream.UntilAsync("delivery", _ => true)).GetProperty("id").GetGuid());
        // from the life before a restore, or nobody's: as if there were none
        await using var other = await ListenAsync(host, "", "99999");
        await using var strange = await ListenAsync(host, "", "khong-phai-so");
    }

    [Theory, OnEveryDatabase]
    public async Task Release_that_is_cancelled_far_ahead_is_told(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await host.ArmDropsAsync(host.Now.AddSeconds(40), 1, Token);
        var ahead = await ReleaseOfAsync(host, (await host.ArmDropsAsync(host.Now.AddDays(9), 1, Token))[0]);
        await using var stream = await ListenAsync(host, "");
        // the hub has looked once
        await stream.UntilAsync("release", told => Text(told, "state") == "armed");

        (await host.OfReleaseAsync(ahead, "cancel", Token, new { reason = "Hoãn" })).ExpectSuccess();

        var told = await stream.UntilAsync("release", told => Text(told, "id") == ahead);
        Assert.Equal("cancelled", Text(told, "state"));
    }

    [Fact]
    public async Task Listening_is_for_those_who_may_preview_and_ends_when_the_node_stops()
    {
        var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        (await host.Public.GetAsync(Events, Token)).ExpectProblem(HttpStatusCode.Unauthorized, "noToken");
        (await host.Client(Scopes.Read).GetAsync(Events, Token)).ExpectProblem(HttpStatusCode.Forbidden, "scope");
        (await host.Admin.GetAsync($"{Events}?release={ContentIds.New()}", Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        await using var stream = await ListenAsync(host, "");

        var stopped = host.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>();
        stopped.StopApplication();

        Assert.False(await stream.HasMoreAsync());
        await host.DisposeAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Cancelled_delivery_is_told_of_any_release(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await host.ArmDropsAsync(host.Now.AddSeconds(40), 1, Token);
        var ahead = await host.ArmDropsAsync(host.Now.AddDays(9), 2, Token);
        await using var stream = await ListenAsync(host, "");
        await stream.UntilAsync("release", told => Text(told, "state") == "armed");

        (await host.Admin.PostAsync($"/api/v1/manage/deliveries/{ahead[0]}/cancel", null, Token)).ExpectSuccess();
        var one = await stream.UntilAsync("delivery", _ => true);
        Assert.Equal((ahead[0], "cancelled", "cancelled"), (one.GetProperty("id").GetGuid(), Text(one, "state"), Text(one, "code")));
        // nothing that a listener could begin after
        Assert.Null(stream.LastId);

        (await host.Admin.PostAsync("/api/v1/manage/deliveries/cancel", new { filter = new { release = Text(one, "release") } }, Token)).ExpectSuccess();
        Assert.Equal(ahead[1], (await stream.UntilAsync("delivery", _ => true)).GetProperty("id").GetGuid());
    }

    [Theory, OnEveryDatabase]
    public async Task Delivery_whose_window_ended_is_told_once(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var deliveries = await host.ArmDropsAsync(host.Now.AddSeconds(30), 2, Token);
        var release = await ReleaseOfAsync(host, deliveries[0]);
        await using var stream = await ListenAsync(host, $"?release={release}");
        await stream.UntilAsync("release", _ => true);

        // as another node's drain does, first one and then the other
        foreach (var delivery in deliveries)
        {
            await host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().Where(row => row.Id == delivery).ExecuteUpdateAsync(
                row => row.SetProperty(known => known.State, DeliveryState.Expired).SetProperty(known => known.LastCode, DeliveryCode.Missed), Token));
            var told = await stream.UntilAsync("delivery", _ => true);
            Assert.Equal((delivery, "expired", "missed"), (told.GetProperty("id").GetGuid(), Text(told, "state"), Text(told, "code")));
        }
    }

    [Fact]
    public async Task Stream_with_nothing_to_tell_is_kept_open_by_comments_and_ends_after_half_an_hour()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var answer = await host.Client(Scopes.Preview).Http.GetAsync(Events, HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        Assert.Equal("retry: 2000", await lines.ReadLineAsync(Token));
        Assert.Equal("", await lines.ReadLineAsync(Token));

        var comment = lines.ReadLineAsync(Token).AsTask();
        Assert.False(comment.IsCompleted);
        // the server waits by the clock that is turned, from some moment after its first line on
        await Eventually.TrueAsync(() => Turned(comment, ProgressEvents.KeepAlive), TimeSpan.FromSeconds(20), Token);
        Assert.Equal(":", await comment);

        var rest = lines.ReadToEndAsync(Token);
        await Eventually.TrueAsync(() => Turned(rest, ProgressEvents.Longest), TimeSpan.FromSeconds(20), Token);
        Assert.DoesNotContain("event:", await rest, StringComparison.Ordinal);

        bool Turned(Task waited, TimeSpan span)
        {
            if (!waited.IsCompleted)
                host.Clock.Advance(span);
            return waited.IsCompleted;
        }
    }

    [Fact]
    public async Task More_than_a_hundred_listeners_are_asked_to_come_again()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var hub = host.Services.GetRequiredService<ProgressHub>();
        var listeners = Enumerable.Range(0, ProgressHub.MostListeners).Select(_ => new ProgressListener(null, 0)).ToList();
        Assert.All(listeners, listener => Assert.True(hub.TryJoin(listener)));

        var refused = await host.Admin.GetAsync(Events, Token);
        refused.ExpectProblem(HttpStatusCode.ServiceUnavailable, "tooManyListeners");
        Assert.Equal("15", refused.Headers.RetryAfter?.ToString());

        hub.Leave(listeners[0]);
        await using var stream = await ListenAsync(host, "");
        // one that ends makes room as well
        Assert.False(hub.TryJoin(listeners[0]));
    }

    [Fact]
    public void Slow_listener_loses_the_oldest_deliveries_and_keeps_the_latest_of_each_release()
    {
        var listener = new ProgressListener(null, 0);
        for (var link = 1; link <= ProgressListener.MostDeliveries + 3; link++)
            listener.Offer(link, new DeliveryEvent(Guid.NewGuid(), "r", "tep", "a", DeliveryState.Accepted, null));
        for (var count = 1; count <= 4; count++)
            listener.Offer(new ReleaseEvent("r", ReleaseState.Released, CmsTemplate.Start, new Dictionary<string, int> { ["accepted"] = count }));

        var (deliveries, releases) = listener.Take();
        Assert.Equal((ProgressListener.MostDeliveries, 4), (deliveries.Count, deliveries[0].Link));
        Assert.Equal(4, Assert.Single(releases).Deliveries["accepted"]);
        // the same again is no news
        listener.Offer(releases[0] with { Deliveries = new Dictionary<string, int> { ["accepted"] = 4 } });
        Assert.Empty(listener.Take().Releases);
    }

    private static Task<string> ReleaseOfAsync(CmsHost host, Guid delivery) =>
        host.RunAsync<SchedulerDb, string>(db => db.Set<Delivery>().Where(known => known.Id == delivery).Select(known => known.ReleaseId!).SingleAsync(Token));

    private static async Task ConfirmAsync(CmsHost host, Guid delivery) => (await host.Admin.PostAsync("/api/v1/manage/receipts", new { delivery, kind = "accepted" }, Token)).ExpectSuccess();

    private static string? Text(JsonElement told, string member) => told.GetProperty(member).GetString();

    private static async Task<EventStream> ListenAsync(CmsHost host, string query, string? last = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Events + query);
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        var answer = await host.Client(Scopes.Preview).Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        return new EventStream(answer, SseParser.Create(await answer.Content.ReadAsStreamAsync(Token)).EnumerateAsync(Token).GetAsyncEnumerator(Token));
    }

    private sealed class EventStream(HttpResponseMessage answer, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
    {
        public string? LastId => events.Current.EventId;

        public async Task<bool> HasMoreAsync()
        {
            try
            {
                while (await events.MoveNextAsync())
                {
                    if (events.Current.EventType != "release")
                        return true;
                }
            }
            catch (HttpIOException)
            {
                // cut rather than ended: over all the same
            }

            return false;
        }

        public async Task<JsonElement> UntilAsync(string type, Predicate<JsonElement> wanted)
        {
            while (await events.MoveNextAsync())
            {
                if (events.Current.EventType == type && JsonElement.Parse(events.Current.Data) is var told && wanted(told))
                    return told;
            }

            Assert.Fail($"The stream ended before the wanted {type}.");
            return default;
        }

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
