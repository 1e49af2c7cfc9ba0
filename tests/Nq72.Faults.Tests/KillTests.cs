using System.Collections.Concurrent;
using Nq72.Faults.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Faults.Tests;

/// <summary>
/// kill -9 at every step between arming and the last mark, again and again: everything arrives, each once by its key, with the same bytes,
/// never early, and the publications of a release stand all or not at all.
/// </summary>
public abstract class KillTests(DatabaseProvider provider)
{
    private const int WebhookDestinations = 35;
    private const int FileDestinations = 15;
    private const int DeliveriesAKill = 30;

    // with more, arming answers at once and is finished beside; LargeReleaseTests has that
    private const int MostDeliveries = 5000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_again_and_again_everything_arrives_once()
    {
        Need.Present(provider != DatabaseProvider.PostgreSql || PostgresServer.Programs is not null, PostgresServer.Missing);
        // slow enough for the last node to find something left
        var pause = TimeSpan.FromMilliseconds(provider == DatabaseProvider.PostgreSql ? 300 : 100);
        var random = new Random(FaultSettings.Seed);
        await using var installation = await Installation.StartAsync(provider, WebhookDestinations, FileDestinations, pause, lose: 40);
        var node = installation.Nodes[0];
        var desk = installation.Desk();
        var items = await Installation.WriteItemsAsync(desk, Math.Clamp(FaultSettings.Kills * DeliveriesAKill, 500, MostDeliveries) / (WebhookDestinations + FileDestinations));
        var wanted = Installation.Want(items, WebhookDestinations, FileDestinations);
        var release = await Installation.DraftAsync(desk, items, TimeProvider.System.GetUtcNow().AddHours(1), Installation.Webhooks, Installation.Files);

        await ArmAndDieAsync(node, new Fault("ReleaseCommitting", 1), release);
        await node.StartAsync(new Fault("ReleaseCommitted", 1), Token);
        await AssertNothingArmedAsync(desk, release, items);
        await ArmAndDieAsync(node, null, release);
        await node.StartAsync(null, Token);
        await AssertAllArmedAsync(desk, release, items, wanted);

        var others = provider == DatabaseProvider.PostgreSql ? await Task.WhenAll(installation.AddNodeAsync(), installation.AddNodeAsync()) : [];
        var at = await Installation.MoveCloseAsync(desk, release);
        var faults = new ConcurrentQueue<Fault>(Faults(random, FaultSettings.Kills - 3));
        await Task.WhenAll(others.Prepend(node).Select(each => LiveAndDieAsync(each, faults)));

        TestContext.Current.TestOutputHelper?.WriteLine($"{TimeProvider.System.GetUtcNow():mm:ss.f} all lives lived");
        await Installation.AwaitAcceptedAsync(desk, release, wanted.Count, Patience);
        var ledger = await Installation.LedgerAsync(desk, release);
        DeliveryPromises.AssertKept(wanted, ledger, installation.Arrivals(ledger));
        Assert.Equal(items, await Installation.VisibleAsync(desk, items, at));
        Assert.Empty(await Installation.VisibleAsync(desk, items, at.AddMicroseconds(-1)));
        desk.Dispose();
    }

    // every step in turn, at a random hit; then whichever step, and whenever
    private static Fault[] Faults(Random random, int count)
    {
        Func<Fault>[] kinds =
        [
            () => new("Sending", random.Next(1, 12), Installation.Webhooks), () => new("Sent", random.Next(1, 12), Installation.Webhooks),
            () => new("Sending", random.Next(1, 8), Installation.Files), () => new("Sent", random.Next(1, 8), Installation.Files),
            () => new("Claiming", random.Next(1, 8)), () => new("Claimed", random.Next(1, 8)), () => new("Marking", random.Next(1, 8)), () => new("Marked", random.Next(1, 8)),
            () => new(Fault.Any, random.Next(1, 60)), () => new(Fault.After, random.Next(0, 1500)),
        ];
        var order = Enumerable.Range(0, count).Select(number => kinds[number % kinds.Length]()).ToArray();
        random.Shuffle(order);
        return order;
    }

    // the node runs when it comes here, is killed from outside, and then lives one fault after the other
    private static async Task LiveAndDieAsync(FaultyNode node, ConcurrentQueue<Fault> faults)
    {
        await node.KillAsync(Token);
        while (faults.TryDequeue(out var fault))
        {
            var struck = await node.LiveAsync(fault, Token);
            TestContext.Current.TestOutputHelper?.WriteLine($"{TimeProvider.System.GetUtcNow():mm:ss.f} {fault}: {(struck ? "struck" : "killed from outside")}");
        }

        await node.StartAsync(null, Token);
    }

    private static async Task ArmAndDieAsync(FaultyNode node, Fault? restart, string release)
    {
        if (restart is not null)
        {
            await node.KillAsync(Token);
            await node.StartAsync(restart, Token);
        }

        using var desk = node.Process.Client();
        await Assert.ThrowsAsync<HttpRequestException>(() => desk.PostAsync($"api/v1/manage/releases/{release}/arm", null, Token));
        Assert.True(await node.DieAsync(Token), "Arming did not come to the step.");
    }

    private static async Task AssertNothingArmedAsync(CmsClient desk, string release, IReadOnlyList<string> items)
    {
        var draft = (await desk.GetAsync($"api/v1/manage/releases/{release}", Token)).ExpectSuccess().Json;
        Assert.Equal("draft", draft.GetProperty("state").GetString());
        Assert.Empty(await Installation.LedgerAsync(desk, release));
        Assert.Empty(await Installation.VisibleAsync(desk, items, draft.GetProperty("at").GetDateTimeOffset()));
    }

    private static async Task AssertAllArmedAsync(CmsClient desk, string release, IReadOnlyList<string> items, HashSet<Wanted> wanted)
    {
        var armed = (await desk.GetAsync($"api/v1/manage/releases/{release}", Token)).ExpectSuccess().Json;
        Assert.Equal("armed", armed.GetProperty("state").GetString());
        Assert.Equal(wanted, (await Installation.LedgerAsync(desk, release)).Select(row => new Wanted(row.Item, row.Channel, row.Destination)).ToHashSet());
        Assert.Equal(items, await Installation.VisibleAsync(desk, items, armed.GetProperty("at").GetDateTimeOffset()));
    }
}

/// <summary>One process on one file, which is opened again after each death.</summary>
public sealed class SqliteKillTests() : KillTests(DatabaseProvider.Sqlite);

/// <summary>Three nodes on one PostgreSQL, which die one by one while the others go on.</summary>
public sealed class PostgresKillTests() : KillTests(DatabaseProvider.PostgreSql);
