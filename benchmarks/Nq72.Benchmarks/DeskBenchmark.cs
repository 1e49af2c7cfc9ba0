using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Accounts;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Benchmarks;

/// <summary>
/// The screens of the desk in an installation of ten thousand articles and a hundred thousand deliveries, asked one after another over one connection by an administrator. The baseline is the person's own
/// account, a screen that reads next to nothing: sign-in, navigation and frame.
/// </summary>
internal static partial class DeskBenchmark
{
    private const int Destinations = 50;
    private const int Sent = 10_000;
    private const int Warm = 20;
    private static readonly int Articles = Scale.Of(10_000, least: 500);
    private static readonly int Deliveries = Scale.Of(100_000, least: 12_000);
    private static readonly int Asked = Scale.Of(200, least: 20);

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            if (!name.EndsWith("2 nodes", StringComparison.Ordinal))
                await RunOnAsync(name, settings);
        }
    }

    private static async Task RunOnAsync(string database, string[] settings)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var installation = await Installation.StartAsync(settings);
        await new Archive { Articles = Articles, Texts = Math.Min(Articles, 1000), Newest = TimeProvider.System.Now() }.FillAsync(installation);
        await Newsroom.PutChannelAsync(installation, "benchmark", receiver.Url, Destinations);
        var sent = await SendAsync(installation, receiver);
        var ahead = await Newsroom.ArmAsync(installation, "benchmark", Enumerable.Range(0, 40).Select(number => Archive.Id(number)), Newsroom.In(TimeSpan.FromDays(3)));
        var handedIn = await HandInAsync(installation, 60);

        using var browser = await SignInAsync(installation);
        var delivery = (string)(await installation.SendAsync(HttpMethod.Get, $"/api/v1/manage/deliveries?release={ahead}&limit=1"))["items"]![0]!["id"]!;
        var item = $"/admin/items/{handedIn[0]}";
        string[] paths =
        [
            "/admin/me", "/admin", "/admin/approvals", "/admin/languages", "/admin/coverage", "/admin/calendar", "/admin/calendar?view=year", "/admin/calendar?view=list", "/admin/items", "/admin/items?q=suc+khoe", "/admin/items?state=published&type=Article", "/admin/items/new",
            item, $"{item}/review", $"{item}/timeline", $"{item}/versions", $"{item}/previews", $"{item}/alongside", "/admin/releases", $"/admin/releases/{ahead}", $"/admin/releases/{sent}", "/admin/releases/new", $"/admin/releases/{ahead}/edit", "/admin/deliveries",
            "/admin/deliveries?state=accepted", $"/admin/deliveries/{delivery}", "/admin/retractions", "/admin/channels", "/admin/notices", "/admin/previews", "/admin/media", "/admin/spoken", "/admin/as-of", "/admin/peaks", "/admin/audit", "/admin/people", "/admin/roles", "/admin/tokens",
        ];
        Console.WriteLine($"{database}, {Articles} articles, {Deliveries + 2000} deliveries, {Asked} answers each over one connection:");
        var baseline = 0.0;
        foreach (var path in paths)
        {
            var times = await AskAsync(browser, path);
            if (times.Count == 0)
                continue;
            var (median, p95) = (times[times.Count / 2], times[(int)(times.Count * 0.95)]);
            baseline = baseline == 0 ? median : baseline;
            var shown = path.Replace(handedIn[0], "{id}", StringComparison.Ordinal).Replace(ahead, "{armed}", StringComparison.Ordinal).Replace(sent, "{released}", StringComparison.Ordinal).Replace(delivery, "{id}", StringComparison.Ordinal);
            Console.WriteLine($"  {shown,-42} median {median,7:F1} ms  p95 {p95,7:F1} ms  {median / baseline,5:F1} of the frame alone{(p95 > 100 ? "  OVER 100 ms" : "")}");
        }
    }

    // one release of two hundred articles to fifty receivers, and copies of its deliveries
    private static async Task<string> SendAsync(Installation installation, Receiver receiver)
    {
        var release = await Newsroom.ArmAsync(installation, "benchmark", Enumerable.Range(0, Sent / Destinations).Select(item => Archive.Id(item)), Newsroom.In(TimeSpan.FromSeconds(20)));
        await receiver.WaitAsync(Sent, TimeSpan.FromMinutes(1));
        while ((int?)(await installation.SendAsync(HttpMethod.Get, $"/api/v1/manage/releases/{release}"))["deliveries"]?["accepted"] != Sent)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        await LedgerBenchmark.FillAsync(installation.Services.GetRequiredService<Connections>(), Deliveries - Sent);
        return release;
    }

    private static async Task<IReadOnlyList<string>> HandInAsync(Installation installation, int count)
    {
        var ids = new List<string>();
        for (var number = 0; number < count; number++)
        {
            var made = await installation.SendAsync(HttpMethod.Post, "/api/v1/manage/items", new JsonObject
            {
                ["type"] = "Article", ["lang"] = "vi", ["title"] = $"Bài chờ duyệt số {number}",
                ["fields"] = new JsonObject { ["body"] = string.Concat(Enumerable.Repeat("Sức khỏe là vốn quý, mỗi người hãy biết giữ gìn.\n\n", 20)) },
            });
            await installation.SendAsync(HttpMethod.Post, $"/api/v1/manage/items/{(string)made["id"]!}/submit", new JsonObject());
            ids.Add((string)made["id"]!);
        }

        return ids;
    }

    private static async Task<HttpClient> SignInAsync(Installation installation)
    {
        var password = $"một mật khẩu dài của riêng {Guid.NewGuid():N}";
        await using (var scope = installation.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<CreateAccount>().RunAsync("quan", "quan@nq72.test", "Quản trị", ["Administrator"], password, Actor.System, CancellationToken.None);
            if (!made.Succeeded)
                throw new InvalidOperationException(made.Problem.Detail?.En);
        }

        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri(installation.Url) };
        var token = FormToken().Match(await browser.GetStringAsync("/admin/sign-in")).Groups["token"].Value;
        using var form = new FormUrlEncodedContent([new("name", "quan"), new("password", password), new("__RequestVerificationToken", token)]);
        using var answer = await browser.PostAsync("/admin/sign-in", form);
        return (int)answer.StatusCode == 302 ? browser : throw new InvalidOperationException($"Not signed in: {answer.StatusCode}");
    }

    private static async Task<List<double>> AskAsync(HttpClient browser, string path)
    {
        var times = new List<double>();
        for (var number = -Warm; number < Asked; number++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await browser.GetAsync(path);
            await answer.Content.ReadAsByteArrayAsync();
            if (!answer.IsSuccessStatusCode)
            {
                Console.WriteLine($"  {path} answers {(int)answer.StatusCode}");
                return [];
            }

            if (number >= 0)
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    [GeneratedRegex("RequestVerificationToken\": \"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}
