using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Tests.Support;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Timeline;

/// <summary>Random edits, compared with a model after each. A failure prints the seed and what was done.</summary>
public sealed class TimelinePropertyTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const int Edits = 60;
    private static readonly double[] Steps = [0, 0, 0.2, 0.4, 1, 1, 2, 5];
    private static readonly string?[] Futures = [null, "keep", "keep", "withdraw", "repin"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase(1), OnEveryDatabase(2), OnEveryDatabase(3), OnEveryDatabase(4), OnEveryDatabase(0)]
    public async Task Edits_in_any_order_leave_the_timeline_as_the_model_has_it(DatabaseProvider provider, int fixedSeed)
    {
        var host = await hosts.OnAsync(provider);
        var seed = fixedSeed == 0 ? Random.Shared.Next() : fixedSeed;
        var random = new Random(seed);
        var item = await host.ApprovedAsync(Token);
        await host.NextApprovedAsync(item.Id, Token);
        var begin = host.Now;
        var model = new TimelineModel();
        var history = new List<string>();

        for (var i = 0; i < Edits; i++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(Steps[random.Next(Steps.Length)]));
            var edit = Draw(random, host.Now);
            var expected = edit.Expect(model);
            var done = await edit.RunAsync(host, item.Id);
            history.Add($"{(host.Now - begin).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)}: {edit} -> {done ?? "done"}");
            var shown = await ReadAsync(host, item.Id);
            if (expected != done || !model.Intervals.SequenceEqual(shown))
                Assert.Fail($"Seed {seed}: the model says {expected ?? "done"}{Environment.NewLine}{string.Join(Environment.NewLine, history)}{Environment.NewLine}"
                    + $"model: {string.Join(" ", model.Intervals)}{Environment.NewLine}actual: {string.Join(" ", shown)}");
        }
    }

    private static Edit Draw(Random random, DateTimeOffset now)
    {
        var ahead = now.AddSeconds(random.Next(0, 12));
        return random.Next(10) switch
        {
            < 6 => new Edit("publish", random.Next(1, 3), random.Next(3) == 0 ? null : ahead, random.Next(2) == 0 ? null : ahead.AddSeconds(random.Next(1, 8)), Futures[random.Next(Futures.Length)], now),
            < 9 => new Edit("unpublish", 0, random.Next(2) == 0 ? null : ahead, null, null, now),
            _ => new Edit("retract", 0, null, null, null, now),
        };
    }

    private static Task<List<TimelineModel.Shown>> ReadAsync(CmsHost host, string id) => host.InDatabaseAsync(db => db.Publications.AsNoTracking()
        .Where(row => row.ItemId == id).OrderBy(row => row.VisibleFrom)
        .Select(row => new TimelineModel.Shown(row.Version, row.VisibleFrom, row.VisibleUntil, row.PublishedAt, row.RetractedReason)).ToListAsync(Token));

    private sealed record Edit(string Kind, int Version, DateTimeOffset? At, DateTimeOffset? Until, string? Future, DateTimeOffset Now)
    {
        public string? Expect(TimelineModel model) => Kind switch
        {
            "publish" => model.Publish(Now, Version, At ?? Now, Until, Future),
            "unpublish" => model.Unpublish(Now, At ?? Now),
            _ => model.Retract(Now, "Sai"),
        };

        public Task<string?> RunAsync(CmsHost host, string id) => Kind switch
        {
            "publish" => host.RunAsync<PublishItem, string?>(async verb => CodeOf(await verb.RunAsync(id, new(Version, Wall(At), Wall(Until), null, Future), Actor.System, Token))),
            "unpublish" => host.RunAsync<UnpublishItem, string?>(async verb => CodeOf(await verb.RunAsync(id, new(Wall(At)), Actor.System, Token))),
            _ => host.RunAsync<RetractItem, string?>(async verb => CodeOf(await verb.RunAsync(id, "Sai", Actor.System, Token))),
        };

        private static string? CodeOf<T>(Outcome<T> outcome) => outcome.Problem?.Code;

        private static WallTime? Wall(DateTimeOffset? instant) => instant is { } given ? given : null;
    }
}
