using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Http;

namespace Nq72.Faults.Tests.Support;

/// <summary>One random sequence of verbs, clock moves and faults on the real program inside this process, beside a model of what it promised.</summary>
internal sealed class ModelRun(CmsHost host, RecordingReceiver receiver, int seed)
{
    /// <summary>The channel that every run sends to.</summary>
    public const string Channel = "bao";

    private const int Steps = 14;
    private static readonly string[] Destinations = ["d1", "d2"];

    private readonly Random random = new(seed);
    private readonly PromiseModel model = new();
    private readonly List<string> items = [];
    private readonly Dictionary<string, int> newest = new(StringComparer.Ordinal);
    private readonly List<Got> got = [];
    private readonly List<string> story = [];
    private readonly HashSet<(string Item, string Destination)> tried = [];
    private readonly HashSet<int> refused = [];
    private readonly int before = receiver.Requests.Count;
    private Mood mood;
    private int seen;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => host.Now;

    private DeliveryDrain Drain => host.Services.GetRequiredService<DeliveryDrain>();

    /// <summary>Runs it to the end, where nothing is left to do.</summary>
    public async Task RunAsync()
    {
        receiver.Answer(Answer);
        for (var number = 1; number <= 2; number++)
            await WriteAsync();
        for (var step = 0; step < Steps; step++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await StepAsync();
            await CheckVisibleAsync();
        }

        mood = Mood.Well;
        await FinishAsync();
        await CheckVisibleAsync();
        CheckDelivered();
        await CheckLedgerAsync();
    }

    private Task StepAsync() => random.Next(12) switch
    {
        0 or 1 => PlanAsync(),
        2 or 3 => ArmAsync(),
        4 => ChangeAsync("cancel", "cancelled"),
        5 => ChangeAsync("disarm", "draft"),
        6 => RescheduleAsync(),
        7 => PublishAsync(),
        8 => CorrectAsync(),
        9 => TakeBackAsync(),
        _ => PassTimeAsync(),
    };

    private async Task PlanAsync()
    {
        var chosen = items.Where(_ => random.Next(3) > 0).DefaultIfEmpty(items[0]).ToDictionary(item => item, item => newest[item], StringComparer.Ordinal);
        var at = Ahead();
        var answer = (await host.Admin.PostAsync("api/v1/manage/releases", new
        {
            name = "Đợt phát", at = Installation.Wire(at), items = chosen.Select(item => new { id = item.Key, version = item.Value, channels = new[] { Channel } }),
        }, Token)).ExpectSuccess();
        var id = answer.Json.GetProperty("id").GetString()!;
        model.Releases[id] = new PlannedRelease { Id = id, At = at, Items = chosen };
        Tell($"plan {id[..4]} for {at:HH:mm:ss} with {string.Join(", ", chosen.Select(item => $"{item.Key[..4]} v{item.Value}"))}");
    }

    private Task ArmAsync() => OnReleaseAsync("arm", null, release => model.Arm(release.Id, Now, Destinations));

    private Task ChangeAsync(string verb, string state) => OnReleaseAsync(verb, null, release => model.Withdraw(release.Id, Now, state));

    private Task RescheduleAsync()
    {
        var at = Ahead();
        return OnReleaseAsync("reschedule", new { at = Installation.Wire(at) }, release => model.Reschedule(release.Id, at, Now, Destinations));
    }

    private async Task PublishAsync()
    {
        var item = Pick(items);
        // a version that is nowhere yet: what is published by itself goes to no channel
        await WriteVersionAsync(item);
        model.Publish(item, newest[item], Now);
        (await host.Admin.PublishAsync(item, Token, future: "keep")).ExpectSuccess();
        Tell($"publish {item[..4]} v{newest[item]}");
    }

    private async Task CorrectAsync()
    {
        var item = Pick(items);
        if (model.Visible(item, Now) is null)
            return;
        await WriteVersionAsync(item);
        model.Correct(item, newest[item], Now, Destinations);
        (await host.Admin.PublishAsync(item, Token, correction: "Đính chính.", future: "keep")).ExpectSuccess();
        Tell($"correct {item[..4]} v{newest[item]}");
    }

    private async Task TakeBackAsync()
    {
        if (random.Next(2) == 0)
        {
            // what a later sending has replaced is not what this test asks about
            var released = model.Releases.Values.Where(release => release.Items.Keys.All(item => !model.Standing.Any(one => one.Item == item && one.Release != release.Id && one.Due >= release.At))).ToList();
            if (released.Count > 0)
                await OnReleaseAsync("retract", new { reason = "Sai." }, release => model.RetractRelease(release.Id, Now, item => Has(item, release.At)), Pick(released));
            return;
        }

        var chosen = Pick(items);
        var answer = await host.Admin.PostAsync($"api/v1/manage/items/{chosen}/retract", new { reason = "Sai." }, Token);
        Compare($"retract {chosen[..4]}", answer, model.RetractItem(chosen, Now, Has(chosen)));
    }

