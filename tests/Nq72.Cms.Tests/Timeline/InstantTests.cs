using System.Net;
using System.Net.Http.Headers;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Timeline;

/// <summary>The first promise: on the instant, everywhere at once, with the scheduler switched off.</summary>
public sealed class InstantTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Item_appears_at_its_instant_in_every_answer(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var at = host.Now.AddMinutes(10);
        var item = await host.PublishedAsync(Token, at);
        var paths = Paths(item);

        // asked early, and asked often: what is cached must not outlive the boundary
        foreach (var _ in Enumerable.Range(0, 2))
            await ExpectAsync(host, paths, visible: false, boundary: at);
        host.Clock.TurnTo(at - Moment);
        await ExpectAsync(host, paths, visible: false, boundary: at);
        host.Clock.TurnTo(at - TimeSpan.FromMicroseconds(1));
        await ExpectAsync(host, paths, visible: false, boundary: at);
        host.Clock.TurnTo(at);
        await ExpectAsync(host, paths, visible: true, boundary: null);
        host.Clock.TurnTo(at + Moment);
        await ExpectAsync(host, paths, visible: true, boundary: null);
    }

    [Theory, OnEveryDatabase]
    public async Task Item_disappears_at_its_end_in_every_answer(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var until = host.Now.AddMinutes(10);
        var item = await host.PublishedAsync(Token, until: until);
        var paths = Paths(item);

        await ExpectAsync(host, paths, visible: true, boundary: until);
        host.Clock.TurnTo(until - Moment);
        await ExpectAsync(host, paths, visible: true, boundary: until);
        host.Clock.TurnTo(until);
        await ExpectAsync(host, paths, visible: false, boundary: null);
    }

    private static string[] Paths(CmsItem item)
    {
        var slug = item.Json.GetProperty("slug").GetString();
        return [Items.Delivery(item.Id), $"/api/v1/items/Article/{slug}", $"/article/{slug}", "/api/v1/items?limit=100", "/"];
    }

    private static async Task ExpectAsync(CmsHost host, string[] paths, bool visible, DateTimeOffset? boundary)
    {
        foreach (var path in paths)
        {
            var answer = await host.Public.GetAsync(path, Token);
            var isList = path.Contains('?', StringComparison.Ordinal) || path == "/";
            answer.Expect(isList || visible ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            if (isList)
                Assert.Equal(visible, answer.Text.Contains(paths[1].Split('/')[^1], StringComparison.Ordinal));
            var cache = CacheControlHeaderValue.Parse(string.Join(',', answer.Headers.GetValues("Cache-Control")));
            Assert.True(cache.Public, $"{path}: {cache}");
            Assert.True(cache.MaxAge <= TimeSpan.FromSeconds(30), $"{path}: {cache}");
            if (boundary is { } at)
                Assert.True(host.Now + cache.MaxAge <= at, $"{path}: {cache} at {host.Now.ToWire()} passes {at.ToWire()}");
        }
    }
}
