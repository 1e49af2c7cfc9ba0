using System.Net;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Tests.Support;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Timeline;

/// <summary>Many at once, by the clock that production has, on two nodes where there can be two.</summary>
public sealed class TimelineRaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Edits_of_one_item_at_once_never_overlap_and_never_fail(DatabaseProvider provider)
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var first = await CmsHost.StartAsync(database.Options, null, Token);
        await using var second = provider == DatabaseProvider.PostgreSql ? await CmsHost.StartAsync(database.Options, null, Token) : null;
        var item = await first.PublishedAsync(Token);
        await first.NextApprovedAsync(item.Id, Token);

        for (var round = 0; round < 4; round++)
        {
            var later = TimeProvider.System.GetUtcNow().AddHours(round + 1);
            var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => EditAsync(i % 2 == 0 ? first : second ?? first, item.Id, i, later)));
            foreach (var answer in answers)
                answer.Expect(HttpStatusCode.OK, HttpStatusCode.Conflict);
            Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
            await AssertDisjointAsync(first, item.Id);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_now_many_at_once_gives_each_its_interval(DatabaseProvider provider)
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var first = await CmsHost.StartAsync(database.Options, null, Token);
        await using var second = provider == DatabaseProvider.PostgreSql ? await CmsHost.StartAsync(database.Options, null, Token) : null;
        var item = await first.ApprovedAsync(Token);

        // whoever waited for another's lock publishes after it, not before: nothing is back-dated and nothing lies ahead
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? first : second ?? first).TryPublishAsync(item.Id, new { }, Token)));

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
        Assert.Equal(16, (await AssertDisjointAsync(first, item.Id)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Releases_and_people_at_once_do_not_wait_for_each_other_for_ever(DatabaseProvider provider)
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var host = await CmsHost.StartAsync(database.Options, null, Token);
        var items = new List<CmsItem>();
        for (var i = 0; i < 4; i++)
            items.Add(await host.ApprovedAsync(Token));
        var at = TimeProvider.System.GetUtcNow().AddHours(5).Cut();

        for (var round = 0; round < 5; round++)
        {
            var release = ContentIds.New();
            var arming = host.RunAsync<IContentGateway, bool>(async gateway =>
                (await gateway.PublishAsync(release, [.. items.Select(item => new ContentPublication(item.Id, 1, null))], at.AddMinutes(round), at.AddHours(-5), Actor.System, Token)).Succeeded);
            var people = items.Select(item => host.TryPublishAsync(item.Id, new { future = "keep" }, Token)).ToList();
            await arming;
            foreach (var answer in await Task.WhenAll(people))
                answer.Expect(HttpStatusCode.OK, HttpStatusCode.Conflict);
        }

        foreach (var item in items)
            await AssertDisjointAsync(host, item.Id);
    }

    private static Task<CmsAnswer> EditAsync(CmsHost host, string id, int kind, DateTimeOffset later) => (kind % 6) switch
    {
        0 => host.TryPublishAsync(id, new { future = "keep" }, Token),
        1 => host.TryPublishAsync(id, new { from = later, future = "keep" }, Token),
        2 => host.TryPublishAsync(id, new { version = 1, until = later, future = "withdraw" }, Token),
        3 => host.TryUnpublishAsync(id, new { }, Token),
        4 => host.TryPublishAsync(id, new { correction = "Sửa", future = "repin" }, Token),
        _ => host.TryRetractAsync(id, "Sai", Token),
    };

    private static async Task<List<Publication>> AssertDisjointAsync(CmsHost host, string id)
    {
        var rows = await host.InDatabaseAsync(db => db.Publications.AsNoTracking().Where(row => row.ItemId == id).OrderBy(row => row.VisibleFrom).ToListAsync(Token));
        Assert.All(rows, row => Assert.True(row.VisibleFrom >= row.RecordedAt, $"back-dated: {row.VisibleFrom:O} recorded {row.RecordedAt:O}"));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.First.VisibleUntil <= pair.Second.VisibleFrom, $"{pair.First.VisibleUntil:O} > {pair.Second.VisibleFrom:O}"));
        return rows;
    }
}
