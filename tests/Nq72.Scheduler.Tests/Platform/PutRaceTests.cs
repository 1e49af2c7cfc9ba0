using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Platform;

/// <summary>What is put under a key by several at once, on two nodes: each is done, one after the other, and the last one stands.</summary>
public sealed class PutRaceTests
{
    private const int AtOnce = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public Task Occasion_put_by_many_at_once_is_put_by_each(DatabaseProvider provider) => RaceAsync(
        provider, (PutOccasion verb, int round, int number) => verb.ExecuteAsync($"ngay-{round}", new($"Ngày {number}", OccasionDate.OnSolar("04-07")), Actor.System, Token),
        async db => (await db.Set<Occasion>().ToListAsync(Token)).ConvertAll(occasion => occasion.Revision));

    [Theory, OnEveryDatabase]
    public Task Campaign_put_by_many_at_once_is_put_by_each(DatabaseProvider provider) => RaceAsync(
        provider, (PutCampaign verb, int round, int number) => verb.ExecuteAsync(
            $"chien-dich-{round}", new($"Chiến dịch {number}", null, new(2026, 1, 1), new(2030, 12, 31), []), Actor.System, Token),
        async db => (await db.Set<Campaign>().ToListAsync(Token)).ConvertAll(campaign => campaign.Revision));

    [Theory, OnEveryDatabase]
    public Task Channel_put_by_many_at_once_is_put_by_each(DatabaseProvider provider) => RaceAsync(
        provider, (PutChannel verb, int round, int number) => verb.ExecuteAsync(
            $"kenh-{round}", new("ninjs", TransportKind.FileDrop, [new("mot"), new("hai")], Note: $"Lần {number}"), Actor.System, Token),
        async db => (await db.Set<Channel>().ToListAsync(Token)).ConvertAll(channel => channel.Revision));

    [Theory, OnEveryDatabase]
    public Task Blackout_put_by_many_at_once_is_put_by_each(DatabaseProvider provider) => RaceAsync(
        provider, (PutBlackout verb, int round, int number) => verb.ExecuteAsync(
            $"tam-dung-{round}", new($"Tạm dừng {number}", new(new DateOnly(2029, 1, 1), null), new(new DateOnly(2029, 1, 3), null)), Actor.System, Token),
        async db => (await db.Set<Blackout>().ToListAsync(Token)).ConvertAll(blackout => blackout.Revision));

    // the first one of a round makes it, the others change it
    private static async Task RaceAsync<TVerb, TView>(DatabaseProvider provider, Func<TVerb, int, int, Task<Outcome<TView>>> put, Func<SchedulerDb, Task<List<int>>> revisions)
        where TVerb : notnull
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await using var another = host.AnotherNode();
        for (var round = 0; round < 2; round++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(number => Task.Run(
                () => (number % 2 == 0 ? host : another).InScopeAsync((TVerb verb) => put(verb, round, number)), Token)));
            Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded, outcome.Problem?.ToString()));
        }

        Assert.Equal([AtOnce, AtOnce], await host.InScopeAsync(revisions));
    }
}
