using System.Globalization;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.EndToEnd.Tests;

/// <summary><c>rehearse</c>, run beside the serving program.</summary>
public sealed class RehearsalTests
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
}
