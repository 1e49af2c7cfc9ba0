using System.Net;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>What the public is shown of the scheduler's data: as it is, at once, on every node.</summary>
public sealed class CalendarTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Calendar = "/api/v1/calendar?from=2027-01-01&to=2027-12-31";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Calendar_and_page_show_a_changed_occasion_and_campaign_at_once(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        await PutOccasionAsync(host, "ngay-suc-khoe", "Ngày Sức khỏe");
        await PutCampaignAsync(host, "Chiến dịch một");
        var first = (await host.Public.GetAsync(Calendar, Token)).ExpectSuccess();
        Assert.Contains("Ngày Sức khỏe", first.Text, StringComparison.Ordinal);
        Assert.Contains("Chiến dịch một", (await host.Public.GetAsync("/", Token)).ExpectSuccess().Text, StringComparison.Ordinal);

        // the clock stands still: no lifetime ends by itself
        await PutOccasionAsync(host, "ngay-suc-khoe", "Ngày Sức khỏe thế giới");
        await PutCampaignAsync(host, "Chiến dịch hai");

        var second = (await host.Public.GetAsync(Calendar, Token, ("If-None-Match", first.ETag!))).Expect(HttpStatusCode.OK);
        Assert.Contains("Ngày Sức khỏe thế giới", second.Text, StringComparison.Ordinal);
        Assert.Contains("Chiến dịch hai", (await host.Public.GetAsync("/", Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        // what is put again as it was changes nothing
        await PutCampaignAsync(host, "Chiến dịch hai");
        Assert.Equal(second.ETag, (await host.Public.GetAsync(Calendar, Token)).ETag);
    }

    [Theory, OnEveryDatabase]
    public async Task Calendar_follows_what_another_node_or_the_command_line_wrote(DatabaseProvider provider)
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var writer = await CmsHost.StartAsync(database.Options, new SteppedClock(CmsTemplate.Start), Token);
        await using var reader = await CmsHost.StartAsync(database.Options, new SteppedClock(CmsTemplate.Start), Token);
        (await reader.Public.GetAsync(Calendar, Token)).ExpectSuccess();

        await PutOccasionAsync(writer, "tet", "Tết Nguyên đán");

        await Eventually.TrueAsync(
            async () => (await reader.Public.GetAsync(Calendar, Token)).Text.Contains("Tết Nguyên đán", StringComparison.Ordinal), TimeSpan.FromSeconds(5), Token, "the other node shows the occasion");
    }

    [Theory, OnEveryDatabase]
    public async Task Calendar_for_everyone_is_not_what_a_cache_may_give_to_one_who_may_preview(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        var open = (await host.Public.GetAsync(Calendar, Token)).ExpectSuccess();
        var preview = (await host.Client("preview").GetAsync(Calendar, Token)).ExpectSuccess();

        Assert.Contains("Authorization", open.Headers.Vary);
        Assert.True(open.Headers.CacheControl!.Public);
        Assert.True(preview.Headers.CacheControl!.NoStore);
    }

    private static async Task PutOccasionAsync(CmsHost host, string key, string name) =>
        (await host.Admin.PutAsync($"/api/v1/manage/occasions/{key}", new { name, date = "04-07" }, Token)).ExpectSuccess();

    private static async Task PutCampaignAsync(CmsHost host, string name) =>
        (await host.Admin.PutAsync("/api/v1/manage/campaigns/nq72", new { name, from = "2026-01-01", to = "2030-12-31" }, Token)).ExpectSuccess();
}
