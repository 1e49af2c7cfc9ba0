using System.Net;
using Nq72.Cms.Accounts;
using Nq72.Cms.CampaignCalendar;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.CampaignCalendar;

/// <summary>Occasions, campaigns and blackouts are set at the desk by the verbs of the API: what one writes the other reads, and what one refuses the other refuses.</summary>
public sealed class CalendarSettingsTests
{
    private static readonly DateTimeOffset Seven = new(2027, 4, 7, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("solar", "7/4", "", "", "\"04-07\""), InlineData("span", "", "15/04", "15/05", "{\"from\":\"04-15\",\"to\":\"05-15\"}"), InlineData("lunar", "01/01", "", "", "{\"lunar\":\"01-01\"}"), InlineData("none", "", "", "", null)]
    public async Task Occasion_of_every_kind_of_date_is_added_at_the_desk_and_read_by_the_api(string kind, string day, string from, string to, string? date)
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        using var browser = await SignInAsync(host);

        var added = await browser.PostAsync("/admin/settings/occasion", "", Token,
            ("name", "Ngày của chúng ta"), ("kind", "Occasion"), ("date", kind), ("day", day), ("from", from), ("to", to), ("days", "2"), ("festive", "true"), ("evidence", "weak"), ("source", "Báo"));

        Assert.Equal((HttpStatusCode.Redirect, "/admin/settings/occasions"), (added.Status, added.To));
        var read = (await host.Admin.GetAsync("/api/v1/manage/occasions/ngay-cua-chung-ta", Token)).ExpectSuccess().Json;
        Assert.Equal(date ?? "null", (read.TryGetProperty("date", out var given) ? given.GetRawText() : "null").Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal(("Ngày của chúng ta", true, "weak"), (read.GetProperty("name").GetString(), read.GetProperty("festive").GetBoolean(), read.GetProperty("evidence").GetString()));
        Assert.Contains("occasion.put", (await host.Admin.GetAsync("/api/v1/manage/audit?limit=100", Token)).ExpectSuccess().Text, StringComparison.Ordinal);

        // the form shows what is stored: saved as it stands, nothing changes
        var form = await browser.GetAsync("/admin/settings/occasion/ngay-cua-chung-ta", Token);
        Assert.Contains("Không trình bày với người đọc như điều chắc chắn.", form.Text, StringComparison.Ordinal);
        Assert.Contains(kind, Markup.All(form.Text, "<option[^>]*selected=\"\"[^>]*value=\"(?<x>[^\"]+)\""));
    }

    [Fact]
    public async Task Wrong_occasion_is_told_at_its_fields_and_nothing_is_written()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        using var browser = await SignInAsync(host);

        var wrong = await browser.PostAsync("/admin/settings/occasion", "", Token, ("name", ""), ("key", "ngay"), ("kind", "Occasion"), ("date", "solar"), ("day", "04-07"), ("days", "x"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("“Tên ngày, dịp” không được để trống.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"f-date-error\">Ngày chưa đúng: viết ngày/tháng như 07/04", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"f-days-error\">Số ngày phải từ 1 đến 60.", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Admin.GetAsync("/api/v1/manage/occasions/ngay", Token)).Status);
    }

    [Fact]
    public async Task New_one_does_not_overwrite_one_of_the_same_key()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        (await host.Admin.PutAsync("/api/v1/manage/occasions/ngay", new { name = "Cũ", date = "04-07" }, Token)).ExpectSuccess();
        (await host.Admin.PutAsync("/api/v1/manage/campaigns/ngay", new { name = "Cũ", from = "2026-01-01", to = "2030-12-31" }, Token)).ExpectSuccess();
        (await host.Admin.PutAsync("/api/v1/manage/blackouts/ngay", new { name = "Cũ", from = "2027-04-01", to = "2027-04-02" }, Token)).ExpectSuccess();
        using var browser = await SignInAsync(host);

