using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Faults.Tests.Support;

/// <summary>Nodes on one database, a receiver that records, and the means to arm a release and to ask afterwards what became of it.</summary>
internal sealed class Installation : IAsyncDisposable
{
    /// <summary>A channel of webhooks.</summary>
    public const string Webhooks = "bao";

    /// <summary>A channel of file drops.</summary>
    public const string Files = "loa";

    // a file's time is that of the kernel's last tick
    private static readonly TimeSpan FileClockStep = TimeSpan.FromMilliseconds(10);

    // small bites: a node that is struck leaves few leases behind
    private static readonly Dictionary<string, string?> SmallBites = new(StringComparer.Ordinal)
    {
        ["Nq72:Scheduler:LeaseDuration"] = "00:00:06", ["Nq72:Scheduler:BatchSize"] = "6", ["Nq72:Scheduler:GlobalConcurrency"] = "3",
    };

    private readonly IReadOnlyDictionary<string, string?> further;

    private Installation(TestDatabase database, ReceiverProcess receiver, IReadOnlyDictionary<string, string?> further)
    {
        Database = database;
        Receiver = receiver;
        this.further = further;
    }

    public TestDatabase Database { get; }

    public ReceiverProcess Receiver { get; }

    public List<FaultyNode> Nodes { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An installation with one node, and the two channels.</summary>
    /// <param name="provider">Which database.</param>
    /// <param name="webhooks">Destinations of the webhook channel.</param>
    /// <param name="files">Destinations of the file drop channel.</param>
    /// <param name="pause">How long each answer of the receiver takes.</param>
    /// <param name="lose">Every which of its answers is lost; 0 for none.</param>
    /// <param name="settings">Settings beyond small bites, or instead of them.</param>
    public static async Task<Installation> StartAsync(
        DatabaseProvider provider, int webhooks, int files, TimeSpan pause, int lose = 0, IReadOnlyDictionary<string, string?>? settings = null) =>
        await StartAsync(await DatabaseTemplate.CreateEmptyAsync(provider, Token), webhooks, files, pause, lose, settings);

    /// <summary>As above, on a database of the caller's, which is gone with the installation.</summary>
    public static async Task<Installation> StartAsync(TestDatabase database, int webhooks, int files, TimeSpan pause, int lose = 0, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var all = new Dictionary<string, string?>(SmallBites, StringComparer.Ordinal);
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            all[key] = value;
        var installation = new Installation(database, await ReceiverProcess.StartNewAsync(pause, lose, Token), all);
        await installation.AddNodeAsync();
        using var desk = installation.Desk();
        await installation.ConfigureAsync(desk, webhooks, files);
        return installation;
    }

    /// <summary>One node more.</summary>
    /// <param name="connectionString">How it reaches the database, when not directly.</param>
    public async Task<FaultyNode> AddNodeAsync(string? connectionString = null)
    {
        var own = connectionString is null ? further : new Dictionary<string, string?>(further, StringComparer.Ordinal) { ["ConnectionStrings:Nq72"] = connectionString };
        var node = await FaultyNode.StartNewAsync(Database, own, Token);
        Nodes.Add(node);
        return node;
    }

    /// <summary>A client of a node that may do everything.</summary>
    public CmsClient Desk(int node = 0) => Nodes[node].Process.Client();

    /// <summary>Approved items.</summary>
    public static async Task<IReadOnlyList<string>> WriteItemsAsync(CmsClient desk, int count)
    {
        var items = new List<string>();
        for (var number = 1; number <= count; number++)
            items.Add((await desk.CreateApprovedAsync("Article", $"Bài số {number}", Token, fields: new { body = $"Nội dung số **{number}**." })).Id);
        return items;
    }

    /// <summary>A draft of these items to both channels. Returns its id.</summary>
    public static async Task<string> DraftAsync(CmsClient desk, IReadOnlyList<string> items, DateTimeOffset at, params string[] channels) =>
        (await desk.PostAsync("api/v1/manage/releases", new { name = "Đợt phát", at = Wire(at), items = items.Select(id => new { id, channels }) }, Token))
            .Expect(HttpStatusCode.Created).Json.GetProperty("id").GetString()!;

    /// <summary>Arms a draft, and moves it as close ahead as this machine gets done in time. Returns the instant.</summary>
    public static async Task<DateTimeOffset> ArmCloseAsync(CmsClient desk, string release)
    {
        (await desk.PostAsync($"api/v1/manage/releases/{release}/arm", null, Token)).ExpectSuccess();
        return await MoveCloseAsync(desk, release);
    }

    /// <summary>As above for one that is armed.</summary>
    public static async Task<DateTimeOffset> MoveCloseAsync(CmsClient desk, string release)
    {
        for (var margin = TimeSpan.FromSeconds(4); ; margin *= 2)
        {
            var at = (TimeProvider.System.GetUtcNow() + margin).Cut();
            var moved = await desk.PostAsync($"api/v1/manage/releases/{release}/reschedule", new { at = Wire(at) }, Token);
            if (moved.Status == HttpStatusCode.OK)
                return at;
            // too late, or a connection that a dead server left behind: told so, and tried again
            Assert.True(margin < TimeSpan.FromMinutes(1) && (moved.Status is HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable), moved.Text);
        }
    }

    /// <summary>What arming these items to both channels writes.</summary>
    public static HashSet<Wanted> Want(IEnumerable<string> items, int webhooks, int files) =>
    [
        .. from item in items
           from destination in Destinations(Webhooks, webhooks).Concat(Destinations(Files, files))
           select new Wanted(item, destination.Channel, destination.Key),
    ];

    /// <summary>The whole ledger of a release.</summary>
    public static async Task<IReadOnlyList<LedgerRow>> LedgerAsync(CmsClient desk, string release)
    {
        var rows = new List<LedgerRow>();
        string? cursor = null;
        do
        {
            var page = (await desk.GetAsync($"api/v1/manage/deliveries?release={release}&limit=100{(cursor is null ? "" : "&cursor=" + cursor)}", Token)).Expect(HttpStatusCode.OK).Json;
            rows.AddRange(page.GetProperty("items").EnumerateArray().Select(Row));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return rows;
    }

    /// <summary>Waits until so many of a release's deliveries are accepted; fails with what became of the others.</summary>
    public static async Task AwaitAcceptedAsync(CmsClient desk, string release, int count, TimeSpan within, string what = "everything is accepted")
    {
        try
        {
            await Eventually.TrueAsync(async () => await CountAcceptedAsync(desk, release) == count, within, Token, what);
        }
        catch (Xunit.Sdk.FailException failure)
        {
            Assert.Fail($"{failure.Message}{Environment.NewLine}{await DescribeUnfinishedAsync(desk, release)}");
        }
    }

    private static async Task<int> CountAcceptedAsync(CmsClient desk, string release)
    {
        var answer = await desk.GetAsync($"api/v1/manage/releases/{release}", Token);
        // none while the database does not answer
        return answer.Status == HttpStatusCode.OK && answer.Json.GetProperty("deliveries").TryGetProperty("accepted", out var count) ? count.GetInt32() : 0;
    }

    private static async Task<string> DescribeUnfinishedAsync(CmsClient desk, string release)
    {
        const int most = 20;
        var rows = (await LedgerAsync(desk, release)).Where(row => row.State != "accepted").ToList();
        var lines = new List<string> { $"{TimeProvider.System.GetUtcNow():mm:ss.f} {rows.Count} are not accepted" };
        foreach (var row in rows.Take(most))
            lines.Add((await desk.GetAsync($"api/v1/manage/deliveries/{row.Id}", Token)).Text);
        foreach (var channel in rows.Select(row => row.Channel).Distinct())
            lines.Add((await desk.GetAsync($"api/v1/manage/channels/{channel}", Token)).Text);
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>Which of the items are on the delivery side at an instant.</summary>
    public static async Task<IReadOnlyList<string>> VisibleAsync(CmsClient desk, IReadOnlyList<string> items, DateTimeOffset asOf)
    {
        var visible = new List<string>();
        foreach (var item in items)
        {
            if ((await desk.GetAsync($"api/v1/items/{item}?asOf={Wire(asOf)}", Token)).Expect(HttpStatusCode.OK, HttpStatusCode.NotFound).Status == HttpStatusCode.OK)
                visible.Add(item);
        }

        return visible;
    }

    /// <summary>Everything that came to the receiver, and every file that lies in its place.</summary>
    public IReadOnlyList<Arrival> Arrivals(IReadOnlyCollection<LedgerRow> ledger)
    {
        var rows = ledger.ToDictionary(row => row.Id);
        return [.. Receiver.Received.Select(Pushed), .. DroppedFiles().Select(file => Dropped(file, rows.GetValueOrDefault(Guid.Parse(Path.GetFileNameWithoutExtension(file)))))];
    }

    /// <summary>The files that receivers of the file drop would take.</summary>
    public IEnumerable<string> DroppedFiles()
    {
        var root = Path.Combine(Database.DataDirectory, "outgoing", Files);
        return Directory.Exists(root) ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.')) : [];
    }

    public static string Wire(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Nodes.Select(node => node.DisposeAsync().AsTask()));
        await Receiver.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task ConfigureAsync(CmsClient desk, int webhooks, int files)
    {
        (await desk.PutAsync($"api/v1/manage/channels/{Webhooks}", new
        {
            format = "ninjs",
            transport = "webhook",
            destinations = Destinations(Webhooks, webhooks).Select(destination => new { key = destination.Key, url = $"{Receiver.Url}{Webhooks}/{destination.Key}" }),
        }, Token)).ExpectSuccess();
        if (files > 0)
            (await desk.PutAsync($"api/v1/manage/channels/{Files}", new { format = "portal", transport = "fileDrop", destinations = Destinations(Files, files).Select(destination => new { key = destination.Key }) }, Token)).ExpectSuccess();
    }

    private static IEnumerable<(string Channel, string Key)> Destinations(string channel, int count) => Enumerable.Range(1, count).Select(number => (channel, $"d{number}"));

    private static LedgerRow Row(JsonElement row) => new(
        row.GetProperty("id").GetGuid(), row.GetProperty("item").GetString()!, row.GetProperty("channel").GetString()!, row.GetProperty("destination").GetString()!,
        row.GetProperty("operation").GetString()!, row.GetProperty("state").GetString()!, row.GetProperty("code").GetString(), row.GetProperty("idempotencyKey").GetString()!,
        row.GetProperty("attempts").GetInt32(), row.GetProperty("dueAt").GetDateTimeOffset());

    private static Arrival Pushed(ReceivedPush push)
    {
        var place = push.Path.Split('/');
        return new(place[1], place[2], Guid.Parse(push.Delivery), push.Key, push.Operation, push.BodyHash, push.Due, push.ArrivedAt);
    }

    // a file drop's key is its name; what else a receiver can tell is when the file came
    private Arrival Dropped(string file, LedgerRow? row) => new(
        Files, Path.GetRelativePath(Path.Combine(Database.DataDirectory, "outgoing", Files), file).Split(Path.DirectorySeparatorChar)[0],
        Guid.Parse(Path.GetFileNameWithoutExtension(file)), row?.Key ?? Path.GetFileNameWithoutExtension(file), row?.Operation ?? "", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))),
        row?.Due ?? DateTimeOffset.MinValue, new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero) + FileClockStep);
}