    private async Task PassTimeAsync()
    {
        mood = random.Next(6) switch { 0 => Mood.Refuses, 1 => Mood.CutsOff, _ => Mood.Well };
        var next = model.Boundaries.Where(boundary => boundary > Now).Order().FirstOrDefault();
        host.Clock.TurnTo(next == default || random.Next(3) == 0
            ? Now.AddSeconds(random.Next(1, 900))
            : next.AddMilliseconds(random.Next(4) switch { 0 => -600, 1 => -400, 2 => 0, _ => 1 }));
        var dies = random.Next(4) == 0;
        Tell($"time {Now:HH:mm:ss.fff}, the receiver is {mood}{(dies ? ", a node dies" : "")}");
        if (dies)
            await DieAsync();
        else
            await host.DrainAsync();
        Collect();
    }

    private async Task OnReleaseAsync(string verb, object? body, Func<PlannedRelease, string?> promise, PlannedRelease? chosen = null)
    {
        if (model.Releases.Count == 0)
            return;
        var release = chosen ?? Pick([.. model.Releases.Values]);
        var answer = await host.Admin.PostAsync($"api/v1/manage/releases/{release.Id}/{verb}", body, Token);
        Compare($"{verb} {release.Id[..4]}", answer, promise(release));
    }

    // sends what it claimed, and is gone before it wrote anything down
    private async Task DieAsync()
    {
        using var dying = ActivatorUtilities.CreateInstance<DeliveryDrain>(host.Services);
        await dying.LookAsync(Token);
        await dying.TurnAsync(sweep: true, Token);
        await Eventually.TrueAsync(() => dying.InFlight == 0, TimeSpan.FromSeconds(30), Token);
    }

    // on to the last retry of the last release, whenever that is
    private async Task FinishAsync()
    {
        for (var turn = 0; turn < 200; turn++)
        {
            await host.DrainAsync();
            await Drain.TidyAsync(Token);
            var outlook = await Drain.LookAsync(Token);
            if (!outlook.AnythingDue && outlook.NextAt is null)
            {
                Collect();
                return;
            }

            if (outlook.NextAt is { } next)
                host.Clock.TurnTo(next);
        }

        Fail("There is always something left to do.");
    }

    private async Task CheckVisibleAsync()
    {
        foreach (var item in items)
            Check(item, Now, await host.Public.GetAsync($"api/v1/items/{item}", Token));
        var boundaries = model.Boundaries.ToList();
        if (boundaries.Count == 0)
            return;
        var at = Pick(boundaries).AddMicroseconds(random.Next(-1, 1));
        foreach (var item in items)
            Check(item, at, await host.Admin.GetAsync($"api/v1/items/{item}?asOf={Installation.Wire(at)}", Token));
    }

    private void Check(string item, DateTimeOffset at, CmsAnswer answer)
    {
        int? shown = answer.Status == HttpStatusCode.OK ? answer.Json.GetProperty("version").GetInt32() : null;
        if (shown != model.Visible(item, at))
            Fail($"At {at:HH:mm:ss.ffffff} {item[..4]} shows {Name(shown)}, promised is {Name(model.Visible(item, at))}");
    }

    private void CheckDelivered()
    {
        foreach (var same in got.GroupBy(one => one.Key).Where(same => same.Select(one => (one.Item, one.Destination, one.Operation, one.Version, one.Body)).Distinct().Count() > 1))
            Fail($"Different things under the key {same.Key}");
        foreach (var (item, destination) in items.SelectMany(item => Destinations.Select(destination => (item, destination))))
        {
            // a receiver that honours the key counts the first under it
            var last = got.Where(one => one.Item == item && one.Destination == destination).DistinctBy(one => one.Key).LastOrDefault();
            var owed = model.Final(item, destination);
            // a retraction to who may have had it, and had not, leaves nothing
            if (last?.Operation == "retract" && owed is null)
                continue;
            if ((last?.Operation, last?.Version) != (owed?.Operation, owed?.Version))
                Fail($"{destination} ends up with {item[..4]} as {last}, owed is {owed}");
        }
    }

