using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

public sealed class AnswerCacheTests
{
    private readonly SteppedClock clock = new(CmsTemplate.Start);
    private readonly ContentEpoch epoch = new();
    private int made;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_by_a_herd_makes_one_answer()
    {
        using var cache = Cache();
        var gate = new TaskCompletionSource();

        var herd = Enumerable.Range(0, 200).Select(_ => Task.Run(() => cache.GetAsync("a", async (_, at) =>
        {
            await gate.Task;
            return Make(at);
        }), Token)).ToList();
        gate.SetResult();

        Assert.Single((await Task.WhenAll(herd)).Distinct());
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Get_by_a_herd_at_a_boundary_makes_one_answer_more()
    {
        using var cache = Cache();
        var boundary = clock.Now().AddSeconds(1);
        var begun = new TaskCompletionSource();
        var gate = new TaskCompletionSource();

        var herd = Enumerable.Range(0, 200).Select(_ => Task.Run(() => cache.GetAsync("a", async (_, at) =>
        {
            begun.TrySetResult();
            await gate.Task;
            return Make(at, at < boundary ? boundary : null);
        }), Token)).ToList();
        await begun.Task.WaitAsync(Token);
        clock.TurnTo(boundary);
        gate.SetResult();

        // nobody is sent what was true before the boundary
        Assert.All(await Task.WhenAll(herd), answer => Assert.Null(answer.ValidUntil));
        Assert.InRange(made, 1, 2);
    }

    [Fact]
    public async Task Get_after_a_change_never_joins_an_answer_begun_before_it()
    {
        using var cache = Cache();
        var gate = new TaskCompletionSource();
        var before = cache.GetAsync("a", async (_, at) =>
        {
            await gate.Task;
            return Make(at);
        });

        epoch.Observe(1);
        var after = await cache.GetAsync("a", (_, at) => Task.FromResult(Make(at)));
        gate.SetResult();

        Assert.NotSame(after, await before);
        // the late one must not take the newer one's place
        Assert.Equal(1, (await cache.GetAsync("a", (_, at) => Task.FromResult(Make(at)))).Epoch);
    }

    [Fact]
    public async Task Get_again_makes_nothing_until_a_boundary_or_a_change()
    {
        using var cache = Cache();
        var boundary = clock.Now().AddSeconds(10);
        Task<ReadyAnswer> AskAsync() => cache.GetAsync("a", (_, at) => Task.FromResult(Make(at, at < boundary ? boundary : null)));

        var first = await AskAsync();
        clock.TurnTo(boundary - TimeSpan.FromMicroseconds(1));
        Assert.Same(first, await AskAsync());
        clock.TurnTo(boundary);
        var second = await AskAsync();
        Assert.NotSame(first, second);
        Assert.Same(second, await AskAsync());
        epoch.Observe(7);
        Assert.NotSame(second, await AskAsync());
        Assert.Equal(3, made);
    }

    [Theory, OnEveryDatabase]
    public async Task Answer_follows_what_another_node_wrote(DatabaseProvider provider)
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var writer = await CmsHost.StartAsync(database.Options, new SteppedClock(CmsTemplate.Start), Token);
        await using var reader = await CmsHost.StartAsync(database.Options, new SteppedClock(CmsTemplate.Start), Token);
        var item = await writer.PublishedAsync(Token);
        await BecomesAsync(HttpStatusCode.OK);

        writer.Clock.Advance(TimeSpan.FromSeconds(1));
        reader.Clock.Advance(TimeSpan.FromSeconds(1));
        await writer.Admin.RetractAsync(item.Id, "Sai", Token);
        await BecomesAsync(HttpStatusCode.Gone);

        Task BecomesAsync(HttpStatusCode status) => Eventually.TrueAsync(
            async () => (await reader.Public.GetAsync(Items.Delivery(item.Id), Token)).Status == status, TimeSpan.FromSeconds(5), Token, $"the other node answers {status}");
    }

    [Theory, OnEveryDatabase]
    public async Task Many_different_questions_at_once_do_not_wait_for_each_others_connections(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        // more than there are connections (30)
        var items = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => host.PublishedAsync(Token)));
        for (var round = 0; round < 3; round++)
        {
            // what all of them share is read anew, with a connection of its own
            var known = host.Services.GetRequiredService<ContentEpoch>();
            known.Observe(known.Current + 1);

            Assert.All(await Task.WhenAll(items.Select(item => host.Public.GetAsync(Items.Delivery(item.Id), Token))), answer => answer.ExpectSuccess());
        }
    }

    private AnswerCache Cache() => new(epoch, clock, new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>());

    private ReadyAnswer Make(DateTimeOffset at, DateTimeOffset? validUntil = null)
    {
        Interlocked.Increment(ref made);
        return new ReadyAnswer(200, Answers.JsonType, [1, 2, 3], at, validUntil);
    }
}
