using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Nq72.Cms.Accounts;
using Nq72.Cms.Coverage;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Coverage;

/// <summary>The screen: every figure leads to exactly what it counts, and so does everything that is overdue.</summary>
public sealed partial class CoverageScreenTests
{
    private static readonly DateTimeOffset NextMonday = new(2027, 3, 7, 17, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Every_figure_leads_to_exactly_the_items_that_it_counts(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await CoverageTableTests.PutPeakAsync(host, "03-10");
        await CoverageTableTests.SettingsAsync(host, new());
        await CoverageTableTests.AddTermAsync(host, "audience", "nguoi-cao-tuoi", "Người cao tuổi");
        string[] both = ["hoc-sinh", "nguoi-cao-tuoi"];
        var (moved, retracted, trashed, twice) = (await NewAsync("tin"), await NewAsync("tin"), await NewAsync("bai"), await NewAsync("tin", ("audience", both), ("campaign", "suc-khoe")));
        await PublishAsync(moved, new { });
        await PublishAsync(retracted, new { });
        await PublishAsync(await NewAsync(null), new { });
        await PublishAsync(twice, new { until = host.Now.AddMinutes(5) });
        await PublishAsync(trashed, new { until = host.Now.AddMinutes(5) });
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.Admin.RetractAsync(retracted, "Sai nguồn.", Token);
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(trashed), null, Token)).ExpectSuccess();
        // what a draft says now is not what appeared
        (await host.Admin.PutAsync(Items.Manage(moved), new { genre = "bai" }, Token, ("If-Match", "*"))).ExpectSuccess();
        await PublishAsync(twice, new { from = NextMonday.AddDays(2) });
        await PublishAsync((await host.ApprovedTranslationAsync(moved, Token)).Id, new { from = NextMonday });
        await host.ArmedAsync(NextMonday.AddDays(1), Token, new { id = await NewAsync("bai", ("audience", both)) });
        await host.ReleaseAsync(NextMonday.AddDays(1), Token, new { id = await NewAsync("bai", ("campaign", "suc-khoe")) }, new { id = await NewAsync(null) });
        // neither planned nor out
        await NewAsync("tin");
        using var browser = await SignInAsync(host);

