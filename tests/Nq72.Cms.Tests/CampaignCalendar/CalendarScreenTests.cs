using System.Net;
using Nq72.Cms.Accounts;
using Nq72.Cms.CampaignCalendar;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.CampaignCalendar;

/// <summary>The desk's calendar: what stands in it, what gets in each other's way, and the moving of releases.</summary>
public sealed class CalendarScreenTests
{
    private const string April = "/admin/calendar?view=month&day=2027-04-07";
    private static readonly DateTimeOffset Seven = new(2027, 4, 7, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Month_shows_every_kind_on_its_day(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutPeakAsync(host);
        (await host.Admin.PutAsync("/api/v1/manage/blackouts/tang", new { name = "Quốc tang", from = "2027-04-20", to = "2027-04-21" }, Token)).ExpectSuccess();
        var item = await host.ApprovedAsync(Token);
        await host.ReleaseAsync(Seven, Token, new { id = item.Id });
        var alone = await host.ApprovedAsync(Token);
        await PublishAsync(host, alone.Id, new { from = Seven.AddDays(1), until = Seven.AddDays(2) });

        var days = await ReadAsync(host);

        Assert.Equal(
            ["Peak ngay 31/03-10/04", "Occasion ngay 07/04-07/04", "Release Đợt phát 07/04-07/04", "Item alone 08/04-08/04", "Expiry alone 09/04-09/04", "Blackout Quốc tang 20/04-21/04"],
            days.Entries.Select(entry => $"{entry.Kind} {(entry.Id == alone.Id ? "alone" : entry.Id.StartsWith("ngay", StringComparison.Ordinal) || entry.Kind == CalendarKind.Peak ? "ngay" : entry.Name)} {entry.From:dd/MM}-{entry.To:dd/MM}"));
        using var browser = await SignInAsync(host);
        var page = await browser.GetAsync(April, Token);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Lịch tháng 4/2027", page.Text, StringComparison.Ordinal);
        // 7 April 2027 is the first day of the third lunar month
        Assert.Matches("(?s)data-day=\"2027-04-07\".*?is-moon\"[^<]*<span class=\"unseen\">Âm lịch </span>1/3<", page.Text);
        foreach (var view in new[] { "year", "list" })
            Assert.Contains("Ngày Sức khỏe", (await browser.GetAsync($"/admin/calendar?view={view}&day=2027-04-07", Token)).Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Filters_stand_in_the_address_and_narrow(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutPeakAsync(host);
        var (source, other) = (await host.ApprovedAsync(Token), await host.ApprovedAsync(Token));
        var english = await host.ApprovedTranslationAsync(source.Id, Token);
        await host.ReleaseAsync(Seven, Token, new { id = english.Id });
        await host.ReleaseAsync(Seven.AddHours(1), Token, new { id = other.Id });

        Assert.Equal(2, (await ReadAsync(host, new([CalendarKind.Release], null))).Entries.Count);
        Assert.Equal(Seven, Assert.Single((await ReadAsync(host, new([CalendarKind.Release], "en"))).Entries).At);
        Assert.Equal([CalendarKind.Occasion], (await ReadAsync(host, new([CalendarKind.Occasion], null))).Entries.Select(entry => entry.Kind).Distinct());
        using var browser = await SignInAsync(host);
        var page = await browser.GetAsync(April + "&kind=release&lang=en", Token);
        Assert.Contains("view=year&day=2027-04-07&kind=release&lang=en", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ngày Sức khỏe", page.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task End_is_none_where_the_next_interval_begins_at_once_or_it_was_taken_back(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (corrected, retracted, ends) = (await host.PublishedAsync(Token), await host.PublishedAsync(Token), await host.PublishedAsync(Token, until: Seven));
        var version = await host.NextApprovedAsync(corrected.Id, Token);
        await PublishAsync(host, corrected.Id, new { version, from = Seven, correction = "Sửa số liệu." });
        host.Clock.Advance(TimeSpan.FromDays(32));
        await host.Admin.RetractAsync(retracted.Id, "Sai nguồn.", Token);

        var entries = (await ReadAsync(host)).Entries;

        Assert.Equal([ends.Id], entries.Where(entry => entry.Kind == CalendarKind.Expiry).Select(entry => entry.Id));
        Assert.Equal([(corrected.Id, true)], entries.Where(entry => entry.Kind == CalendarKind.Item).Select(entry => (entry.Id, entry.IsCorrection)));
    }

    [Theory, OnEveryDatabase]
    public async Task Conflicts_are_those_that_preflight_and_scheduler_know(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutPeakAsync(host);
        var (one, two, three, alone) = (await host.ApprovedAsync(Token), await host.ApprovedAsync(Token), await host.ApprovedAsync(Token), await host.ApprovedAsync(Token));
        await host.ReleaseAsync(Seven, Token, new { id = one.Id });
        await host.ReleaseAsync(Seven, Token, new { id = two.Id });
        await host.ReleaseAsync(Seven.AddDays(13), Token, new { id = three.Id });
        await PublishAsync(host, alone.Id, new { from = Seven.AddDays(13) });
        await host.ReleaseAsync(CmsTemplate.Start.AddDays(29), Token);
        (await host.Admin.PutAsync("/api/v1/manage/blackouts/tang", new { name = "Quốc tang", from = "2027-04-20", to = "2027-04-21" }, Token)).ExpectSuccess();
        host.Clock.Advance(TimeSpan.FromDays(30));

        var entries = (await ReadAsync(host)).Entries.Where(entry => entry.Conflicts.Count > 0).Select(entry => $"{entry.From:dd/MM} {entry.Kind}: {string.Join(", ", entry.Conflicts.Select(conflict => conflict.TextKey[18..]))}");

        Assert.Equal(["30/03 Release: late", "07/04 Release: sameInstant", "07/04 Release: sameInstant", "20/04 Release: blackout", "20/04 Item: itemBlackout"], entries);
    }

    [Theory, OnEveryDatabase]
    public async Task Block_that_came_after_the_arming_is_named_with_the_peak_it_falls_into(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutPeakAsync(host);
        (await host.Admin.PutAsync("/api/v1/manage/channels/bao", new { format = "ninjs", transport = "pull", destinations = Array.Empty<object>() }, Token)).ExpectSuccess();
        var item = await host.ApprovedAsync(Token);
        await host.ArmedAsync(Seven, Token, new { id = item.Id, channels = new[] { "bao" } });
        (await host.Admin.PutAsync("/api/v1/manage/channels/bao", new { format = "ninjs", transport = "webhook", destinations = new[] { new { key = "chinh" } } }, Token)).ExpectSuccess();
        host.Clock.Advance(Seven.AddHours(-23) - host.Now);
        Assert.Equal(1, await host.RunAsync<RunDuePreflights, int>(due => due.ExecuteAsync(Token)));

        var conflict = Assert.Single((await ReadAsync(host)).Entries.Single(entry => entry.Kind == CalendarKind.Release).Conflicts);

        Assert.Equal(("calendar.conflict.blockInPeak", "channelNotConfigured"), (conflict.TextKey, conflict.Finding?.Code));
    }

    [Theory, OnEveryDatabase(false), OnEveryDatabase(true)]
    public async Task Moving_keeps_the_time_of_day(DatabaseProvider provider, bool armed)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var item = await host.ApprovedAsync(Token);
        var at = Seven.AddMinutes(30);
        var id = armed ? await host.ArmedAsync(at, Token, new { id = item.Id }) : await host.ReleaseAsync(at, Token, new { id = item.Id });
        using var browser = await SignInAsync(host);

        var moved = await browser.PostAsync(April + "&kind=release&handler=Move", "", Token, ("id", id), ("to", "2027-04-09"));

        Assert.Equal((HttpStatusCode.Redirect, "/admin/calendar?view=month&day=2027-04-07&kind=release"), (moved.Status, moved.To));
        Assert.Contains("Đã dời “Đợt phát” sang 09/04/2027 07:30.", (await browser.GetAsync(April, Token)).Text, StringComparison.Ordinal);
        var release = await host.ReadReleaseAsync(id, Token);
        Assert.Equal((armed ? "armed" : "draft", at.AddDays(2)), (release.GetProperty("state").GetString(), release.GetProperty("at").GetDateTimeOffset()));
        Assert.Equal(armed ? "v1 172800.." : "", await host.TimelineAsync(item.Id, at, Token));
        var log = (await host.Admin.GetAsync("/api/v1/manage/audit?limit=20", Token)).ExpectSuccess().Text;
        Assert.Contains(armed ? "release.reschedule" : "release.update", log, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Move_that_the_release_room_would_refuse_is_refused_and_says_why(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (item, draft) = (await host.ApprovedAsync(Token), await host.ApprovedAsync(Token));
        var id = await host.ArmedAsync(Seven, Token, new { id = item.Id });
        var draftId = await host.ReleaseAsync(Seven, Token, new { id = draft.Id, until = Seven.AddDays(1) });
        (await host.Admin.PutAsync("/api/v1/manage/blackouts/tang", new { name = "Quốc tang", from = "2027-04-20", to = "2027-04-21" }, Token)).ExpectSuccess();
        var password = await DeskBrowser.MakeAsync(host, "duy", CreateAccount.AdministratorRole);
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync("duy", password, Token);

        var covered = await MoveAsync(id, "2027-04-20");
        var past = await MoveAsync(id, "2027-01-05");
        var none = await MoveAsync(id, "");
        var beyondEnd = await MoveAsync(draftId, "2027-04-10");
        host.Clock.Advance(Seven.AddMinutes(-1) - host.Now);
        await browser.SignInAsync("duy", password, Token);
        host.Clock.Advance(Seven.AddMilliseconds(-400) - host.Now);
        var late = await MoveAsync(id, "2027-04-09");

        Assert.Equal((HttpStatusCode.Conflict, true), (covered.Status, covered.Text.Contains("preflight", StringComparison.Ordinal)));
        Assert.Contains("Quốc tang", covered.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (past.Status, past.Text.Contains("Giờ phát đã qua.", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (none.Status, none.Text.Contains("Chọn ngày phát mới.", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (beyondEnd.Status, beyondEnd.Text.Contains("Có nội dung hết hạn trước giờ phát mới.", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.Conflict, true), (late.Status, late.Text.Contains("tooLate", StringComparison.Ordinal)));
        Assert.Equal(Seven, (await host.ReadReleaseAsync(id, Token)).GetProperty("at").GetDateTimeOffset());
        Assert.Equal(Seven, (await host.ReadReleaseAsync(draftId, Token)).GetProperty("at").GetDateTimeOffset());

        Task<(HttpStatusCode Status, string Text, string? To)> MoveAsync(string release, string to) => browser.PostAsync(April + "&handler=Move", "", Token, ("id", release), ("to", to));
    }

    [Fact]
    public async Task Who_may_not_publish_sees_no_form_and_is_refused()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var id = await host.ReleaseAsync(Seven, Token);
        Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync("Reader", "Reader", [Scopes.Preview], Token))).Succeeded);
        using var browser = await SignInAsync(host, "Reader");

        Assert.DoesNotContain("cal-move", (await browser.GetAsync(April, Token)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(April + "&handler=Move", "", Token, ("id", id), ("to", "2027-04-09"))).Status);
        Assert.Equal(Seven, (await host.ReadReleaseAsync(id, Token)).GetProperty("at").GetDateTimeOffset());
    }

    [Theory, OnEveryDatabase]
    public async Task Questions_to_the_database_do_not_grow_with_what_is_shown(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        (await host.Admin.PutAsync("/api/v1/manage/blackouts/tang", new { name = "Quốc tang", from = "2027-04-01", to = "2027-04-30" }, Token)).ExpectSuccess();
        await FillAsync(1);
        await ReadAsync(host);
        var few = await CountedCommands.OfAsync(() => ReadAsync(host));
        await FillAsync(6);
        var many = await CountedCommands.OfAsync(() => ReadAsync(host));

        Assert.InRange(few, 8, 25);
        Assert.Equal(few, many);

        async Task FillAsync(int count)
        {
            for (var number = 0; number < count; number++)
            {
                var (item, alone) = (await host.ApprovedAsync(Token), await host.ApprovedAsync(Token));
                await host.ReleaseAsync(Seven.AddHours(number), Token, new { id = item.Id });
                await PublishAsync(host, alone.Id, new { from = Seven.AddDays(1), until = Seven.AddDays(2) });
            }
        }
    }

    [Fact]
    public async Task File_holds_the_releases_and_the_address_is_the_public_one()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await host.ReleaseAsync(Seven, Token);
        using var browser = await SignInAsync(host);

        Assert.Contains("SUMMARY:Đợt phát", (await browser.GetAsync("/admin/calendar?handler=File", Token)).Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{CmsHost.PublicUrl}/api/v1/calendar.ics\"", (await browser.GetAsync(April, Token)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("SUMMARY:Đợt phát", (await host.Public.GetAsync("/api/v1/calendar.ics", Token)).ExpectSuccess().Text, StringComparison.Ordinal);
    }

    private static Task<CalendarDays> ReadAsync(CmsHost host, CalendarFilter? filter = null) =>
        host.RunAsync<CalendarReader, CalendarDays>(reader => reader.ReadAsync(new(2027, 3, 29), new(2027, 5, 2), filter ?? new([], null), Token));

    private static async Task PublishAsync(CmsHost host, string id, object request) => (await host.TryPublishAsync(id, request, Token)).ExpectSuccess();

    private static async Task PutPeakAsync(CmsHost host)
    {
        (await host.Admin.PutAsync("/api/v1/manage/occasions/ngay-suc-khoe", new { name = "Ngày Sức khỏe", date = "04-07", evidence = "Quyết định" }, Token)).ExpectSuccess();
        (await host.Admin.PutAsync("/api/v1/manage/campaigns/suc-khoe",
            new { name = "Chiến dịch", purpose = "Vì sức khỏe", from = "2026-01-01", to = "2030-12-31", peaks = new[] { new { occasion = "ngay-suc-khoe", leadDays = 7, tailDays = 3 } } }, Token)).ExpectSuccess();
    }

    private static async Task<DeskBrowser> SignInAsync(CmsHost host, string? role = null)
    {
        var browser = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("lan", await DeskBrowser.MakeAsync(host, "lan", role ?? CreateAccount.AdministratorRole), Token)).Status);
        return browser;
    }
}
