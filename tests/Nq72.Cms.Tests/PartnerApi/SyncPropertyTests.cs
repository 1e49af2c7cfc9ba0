using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>A partner that applies every change has exactly what <c>/items</c> shows: over random histories, and while others write.</summary>
public sealed class SyncPropertyTests
{
    private const int Steps = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase(1), OnEveryDatabase(2), OnEveryDatabase(0)]
    public async Task Partner_has_what_the_list_shows_whatever_happened(DatabaseProvider provider, int fixedSeed)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var seed = fixedSeed == 0 ? Random.Shared.Next() : fixedSeed;
        var random = new Random(seed);
        var items = new List<CmsItem>();
        for (var i = 0; i < 6; i++)
            items.Add(i % 2 == 1 ? await host.ApprovedTranslationAsync(items[i - 1].Id, Token) : await host.ApprovedAsync(Token));
        // one often there, one now and then, one that never finishes a round before something else happens
        SyncPartner[] partners = [new(host.Public), new(host.Public), new(host.Public)];
        var history = new List<string>();

        for (var step = 0; step < Steps; step++)
        {
            if (random.Next(3) == 0)
                host.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(1, 4000)));
            history.Add(await EditAsync(host, items[random.Next(items.Count)].Id, random));
            if (random.Next(2) == 0)
                await partners[0].CatchUpAsync(random.Next(1, 4), Token);
            if (random.Next(10) == 0)
                await partners[1].CatchUpAsync(100, Token);
            await partners[2].StepAsync(1, Token);
            if (random.Next(5) != 0)
                continue;
            await partners[0].CatchUpAsync(2, Token);
            AssertSame(await SyncPartner.ShownAsync(host.Public, Token), partners[0], seed, history);
        }

        foreach (var partner in partners)
        {
            // a round that was begun long ago ends first
            await partner.CatchUpAsync(3, Token);
            await partner.CatchUpAsync(3, Token);
            AssertSame(await SyncPartner.ShownAsync(host.Public, Token), partner, seed, history);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task No_change_is_passed_over_while_many_write_and_time_goes_on(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var items = new List<CmsItem>();
        for (var i = 0; i < 8; i++)
            items.Add(await host.ApprovedAsync(Token));
        var partner = new SyncPartner(host.Public);
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var i = 0; i < 25; i++)
            {
                await EditAsync(host, items[(writer * 2) + random.Next(2)].Id, random);
                host.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(0, 400)));
            }
        }, Token)).ToList();
        var writing = Task.WhenAll(writers);

        while (!writing.IsCompleted)
            await partner.CatchUpAsync(3, Token);
        await writing;
        await partner.CatchUpAsync(3, Token);

        Assert.Equal(await SyncPartner.ShownAsync(host.Public, Token), partner.Kept);
    }

    // refused or not: what counts is what readers see afterwards
    private static async Task<string> EditAsync(CmsHost host, string id, Random random)
    {
        var now = host.Now;
        var from = random.Next(2) == 0 ? (DateTimeOffset?)null : now.AddMilliseconds(random.Next(600, 6000));
        var until = random.Next(2) == 0 ? (DateTimeOffset?)null : (from ?? now).AddMilliseconds(random.Next(1, 6000));
        CmsAnswer answer;
        switch (random.Next(12))
        {
            case < 7:
                answer = await host.TryPublishAsync(id, new { version = 1, from, until, future = random.Next(2) == 0 ? "keep" : "withdraw" }, Token);
                return $"{now:ss.fff} publish {id} {from:ss.fff} {until:ss.fff}: {answer.Status}";
            case < 10:
                answer = await host.TryUnpublishAsync(id, new { at = from }, Token);
                return $"{now:ss.fff} unpublish {id} {from:ss.fff}: {answer.Status}";
            case 10:
                answer = await host.TryRetractAsync(id, "Sai", Token);
                return $"{now:ss.fff} retract {id}: {answer.Status}";
            default:
                await host.RedefineAsync("Article", Token);
                return $"{now:ss.fff} redefine";
        }
    }

    private static void AssertSame(Dictionary<string, string> shown, SyncPartner partner, int seed, List<string> history)
    {
        if (shown.Count == partner.Kept.Count && shown.All(item => partner.Kept.GetValueOrDefault(item.Key) == item.Value))
            return;
        var wrong = shown.Keys.Union(partner.Kept.Keys).Where(id => shown.GetValueOrDefault(id) != partner.Kept.GetValueOrDefault(id));
        Assert.Fail($"Seed {seed}: the partner differs in {string.Join(", ", wrong)}{Environment.NewLine}{string.Join(Environment.NewLine, history)}");
    }
}
