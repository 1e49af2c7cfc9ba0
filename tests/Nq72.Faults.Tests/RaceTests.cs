using System.Net;
using Nq72.Faults.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Faults.Tests;

/// <summary>
/// Releases are cancelled, disarmed and moved within a second of their instants, many at once: each change is done before the closing
/// margin or <c>tooLate</c>, and answer, ledger, timeline and receiver say the same.
/// </summary>
public abstract class RaceTests(DatabaseProvider provider)
{
    private const int AtOnce = 60;
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);
    // an answer is on its way for a while, and a node learns the database's time by one that was
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Verbs = ["cancel", "disarm", "reschedule"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_close_to_the_instant_is_done_in_time_or_too_late_and_all_agree()
    {
        Need.Present(provider != DatabaseProvider.PostgreSql || PostgresServer.Programs is not null, PostgresServer.Missing);
        var random = new Random(FaultSettings.Seed);
        var wide = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Nq72:Scheduler:GlobalConcurrency"] = "64", ["Nq72:Scheduler:BatchSize"] = "200" };
        await using var installation = await Installation.StartAsync(provider, webhooks: 1, files: 0, TimeSpan.Zero, settings: wide);
        if (provider == DatabaseProvider.PostgreSql)
            await installation.AddNodeAsync();
        var outcomes = new List<Race>();
        for (var left = FaultSettings.Races; left > 0; left -= AtOnce)
            outcomes.AddRange(await RunAsync(installation, random, Math.Min(left, AtOnce)));

        TestContext.Current.TestOutputHelper?.WriteLine($"{outcomes.Count(race => race.Done)} done in time, {outcomes.Count(race => !race.Done)} too late; seed {FaultSettings.Seed}");
        Assert.Contains(outcomes, race => race.Done);
        Assert.Contains(outcomes, race => !race.Done);
    }

    private static async Task<IReadOnlyList<Race>> RunAsync(Installation installation, Random random, int count)
    {
        using var desk = installation.Desk();
        using var other = installation.Desk(installation.Nodes.Count - 1);
        var began = Now();
        var items = await Installation.WriteItemsAsync(desk, count);
        // three requests an item took so long: two more, and some time to spare
        var first = Now() + ((Now() - began) * 1.5) + TimeSpan.FromSeconds(10);
        var races = items.Select((item, number) => new Race
        {
            Item = item, At = first.AddMilliseconds(number * 40).Cut(), Verb = Verbs[random.Next(Verbs.Length)], Lead = TimeSpan.FromMilliseconds(random.Next(-200, 1100)),
        }).ToList();
        foreach (var race in races)
        {
            race.Release = await Installation.DraftAsync(desk, [race.Item], race.At, Installation.Webhooks);
            (await desk.PostAsync($"api/v1/manage/releases/{race.Release}/arm", null, Token)).ExpectSuccess();
        }

        Assert.True(Now() < first.AddSeconds(-2), "Arming took longer than the test gives it; the instants are past.");
        await Task.WhenAll(races.Select(race => race.RunAsync(other)));
        foreach (var race in races)
            await CheckAsync(installation, desk, race);
        return races;
    }

    private static async Task CheckAsync(Installation installation, CmsClient desk, Race race)
    {
        var what = $"{race} (seed {FaultSettings.Seed})";
        if (race.Answer.Status != HttpStatusCode.OK)
            Assert.True(race.Answer is { Status: HttpStatusCode.Conflict, Code: "tooLate" } || (race.Answer.Status == HttpStatusCode.Conflict && race.Answered >= race.At), $"{what}: {race.Answer.Text}");
        // legal: what was answered in time was in time; what was asked past the margin was not
        Assert.True(!race.Done || race.Asked < race.At - Margin + OnTheWay, $"{what} was done although asked after the margin");
        Assert.True(race.Done || race.Answered >= race.At - Margin - OnTheWay, $"{what} was too late although answered before the margin");

        var pushed = installation.Receiver.Received.Where(push => push.Due == race.At && race.Keys.Contains(push.Key)).ToList();
        if (race.Done)
        {
            Assert.True(pushed.Count == 0, $"{what}: done, and yet the receiver has it");
            Assert.DoesNotContain(await Installation.LedgerAsync(desk, race.Release), row => row.Due == race.At && row.State != "cancelled");
            Assert.Empty(await Installation.VisibleAsync(desk, [race.Item], race.At));
            Assert.Equal(race.Verb switch { "cancel" => "cancelled", "disarm" => "draft", _ => "armed" }, await StateAsync(desk, race));
            return;
        }

        await Installation.AwaitAcceptedAsync(desk, race.Release, 1, Patience, what);
        Assert.Single(installation.Receiver.Received, push => race.Keys.Contains(push.Key));
        Assert.Equal([race.Item], await Installation.VisibleAsync(desk, [race.Item], race.At));
        Assert.Empty(await Installation.VisibleAsync(desk, [race.Item], race.At.AddMicroseconds(-1)));
        Assert.Equal("released", await StateAsync(desk, race));
    }

    private static async Task<string?> StateAsync(CmsClient desk, Race race) =>
        (await desk.GetAsync($"api/v1/manage/releases/{race.Release}", Token)).ExpectSuccess().Json.GetProperty("state").GetString();

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    /// <summary>One change against one instant.</summary>
    private sealed class Race
    {
        public required string Item { get; init; }

        public required DateTimeOffset At { get; init; }

        public required string Verb { get; init; }

        /// <summary>How long before the instant it is asked for; negative after it.</summary>
        public required TimeSpan Lead { get; init; }

        public string Release { get; set; } = "";

        public DateTimeOffset Asked { get; private set; }

        public DateTimeOffset Answered { get; private set; }

        public CmsAnswer Answer { get; private set; } = null!;

        /// <summary>The idempotency keys of what was armed for the instant.</summary>
        public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

        public bool Done => Answer.Status == HttpStatusCode.OK;

        public async Task RunAsync(CmsClient desk)
        {
            Keys.UnionWith((await Installation.LedgerAsync(desk, Release)).Select(row => row.Key));
            var wait = At - Lead - Now();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, Token);
            Asked = Now();
            Answer = await desk.PostAsync($"api/v1/manage/releases/{Release}/{Verb}", Verb == "reschedule" ? new { at = Installation.Wire(At.AddHours(1)) } : null, Token);
            Answered = Now();
        }

        public override string ToString() => $"{Verb} asked {(At - Asked).TotalMilliseconds:0} ms, answered {(At - Answered).TotalMilliseconds:0} ms before the instant";
    }
}

[Collection(Alone.Name)]
public sealed class SqliteRaceTests() : RaceTests(DatabaseProvider.Sqlite);

[Collection(Alone.Name)]
public sealed class PostgresRaceTests() : RaceTests(DatabaseProvider.PostgreSql);