        var followed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var narrowed in new[] { "", "&campaign=suc-khoe", "&lang=en", "&type=Article", "&at=2027-03-09T09:00", "&at=2027-03-01T07:05" })
        {
            foreach (var by in Enum.GetNames<CoverageBy>())
            {
                var page = await browser.GetAsync($"/admin/coverage?by={by.ToLowerInvariant()}&from=2027-03-01&to=2027-03-14{narrowed}", Token);
                Assert.Equal(HttpStatusCode.OK, page.Status);
                foreach (var link in (await new HtmlParser().ParseDocumentAsync(page.Text, Token)).QuerySelectorAll("a.cov-mark"))
                {
                    var (address, number) = (link.GetAttribute("href")!, int.Parse(Number().Match(link.TextContent).Value, CultureInfo.InvariantCulture));
                    if (!followed.Add(address))
                        continue;
                    var list = await browser.GetAsync(address, Token);
                    Assert.Equal((address, HttpStatusCode.OK, number), (address, list.Status, (await new HtmlParser().ParseDocumentAsync(list.Text, Token)).QuerySelectorAll("#items tbody tr").Length));
                }
            }
        }

        // published, planned, drafted, retracted; in cells and in totals
        Assert.InRange(followed.Count, 80, 400);
        Assert.All(new[] { "published", "planned", "drafted", "retracted", "without=genre", "lang=en", "campaign=suc-khoe", "at=" }, part => Assert.Contains(followed, address => address.Contains(part, StringComparison.Ordinal)));

        Task<string> NewAsync(string? genre, params (string Name, object Value)[] further) => CoverageTableTests.NewAsync(host, genre, further);
        Task PublishAsync(string id, object request) => CoverageTableTests.PublishAsync(host, id, request);
    }

    [Fact]
    public async Task Gap_is_said_in_words_and_only_where_something_is_expected()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await CoverageTableTests.SettingsAsync(host, new() { Targets = [new("genre", "tin", 2)] });
        await CoverageTableTests.PublishAsync(host, await CoverageTableTests.NewAsync(host, "tin"), new { });
        using var browser = await SignInAsync(host);

        var page = await new HtmlParser().ParseDocumentAsync((await browser.GetAsync("/admin/coverage?by=genre&from=2027-03-01&to=2027-03-14", Token)).Text, Token);

        Assert.Equal(["Bài — — —", "Tin Chỉ tiêu 2/tuần 1 đã đăng Thiếu 1 Trống 1 đã đăng Thiếu 3", "Tổng 1 đã đăng Thiếu 1 Thiếu 2 1 đã đăng Thiếu 3"],
            page.QuerySelectorAll("table.cov tbody tr").Select(row => Blank().Replace(row.TextContent, " ").Trim()));
        Assert.Equal(["Tuần 9 01/03–07/03 2027 tuần này", "Tuần 10 08/03–14/03 2027"], page.QuerySelectorAll("table.cov thead th").Skip(1).SkipLast(1).Select(head => Blank().Replace(head.TextContent.Replace("tuần này", " tuần này", StringComparison.Ordinal).Replace("Tuần 9", "Tuần 9 ", StringComparison.Ordinal).Replace("Tuần 10", "Tuần 10 ", StringComparison.Ordinal).Replace("2027", " 2027", StringComparison.Ordinal), " ").Trim()));
    }

    [Fact]
    public async Task Address_that_makes_no_table_says_so_and_shows_the_usual_one()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        using var browser = await SignInAsync(host);

        var long_ = await browser.GetAsync("/admin/coverage?by=genre&from=2020-01-01&to=2027-01-01", Token);
        var file = await browser.GetAsync("/admin/coverage?by=khong&handler=File", Token);

        Assert.Equal((HttpStatusCode.BadRequest, true, true), (long_.Status, long_.Text.Contains("nhiều nhất 53 tuần", StringComparison.Ordinal), long_.Text.Contains("value=\"01/02/2027\"", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (file.Status, file.Text.Contains("unknownRows", StringComparison.Ordinal) || file.Text.Contains("Không chia được theo 'khong'", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Spans_of_peaks_and_years_are_offered()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await CoverageTableTests.PutPeakAsync(host, "03-10");
        using var browser = await SignInAsync(host);

        var page = await browser.GetAsync("/admin/coverage?by=genre", Token);

        Assert.Contains("by=genre&from=2027-03-09&to=2027-03-11", page.Text, StringComparison.Ordinal);
        Assert.Contains("by=genre&from=2027-01-04&to=2028-01-02", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin/coverage?by=genre&from=2026-12-28&to=2028-01-02", Token)).Status);
    }

    [Fact]
    public async Task File_holds_the_table_and_no_formula()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await CoverageTableTests.SettingsAsync(host, new() { Targets = [new("genre", "tin", 2)] });
        await CoverageTableTests.AddTermAsync(host, "genre", "x", "=1+1, \"trích\"");
        await CoverageTableTests.PublishAsync(host, await CoverageTableTests.NewAsync(host, "tin"), new { });
        await CoverageTableTests.PublishAsync(host, await CoverageTableTests.NewAsync(host, null), new { from = NextMonday });
        using var browser = await SignInAsync(host);

        var file = await browser.GetAsync("/admin/coverage?by=genre&from=2027-03-01&to=2027-03-14&handler=File", Token);

        Assert.Equal(
            """"
            Mã,Thể loại,Chỉ tiêu mỗi tuần,01/03/2027–07/03/2027 đã đăng,01/03/2027–07/03/2027 dự kiến,08/03/2027–14/03/2027 đã đăng,08/03/2027–14/03/2027 dự kiến,Tổng đã đăng,Tổng dự kiến,Còn thiếu
            bai,Bài,,0,0,0,0,0,0,0
            tin,Tin,2,1,0,0,0,1,0,3
            x,"'=1+1, ""trích""",,0,0,0,0,0,0,0
            ,Chưa ghi,,0,0,0,1,0,1,0
            ,Tổng,,1,0,0,1,1,1,3

            """".ReplaceLineEndings("\r\n"), file.Text);
    }

    [Theory, OnEveryDatabase]
    public async Task Overdue_names_what_is_late_by_the_instant_and_where_it_is_solved(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await CoverageTableTests.PutPeakAsync(host, "04-07");
        await CoverageTableTests.SettingsAsync(host, new() { ApprovedAhead = 3, WaitsAtMost = 2 });
        var (draft, waiting, approved, source) = (await host.DraftAsync(Token), await host.DraftAsync(Token), await host.ApprovedAsync(Token), await host.ApprovedAsync(Token));
        await host.Admin.SubmitAsync(waiting.Id, Token);
        var translation = await host.ApprovedTranslationAsync(source.Id, Token);
        var elsewhere = await host.ApprovedAsync(Token);
        var unwanted = await host.ApprovedTranslationAsync(elsewhere.Id, Token);
        await CoverageTableTests.PublishAsync(host, source.Id, new { from = new DateTimeOffset(2027, 4, 7, 0, 0, 0, TimeSpan.Zero) });
        await CoverageTableTests.PublishAsync(host, elsewhere.Id, new { from = new DateTimeOffset(2027, 4, 12, 0, 0, 0, TimeSpan.Zero) });
        await host.NextDraftAsync(elsewhere.Id, Token);
        var begun = host.Now;
        var near = await host.ReleaseAsync(begun.AddDays(3).AddHours(1), Token, new { id = draft.Id }, new { id = waiting.Id }, new { id = approved.Id });
        var past = await host.ReleaseAsync(begun.AddMinutes(30), Token, new { id = approved.Id });
        await host.ReleaseAsync(begun.AddDays(30), Token, new { id = draft.Id });

        Assert.Equal("", await ShowAsync());
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal($"NotArmed {past}", await ShowAsync());
        // less than three days to go
        host.Clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal($"NotArmed {past}; NotApproved {draft.Id} author; NotApproved {waiting.Id} approver", await ShowAsync());
        await host.NextDraftAsync(source.Id, Token);
        Assert.Equal($"NotArmed {past}; NotApproved {draft.Id} author; NotApproved {waiting.Id} approver; TranslationBehind {translation.Id} author", await ShowAsync());
        host.Clock.Advance(begun.AddDays(2) - host.Now);
        Assert.DoesNotContain("Waiting", await ShowAsync(), StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.EndsWith($"Waiting {waiting.Id} approver", await ShowAsync(), StringComparison.Ordinal);

        using var browser = await SignInAsync(host);
        var page = await browser.GetAsync("/admin/coverage", Token);
        foreach (var href in new[] { $"/admin/releases/{past}", $"/admin/items/{draft.Id}", $"/admin/items/{waiting.Id}/review", $"/admin/items/{translation.Id}" })
        {
            Assert.Contains($"href=\"{href}\"", page.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(href, Token)).Status);
        }

        Assert.DoesNotContain(unwanted.Id, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"late\"", (await browser.GetAsync("/admin/coverage?at=2027-04-01T07:00", Token)).Text, StringComparison.Ordinal);
        // solved, it is gone
        await host.Admin.ApproveAsync(waiting.Id, 1, Token);
        (await host.OfReleaseAsync(past, "cancel", Token, new { reason = "Thôi" })).ExpectSuccess();
        (await host.OfReleaseAsync(near, "cancel", Token, new { reason = "Thôi" })).ExpectSuccess();
        Assert.Equal($"TranslationBehind {translation.Id} author", await ShowAsync());

        async Task<string> ShowAsync() => string.Join("; ", (await host.RunAsync<OverdueReader, Overdue>(reader => reader.ReadAsync(Token))).Things
            .Select(thing => $"{thing.Kind} {thing.Id}{(thing.IsSubmitted ? " approver" : thing.Person is null ? "" : " author")}"));
    }

    [Theory, OnEveryDatabase]
    public async Task Questions_about_what_is_overdue_do_not_grow(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await CoverageTableTests.PutPeakAsync(host, "03-10");
        await FillAsync(1);
        await ReadAsync();
        var few = await CountedCommands.OfAsync(ReadAsync);
        await FillAsync(5);

        Assert.InRange(few, 5, 14);
        Assert.Equal(few, await CountedCommands.OfAsync(ReadAsync));

        Task ReadAsync() => host.RunAsync<OverdueReader, Overdue>(reader => reader.ReadAsync(Token));

        async Task FillAsync(int count)
        {
            for (var number = 0; number < count; number++)
            {
                await host.ReleaseAsync(host.Now.AddHours(1), Token, new { id = (await host.DraftAsync(Token)).Id });
                await host.ReleaseAsync(NextMonday.AddDays(1), Token, new { id = (await host.ApprovedAsync(Token)).Id });
            }
        }
    }

    private static async Task<DeskBrowser> SignInAsync(CmsHost host)
    {
        var browser = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("lan", await DeskBrowser.MakeAsync(host, "lan", CreateAccount.AdministratorRole), Token)).Status);
        return browser;
    }

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Blank();
}