        foreach (var page in new[] { "occasion", "campaign", "blackout" })
        {
            var again = await browser.PostAsync($"/admin/settings/{page}", "", Token, ("name", "Mới"), ("key", "ngay"), ("kind", "Occasion"), ("date", "none"), ("from", "2027-05-01"), ("to", "2027-05-02"));
            Assert.Equal((page, HttpStatusCode.UnprocessableEntity), (page, again.Status));
            Assert.Contains("Khóa 'ngay' đã có", again.Text, StringComparison.Ordinal);
            Assert.Equal("Cũ", (await host.Admin.GetAsync($"/api/v1/manage/{page}s/ngay", Token)).ExpectSuccess().Json.GetProperty("name").GetString());
        }
    }

    [Theory]
    [InlineData(null, true), InlineData("", true), InlineData("weak", true), InlineData("UNVERIFIED-no-dates", true), InlineData("seed [U]", true), InlineData("source", false), InlineData("Quyết định số 1", false), InlineData("seed+source", false)]
    public void Unconfirmed_evidence_is_marked(string? evidence, bool doubtful) => Assert.Equal(doubtful, Evidence.IsDoubtful(evidence));

    [Fact]
    public async Task Doubtful_and_undated_occasions_are_found_by_their_filters()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        (await host.Admin.PutAsync("/api/v1/manage/occasions/chac", new { name = "Ngày chắc", date = "04-07", evidence = "Quyết định" }, Token)).ExpectSuccess();
        (await host.Admin.PutAsync("/api/v1/manage/occasions/ngo", new { name = "Ngày ngờ", date = "05-07", evidence = "weak" }, Token)).ExpectSuccess();
        (await host.Admin.PutAsync("/api/v1/manage/occasions/chua", new { name = "Ngày chưa", date = (string?)null, evidence = "Quyết định" }, Token)).ExpectSuccess();
        using var browser = await SignInAsync(host);

        var (doubtful, undated, all) = (await ListAsync("?only=doubtful"), await ListAsync("?only=undated"), await ListAsync(""));

        Assert.Equal(["Ngày ngờ"], doubtful);
        Assert.Equal(["Ngày chưa"], undated);
        Assert.Equal(["Ngày chắc", "Ngày ngờ", "Ngày chưa"], all);

        async Task<IReadOnlyList<string>> ListAsync(string query) =>
            Markup.Titles((await browser.GetAsync($"/admin/settings/occasions{query}", Token)).Text);
    }

    [Theory, OnEveryDatabase]
    public async Task Campaign_keeps_its_rows_and_errors_stand_at_theirs(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        (await host.Admin.PutAsync("/api/v1/manage/occasions/ngay", new { name = "Ngày", date = "04-07" }, Token)).ExpectSuccess();
        using var browser = await SignInAsync(host);
        (string, string)[] named = [("name", "Sức khỏe"), ("from", "2026-01-01"), ("to", "2030-12-31"), ("peaks[0].occasion", ""), ("peaks[0].leadDays", "7"), ("peaks[1].occasion", "ngay"), ("peaks[1].tailDays", "3")];

        var wrong = await browser.PostAsync("/admin/settings/campaign", "", Token, [.. named, ("peaks[1].leadDays", "500")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        // the empty row is left out, so the second is the first
        Assert.Contains("id=\"f-peaks-0--leadDays-error\"", wrong.Text, StringComparison.Ordinal);
        var unread = await browser.PostAsync("/admin/settings/campaign", "", Token, [.. named, ("peaks[1].leadDays", "bảy")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unread.Status);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/admin/settings/campaign", "", Token, [.. named, ("peaks[1].leadDays", "7"), ("peaks[1].note", "Giả định")])).Status);

        var peak = (await host.Admin.GetAsync("/api/v1/manage/peaks?year=2027", Token)).ExpectSuccess().Json.GetProperty("items")[0];
        Assert.Equal(("suc-khoe.ngay.2027", "2027-03-31", "2027-04-10", "Giả định"), (peak.GetProperty("id").GetString(), peak.GetProperty("from").GetString(), peak.GetProperty("to").GetString(), peak.GetProperty("note").GetString()));
        // taken out by choosing none
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/admin/settings/campaign/suc-khoe", "", Token, ("name", "Sức khỏe"), ("from", "2026-01-01"), ("to", "2030-12-31"), ("peaks[0].occasion", ""))).Status);
        Assert.Equal(0, (await host.Admin.GetAsync("/api/v1/manage/peaks?year=2027", Token)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());
    }

    [Theory, OnEveryDatabase]
    public async Task Blackout_names_the_armed_releases_it_would_hold_before_it_is_written(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (inside, outside) = (await host.ApprovedAsync(Token), await host.ApprovedAsync(Token));
        var id = await host.ArmedAsync(Seven, Token, new { id = inside.Id });
        await host.ArmedAsync(Seven.AddDays(9), Token, new { id = outside.Id });
        await host.ReleaseAsync(Seven, Token, new { id = outside.Id });
        using var browser = await SignInAsync(host);
        (string, string)[] form = [("name", "Quốc tang"), ("key", "tang"), ("from", "2027-04-06"), ("to", "2027-04-08")];

        var asked = await browser.PostAsync("/admin/settings/blackout", "", Token, form);

        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Contains("1 đợt phát đã chốt sẽ bị giữ nội dung. Chưa lưu gì.", asked.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"/admin/releases/{id}\"", asked.Text, StringComparison.Ordinal);
        Assert.Contains("giữ 1 trong 1 nội dung: “Tin thử", asked.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Admin.GetAsync("/api/v1/manage/blackouts/tang", Token)).Status);
        Assert.Equal("armed", (await host.ReadReleaseAsync(id, Token)).GetProperty("state").GetString());

        var reached = Markup.ValueOf(asked.Text, "reached")!;
        // what was agreed to has moved on since: asked again
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/admin/settings/blackout", "", Token, [.. form, ("reached", reached + "x")])).Status);
        var written = await browser.PostAsync("/admin/settings/blackout", "", Token, [.. form, ("reached", reached)]);
        Assert.Equal((HttpStatusCode.Redirect, "/admin/settings/blackouts"), (written.Status, written.To));
        Assert.Contains("Đã lưu “Quốc tang”: 1 nội dung vừa được giữ.", (await browser.GetAsync("/admin/settings/blackouts", Token)).Text, StringComparison.Ordinal);
        Assert.Contains("blackout.put", (await host.Admin.GetAsync("/api/v1/manage/audit?limit=100", Token)).ExpectSuccess().Text, StringComparison.Ordinal);

        var read = (await host.Admin.GetAsync("/api/v1/manage/blackouts/tang", Token)).ExpectSuccess().Json;
        Assert.Equal((new DateTimeOffset(2027, 4, 5, 17, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 4, 8, 17, 0, 0, TimeSpan.Zero)), (read.GetProperty("from").GetDateTimeOffset(), read.GetProperty("to").GetDateTimeOffset()));
        Assert.Equal("08/04/2027", Markup.ValueOf((await browser.GetAsync("/admin/settings/blackout/tang", Token)).Text, "to"));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/admin/settings/blackout/tang", "Lift", Token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Admin.GetAsync("/api/v1/manage/blackouts/tang", Token)).Status);
    }

    [Fact]
    public async Task Blackout_that_lets_everything_pass_or_ends_in_the_hour_before_asks_nothing()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await host.ArmedAsync(Seven, Token, new { id = (await host.ApprovedAsync(Token)).Id });
        using var browser = await SignInAsync(host);

        var passing = await browser.PostAsync("/admin/settings/blackout", "", Token, ("name", "Một"), ("key", "mot"), ("from", "2027-04-06"), ("to", "2027-04-08"), ("types", "Article"));
        var before = await browser.PostAsync("/admin/settings/blackout", "", Token, ("name", "Hai"), ("key", "hai"), ("from", "2027-04-06"), ("to", "2027-04-07"), ("toTime", "06:30"));
        var wrong = await browser.PostAsync("/admin/settings/blackout", "", Token, ("name", "Ba"), ("key", "ba"), ("from", "2027-04-08"), ("to", "2027-04-07"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (passing.Status, before.Status, wrong.Status));
        Assert.Contains("id=\"f-to-error\"", wrong.Text, StringComparison.Ordinal);
        var read = (await host.Admin.GetAsync("/api/v1/manage/blackouts/hai", Token)).ExpectSuccess().Json;
        Assert.Equal(new DateTimeOffset(2027, 4, 6, 23, 30, 0, TimeSpan.Zero), read.GetProperty("to").GetDateTimeOffset());
    }

    [Fact]
    public async Task Who_may_not_publish_reads_the_lists_and_opens_no_form()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        (await host.Admin.PutAsync("/api/v1/manage/occasions/ngay", new { name = "Ngày", date = "04-07" }, Token)).ExpectSuccess();
        Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync("Reader", "Reader", [Scopes.Preview], Token))).Succeeded);
        using var browser = await SignInAsync(host, "Reader");

        foreach (var part in new[] { "occasion", "campaign", "blackout" })
        {
            var list = await browser.GetAsync($"/admin/settings/{part}s", Token);
            Assert.Equal((part, HttpStatusCode.OK), (part, list.Status));
            Assert.DoesNotContain($"/admin/settings/{part}\"", list.Text, StringComparison.Ordinal);
            Assert.DoesNotContain($"/admin/settings/{part}/", list.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"/admin/settings/{part}", Token)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"/admin/settings/{part}/ngay", "", Token, ("name", "x"))).Status);
        }

        Assert.Equal("Ngày", (await host.Admin.GetAsync("/api/v1/manage/occasions/ngay", Token)).ExpectSuccess().Json.GetProperty("name").GetString());
    }

    private static async Task<DeskBrowser> SignInAsync(CmsHost host, string? role = null)
    {
        var browser = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("lan", await DeskBrowser.MakeAsync(host, "lan", role ?? CreateAccount.AdministratorRole), Token)).Status);
        return browser;
    }
}
