using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests;

/// <summary>The quick starts for partners do what they say, as a stranger would run them: from a folder of their own, on the language alone.</summary>
public sealed class QuickStartTests
{
    private const string Channel = "doi-tac";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task JavaScript_keeps_a_copy() => KeepsACopyAsync("sync.mjs", "node", "sync.mjs");

    [Fact]
    public Task CSharp_keeps_a_copy() => KeepsACopyAsync("sync.cs", "dotnet", "run", "sync.cs");

    [Fact]
    public Task Php_keeps_a_copy() => KeepsACopyAsync("sync.php", "php", "sync.php");

    [Fact]
    public async Task Shell_keeps_a_copy()
    {
        Need.OrSkip(IsInstalled("jq") && IsInstalled("curl"), "curl and jq");
        await KeepsACopyAsync("sync.sh", "bash", "sync.sh");
    }

    [Fact]
    public async Task Receiver_keeps_each_push_once_and_refuses_what_is_not_signed()
    {
        const string secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        using var folder = Copy("receiver.mjs");
        var kept = folder.Combine("received.ndjson");
        using var receiver = Start(folder, ("NQ72_SECRET", secret), "node", "receiver.mjs", "0", kept);
        try
        {
            var port = (await receiver.StandardOutput.ReadLineAsync(Token))!.Split(' ')[^1];
            var url = $"http://127.0.0.1:{port}/";
            await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { SetupRecipe = "nq72" }, Token);
            using var desk = cms.Client();
            (await desk.PutAsync($"api/v1/manage/channels/{Channel}", new { format = "ninjs", transport = "webhook", destinations = new[] { new { key = "mot", url, secret } } }, Token)).ExpectSuccess();
            var item = await desk.CreateApprovedAsync("Article", "Bài gửi đối tác", Token, fields: new { body = "Nội dung." });
            var release = (await desk.PostAsync("api/v1/manage/releases", new { name = "Đợt gửi", at = Wire(TimeSpan.FromHours(1)), items = new[] { new { id = item.Id, channels = new[] { Channel } } } }, Token))
                .ExpectSuccess().Json.GetProperty("id").GetString();
            (await desk.PostAsync($"api/v1/manage/releases/{release}/arm", null, Token)).ExpectSuccess();
            (await desk.PostAsync($"api/v1/manage/releases/{release}/reschedule", new { at = Wire(TimeSpan.FromSeconds(4)) }, Token)).ExpectSuccess();
            await Eventually.TrueAsync(async () => (await desk.GetAsync($"api/v1/manage/releases/{release}", Token)).Json.GetProperty("deliveries").TryGetProperty("accepted", out _), TimeSpan.FromSeconds(30), Token, "the push is accepted");

            using var forger = new HttpClient();
            using var forged = await forger.PostAsync(url, new StringContent("{}", Encoding.UTF8, "application/json"), Token);
            Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
            var line = JsonNode.Parse(Assert.Single(await File.ReadAllLinesAsync(kept, Token)))!;
            Assert.Equal(("publish", "Bài gửi đối tác"), ((string?)line["operation"], (string?)JsonNode.Parse((string)line["body"]!)!["headlines"]![0]!["value"]));
        }
        finally
        {
            receiver.Kill(entireProcessTree: true);
        }
    }

    private static async Task KeepsACopyAsync(string file, params string[] command)
    {
        Need.OrSkip(IsInstalled(command[0]), command[0]);
        using var folder = Copy(file);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { SetupRecipe = "nq72" }, Token);
        using var desk = cms.Client();
        var (kept, taken) = (await PublishAsync(desk, "Bài được giữ"), await PublishAsync(desk, "Bài bị thu hồi"));
        string[] all = [.. command, cms.Url.AbsoluteUri.TrimEnd('/'), folder.Combine("copy.json")];

        await RunAsync(folder, all);
        await AssertCopiedAsync(desk, folder, file);
        await desk.RetractAsync(taken, "Số liệu sai", Token);
        await PublishAsync(desk, "Bài mới");
        var said = await RunAsync(folder, all);

        Assert.Contains($"taken back: {taken}", said, StringComparison.Ordinal);
        await AssertCopiedAsync(desk, folder, file);
        Assert.Contains(kept, (await ReadCopyAsync(folder, file)).Keys);
    }

    private static async Task<string> PublishAsync(CmsClient desk, string title) => (await desk.CreatePublishedAsync("Article", title, Token, fields: new { body = "Nội dung **chính**." })).Id;

    // byte for byte what the API shows now
    private static async Task AssertCopiedAsync(CmsClient desk, TemporaryFolder folder, string file)
    {
        var shown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = (await desk.GetAsync($"api/v1/items?limit=100{(cursor is null ? "" : "&cursor=" + cursor)}", Token)).ExpectSuccess().Json;
            foreach (var item in page.GetProperty("items").EnumerateArray())
                shown[item.GetProperty("id").GetString()!] = Normal(item.GetRawText());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        var copied = await ReadCopyAsync(folder, file);
        Assert.Equal(shown.Keys, copied.Keys);
        Assert.All(shown, one => Assert.Equal(one.Value, copied[one.Key]));
    }

    private static async Task<SortedDictionary<string, string>> ReadCopyAsync(TemporaryFolder folder, string file)
    {
        var copy = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (file.EndsWith(".sh", StringComparison.Ordinal))
        {
            foreach (var one in Directory.EnumerateFiles(folder.Combine("copy.json"), "*.json"))
                copy[Path.GetFileNameWithoutExtension(one)] = Normal(await File.ReadAllTextAsync(one, Token));
            return copy;
        }

        using var read = JsonDocument.Parse(await File.ReadAllTextAsync(folder.Combine("copy.json"), Token));
        foreach (var item in read.RootElement.GetProperty("items").EnumerateObject())
            copy[item.Name] = Normal(item.Value.GetRawText());
        return copy;
    }

    // PHP writes an empty object as an empty list; blanks say nothing
    private static string Normal(string json) => JsonNode.Parse(json)!.ToJsonString().Replace(":{}", ":[]", StringComparison.Ordinal);

    private static TemporaryFolder Copy(string file)
    {
        var folder = new TemporaryFolder("nq72-quickstart-");
        File.Copy(RepositoryRoot.Combine("docs", "quickstart", file), folder.Combine(file));
        return folder;
    }

    private static async Task<string> RunAsync(TemporaryFolder folder, string[] command)
    {
        using var process = Start(folder, ("NQ72_TOKEN", ""), command);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} ended with {process.ExitCode}:\n{await output}\n{await error}");
        return await output;
    }

    private static Process Start(TemporaryFolder folder, (string Name, string Value) variable, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.Environment[variable.Name] = variable.Value;
        return Process.Start(start)!;
    }

    private static bool IsInstalled(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string Wire(TimeSpan ahead) => (TimeProvider.System.GetUtcNow() + ahead).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