    private async Task CheckLedgerAsync()
    {
        foreach (var item in items)
        {
            var rows = (await host.Admin.GetAsync($"api/v1/manage/deliveries?item={item}&limit=100", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().ToList();
            foreach (var row in rows)
            {
                var state = row.GetProperty("state").GetString();
                if (state is not ("accepted" or "cancelled" or "unknown"))
                    Fail($"A delivery is left {state}");
                if (state != "accepted" && row.GetProperty("code").GetString() is null)
                    Fail($"A delivery is {state} and says no reason");
            }
        }
    }

    // what came meanwhile was due, and owed when it came
    private void Collect()
    {
        foreach (var request in receiver.Requests.Skip(before + seen))
        {
            seen++;
            // a probe asks whether anybody is there, and brings nothing
            if (request.Method != HttpMethod.Post.Method)
                continue;
            var one = Got.Of(request);
            if (one.Due > Now)
                Fail($"{one} came before its instant");
            // whoever was tried may have it, and is told when it is taken back
            var mayBeTold = one.Operation == "retract" && tried.Contains((one.Item, one.Destination));
            if (!mayBeTold && !model.Standing.Any(owed => owed.Item == one.Item && owed.Destination == one.Destination && owed.Operation == one.Operation && owed.Due == one.Due && owed.Version == one.Version))
                Fail($"{one} came, and it is not owed");
            tried.Add((one.Item, one.Destination));
            lock (refused)
            {
                if (!refused.Contains(request.Number))
                    got.Add(one);
            }
        }
    }

    private ReceiverAnswer Answer(ReceivedRequest request)
    {
        if (mood == Mood.Refuses)
        {
            lock (refused)
                refused.Add(request.Number);
            return new ReceiverAnswer(500);
        }

        return mood == Mood.CutsOff ? ReceiverAnswer.Cut : ReceiverAnswer.Ok;
    }

    private List<string> Has(string item, DateTimeOffset? due = null)
    {
        var last = Destinations.Select(destination => got.Where(one => one.Item == item && one.Destination == destination).DistinctBy(one => one.Key).LastOrDefault());
        return [.. last.Where(one => one is not null && one.Operation != "retract" && (due is null || one.Due == due)).Select(one => one!.Destination)];
    }

    private async Task WriteAsync()
    {
        var item = await host.Admin.CreateApprovedAsync("Slogan", $"Khẩu hiệu {random.Next()}", Token);
        items.Add(item.Id);
        newest[item.Id] = item.Version;
    }

    private async Task WriteVersionAsync(string item)
    {
        var known = await host.Admin.GetItemAsync(item, Token);
        var saved = (await host.Admin.PutAsync($"api/v1/manage/items/{item}", new { title = $"Khẩu hiệu {random.Next()}" }, Token, ("If-Match", known.ETag!))).ExpectSuccess();
        newest[item] = saved.Json.GetProperty("version").GetInt32();
        await host.Admin.SubmitAsync(item, Token);
        await host.Admin.ApproveAsync(item, newest[item], Token);
    }

    // never the same instant twice: who comes second would be refused
    private DateTimeOffset Ahead() => Now.AddSeconds(random.Next(2, 1200)).AddMicroseconds(random.Next(1, 999_999)).Cut();

    private TOne Pick<TOne>(IReadOnlyList<TOne> from) => from[random.Next(from.Count)];

    private void Compare(string what, CmsAnswer answer, string? promised)
    {
        Tell($"{what}: {answer.Code ?? "done"}");
        if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.Conflict) || answer.Code != promised)
            Fail($"{what} answered {(int)answer.Status} {answer.Code}, promised is {promised ?? "that it is done"}: {answer.Text}");
    }

    private void Tell(string what) => story.Add(string.Create(CultureInfo.InvariantCulture, $"{Now:HH:mm:ss.fff} {what}"));

    private void Fail(string what) => Assert.Fail($"{what}{Environment.NewLine}Seed {seed} (NQ72_FAULTS_SEED={seed} NQ72_FAULTS_SEQUENCES=1):{Environment.NewLine}{string.Join(Environment.NewLine, story)}");

    private static string Name(int? version) => version is { } number ? $"version {number}" : "nothing";

    private enum Mood
    {
        Well,
        Refuses,
        CutsOff,
    }

    private sealed record Got(string Item, string Destination, string Operation, int? Version, DateTimeOffset Due, string Key, string Body)
    {
        public static Got Of(ReceivedRequest request)
        {
            var item = request.Json.GetProperty("item");
            return new(
                item.GetProperty("id").GetString()!, request.Path.Split('/')[^1], request.Header("Nq72-Operation"), item.TryGetProperty("version", out var version) ? version.GetInt32() : null,
                DateTimeOffset.Parse(request.Header("Nq72-Due"), CultureInfo.InvariantCulture), request.Header("webhook-id"), request.Text);
        }
    }
}
