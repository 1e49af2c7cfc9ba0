using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.EndToEnd.Tests;

/// <summary><c>rehearse</c>, run beside the serving program.</summary>
public sealed partial class RehearsalTests
{
    [Theory, OnEveryDatabase]
    public async Task Rehearse_of_a_release_prints_what_would_happen_and_sends_nothing_outside(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, cancel);
        await using var partner = await RecordingReceiver.StartNewAsync(cancel);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { Database = database, SetupRecipe = "nq72" }, cancel);
        using var desk = cms.Client();
        (await desk.PutAsync("api/v1/manage/channels/cong-tinh-day", new { format = "portal", transport = "webhook", destinations = new[] { new { key = "nhan", url = $"{partner.Url}cong" } } }, cancel)).ExpectSuccess();
        var item = await desk.CreateApprovedAsync("Article", "Bài diễn tập", cancel, fields: new { body = "Nội dung." });
        var at = TimeProvider.System.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd'T'HH:00:00'Z'", CultureInfo.InvariantCulture);
        var release = (await desk.PostAsync("api/v1/manage/releases", new
        {
            name = "Đợt diễn tập",
            at,
            items = new[] { new { id = item.Id, channels = new[] { "cong-tinh-day", "loa-xa" } } },
            missed = new { policy = "sendUntil" },
        }, cancel)).ExpectSuccess().Json.GetProperty("id").GetString()!;

        // a draft is armed on the copy only
        var rehearsed = await cms.RunVerbAsync(cancel, "rehearse", "--release", release);

        Assert.True(rehearsed.ExitCode == 0, rehearsed.Error + rehearsed.Output);
        Assert.Contains("“Bài diễn tập”", rehearsed.Output, StringComparison.Ordinal);
        Assert.Contains("Tổng: 1 nội dung hiện ra; lượt gửi: đã nhận 66.", rehearsed.Output, StringComparison.Ordinal);
        Assert.Empty(partner.Requests);
        Assert.Equal("draft", (await desk.GetAsync($"api/v1/manage/releases/{release}", cancel)).ExpectSuccess().Json.GetProperty("state").GetString());
        Assert.False(Directory.Exists(Path.Combine(cms.DataDirectory, "outgoing")), "The rehearsal wrote into the installation's outgoing files.");
    }

    [Theory, OnEveryDatabase]
    public async Task Rehearse_with_partners_that_fail_tells_what_was_late_and_why(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, cancel);
        await using var partner = await RecordingReceiver.StartNewAsync(cancel);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { Database = database, SetupRecipe = "nq72" }, cancel);
        using var desk = cms.Client();
        string[] keys = ["khoe", "sap", "cham", "loi", "hen", "thoi", "chung"];
        (await desk.PutAsync("api/v1/manage/channels/cong-tinh-day", new { format = "portal", transport = "webhook", destinations = keys.Select(key => new { key, url = $"{partner.Url}{key}" }) }, cancel)).ExpectSuccess();
        var at = TimeProvider.System.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd'T'HH:00:00'Z'", CultureInfo.InvariantCulture);
        var instant = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);
        var release = await BundleAsync(desk, at, instant.AddHours(1), ["cong-tinh-day", "loa-xa"]);
        using var folder = new TemporaryFolder("nq72-rehearsed-");
        var script = folder.Write("partners.json", """
            {"partners":[
              {"channel":"cong-tinh-day","destination":"sap","from":"T-5m","until":"T+3m","does":"down"},
              {"channel":"cong-tinh-day","destination":"cham","until":"T+1m","does":"slow","seconds":20},
              {"channel":"cong-tinh-day","destination":"loi","until":"T+20s","does":"answer","status":500},
              {"channel":"cong-tinh-day","destination":"hen","until":"T+60s","does":"answer","status":429,"retryAfterSeconds":90},
              {"channel":"cong-tinh-day","destination":"thoi","does":"gone"},
              {"channel":"cong-tinh-day","destination":"chung","does":"wrongCertificate"}
            ]}
            """);

        var rehearsed = await cms.RunVerbAsync(cancel, "rehearse", "--release", release, "--partners", script, "--report", folder.Combine("report"), "--keep", folder.Combine("copy"));

        Assert.True(rehearsed.ExitCode == 1, rehearsed.Error + rehearsed.Output);
        Assert.Empty(partner.Requests);
        var report = JsonDocument.Parse(await File.ReadAllTextAsync(folder.Combine("report", "rehearsal.json"), cancel)).RootElement;
        Assert.False(report.GetProperty("passed").GetBoolean());
        Assert.Equal(0, report.GetProperty("doubled").GetInt32());
        var late = Rows(report, "late");
        Assert.Equal(["cham", "hen", "loi", "sap"], late.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("connectionFailed", Why(late["sap"]));
        Assert.Equal("timeout", Why(late["cham"]));
        Assert.Equal("serverError", Why(late["loi"]));
        Assert.Equal("throttled", Why(late["hen"]));
        Assert.InRange(late["hen"].GetProperty("lateSeconds").GetInt32(), 90, 120);
        var open = Rows(report, "open");
        Assert.Equal(["chung", "thoi"], open.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("failed", "gone"), (open["thoi"].GetProperty("state").GetString(), Why(open["thoi"])));
        Assert.Equal("badCertificate", Why(open["chung"]));
        // what a channel gets ahead is sent ahead, and the rehearsal begins before it
        var commune = Rows(report, "destinations")["05977"];
        Assert.Equal(instant.AddHours(-12), commune.GetProperty("lastAcceptedAt").GetDateTimeOffset());
        var hour = report.GetProperty("hours").EnumerateArray().Single();
        Assert.Equal(instant, hour.GetProperty("at").GetDateTimeOffset());
        Assert.Equal("Bài diễn tập", hour.GetProperty("new")[0].GetProperty("title").GetString());

        var page = await File.ReadAllTextAsync(folder.Combine("report", "rehearsal.html"), cancel);
        Assert.Contains("Chứng chỉ của nơi nhận không đáng tin", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        await HoldsNoCredentialsAsync(cms, provider, folder.Combine("copy"), cancel);
    }

    [Fact]
    public async Task Script_of_partners_that_is_wrong_is_told_before_anything_is_copied()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { SetupRecipe = "nq72" }, cancel);
        using var desk = cms.Client();
        var release = await BundleAsync(desk, TimeProvider.System.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd'T'HH:00:00'Z'", CultureInfo.InvariantCulture), null, ["loa-xa"]);
        using var folder = new TemporaryFolder("nq72-rehearsed-");
        var script = folder.Write("partners.json", """{"partners":[{"channel":"khong-co","does":"down"}]}""");

        var rehearsed = await cms.RunVerbAsync(cancel, "rehearse", "--release", release, "--partners", script, "--keep", folder.Combine("copy"));

        Assert.Equal(1, rehearsed.ExitCode);
        Assert.Contains("partners[0].channel", rehearsed.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Combine("copy")));
    }

    private static async Task<string> BundleAsync(CmsClient desk, string at, DateTimeOffset? until, string[] channels)
    {
        var cancel = TestContext.Current.CancellationToken;
        var item = await desk.CreateApprovedAsync("Article", "Bài diễn tập", cancel, fields: new { body = "Nội dung." });
        var made = await desk.PostAsync("api/v1/manage/releases", new { name = "Đợt diễn tập", at, items = new[] { new { id = item.Id, channels } }, missed = new { policy = "sendUntil", until = until?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) } }, cancel);
        return made.ExpectSuccess().Json.GetProperty("id").GetString()!;
    }

    private static Dictionary<string, JsonElement> Rows(JsonElement report, string list) =>
        report.GetProperty(list).EnumerateArray().ToDictionary(row => row.GetProperty("destination").GetString()!, StringComparer.Ordinal);

    private static string Why(JsonElement row) => string.Join(',', row.GetProperty("why").EnumerateArray().Select(code => code.GetString()));

    // read as bytes: what was deleted and can be found in the file was not taken out
    private static async Task HoldsNoCredentialsAsync(CmsProcess cms, DatabaseProvider provider, string copy, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CmsSettings.BootstrapToken)));
        var kept = await ReadAsync(copy, cancellationToken);
        Assert.DoesNotContain(hash, kept, StringComparison.Ordinal);
        Assert.DoesNotContain("AQAAAAIAAYag", kept, StringComparison.Ordinal);
        if (provider != DatabaseProvider.Sqlite)
            return;
        var original = await ReadAsync(cms.DataDirectory, cancellationToken);
        Assert.Contains(hash, original, StringComparison.Ordinal);
        Assert.Contains("AQAAAAIAAYag", original, StringComparison.Ordinal);
        var keys = KeyName().Matches(original).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.DoesNotContain(key, kept, StringComparison.Ordinal));
    }

    private static async Task<string> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder, "*.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync(cancellationToken));
        }

        return text.ToString();
    }

    [GeneratedRegex("key-[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, 5000)]
    private static partial Regex KeyName();
}
