using System.Globalization;
using System.Net;
using Nq72.Cms.Coverage;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Taxonomies;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Coverage;

/// <summary>What appears by week and row: counted once, in the right week, and nothing that was taken back.</summary>
public sealed class CoverageTableTests
{
    // Monday of the week in which the tests begin, 07:00 in Lạng Sơn
    private static readonly DateTimeOffset Start = CmsTemplate.Start;
    private static readonly DateTimeOffset NextMonday = new(2027, 3, 7, 17, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Item_counts_in_the_week_in_which_it_first_appears(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var corrected = await NewAsync(host, "tin");
        await PublishAsync(host, corrected, new { until = NextMonday.AddDays(9) });
        await PublishAsync(host, corrected, new { version = await host.NextApprovedAsync(corrected, Token), from = NextMonday.AddDays(1), until = NextMonday.AddDays(9), correction = "Sửa số liệu." });
        // after a gap it appears anew
        await PublishAsync(host, corrected, new { from = NextMonday.AddDays(15) });

        Assert.Equal("tin: 09 1/0, 12 0/1 = 1/1", Show(await ReadAsync(host, CoverageBy.Genre)));
        host.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal("tin: 09 1/0, 12 1/0 = 1/0", Show(await ReadAsync(host, CoverageBy.Genre, from: new(2027, 3, 1))));
    }

    [Theory, OnEveryDatabase]
    public async Task Week_begins_on_Monday_where_the_installation_is(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PublishAsync(host, await NewAsync(host, "tin"), new { from = NextMonday.AddMicroseconds(-1) });
        await PublishAsync(host, await NewAsync(host, "tin"), new { from = NextMonday });
        await PublishAsync(host, await NewAsync(host, "tin"), new { from = NextMonday.AddDays(7).AddMicroseconds(-1) });

        Assert.Equal("tin: 09 0/1, 10 0/2 = 0/3", Show(await ReadAsync(host, CoverageBy.Genre)));
        // the first and the last week hold their whole days and no more
        Assert.Equal("tin: 10 0/2 = 0/2", Show(await ReadAsync(host, CoverageBy.Genre, new(2027, 3, 8), new(2027, 3, 14))));
        Assert.Equal("tin: 09 0/1 = 0/1", Show(await ReadAsync(host, CoverageBy.Genre, new(2027, 3, 1), new(2027, 3, 7))));
    }

    [Theory, OnEveryDatabase]
    public async Task Planned_is_what_stands_on_the_timeline_or_in_a_release_that_is_not_armed(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (armed, drafted, hidden, cancelled, visible, ends) =
            (await NewAsync(host, "tin"), await NewAsync(host, "tin"), await NewAsync(host, "tin"), await NewAsync(host, "tin"), await NewAsync(host, "tin"), await NewAsync(host, "tin"));
        await PublishAsync(host, visible, new { });
        await PublishAsync(host, ends, new { until = NextMonday.AddHours(1) });
        await host.ArmedAsync(NextMonday.AddHours(1), Token, new { id = armed });
        (await host.Admin.PutAsync("/api/v1/manage/channels/bao", new { format = "ninjs", transport = "pull", destinations = Array.Empty<object>() }, Token)).ExpectSuccess();
        // what goes on is no new appearance, what comes after an end is one
        await host.ReleaseAsync(NextMonday.AddHours(2), Token, new { id = drafted }, new { id = hidden, @public = false, channels = new[] { "bao" } }, new { id = visible }, new { id = ends });
        (await host.OfReleaseAsync(await host.ReleaseAsync(NextMonday.AddHours(3), Token, new { id = cancelled }), "cancel", Token, new { reason = "Thôi" })).ExpectSuccess();

        var next = (await ReadAsync(host, CoverageBy.Genre)).Rows.Single(row => row.Key == "tin").Cells[5];

        Assert.Equal(new CoverageCell(0, 3, 2, 0, 0), next);
        host.Clock.Advance(NextMonday.AddHours(2) - host.Now);
        Assert.Equal(new CoverageCell(1, 0, 0, 0, 0), (await ReadAsync(host, CoverageBy.Genre, new(2027, 3, 8))).Rows.Single(row => row.Key == "tin").Cells[0]);
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_taken_back_covers_nothing_and_is_told_apart(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutPeakAsync(host, "03-03");
        var (retracted, planned) = (await NewAsync(host, "tin"), await NewAsync(host, "bai"));
        await PublishAsync(host, retracted, new { });
        await PublishAsync(host, planned, new { from = Start.AddDays(1) });
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.Admin.RetractAsync(retracted, "Sai nguồn.", Token);
        (await host.TryUnpublishAsync(planned, new { }, Token)).ExpectSuccess();

        var table = await ReadAsync(host, CoverageBy.Genre);

        Assert.Equal(new CoverageCell(0, 0, 0, 1, 1), table.Rows.Single(row => row.Key == "tin").Cells[4]);
        // what was withdrawn before it appeared was never taken back
        Assert.Equal(new CoverageCell(0, 0, 0, 0, 1), table.Rows.Single(row => row.Key == "bai").Cells[4]);
        Assert.Equal(new CoverageCell(0, 0, 0, 1, 2), table.Totals[4]);
    }

    [Theory, OnEveryDatabase]
    public async Task Item_with_several_terms_counts_in_each_row_and_once_below(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await AddTermAsync(host, "audience", "nguoi-cao-tuoi", "Người cao tuổi");
        await PublishAsync(host, await NewAsync(host, "tin", ("audience", (string[])["hoc-sinh", "nguoi-cao-tuoi"])), new { });
        await PublishAsync(host, await NewAsync(host, null, ("audience", (string[])["hoc-sinh"])), new { });
        await PublishAsync(host, await NewAsync(host, null), new { });

        var table = await ReadAsync(host, CoverageBy.Audience);

        Assert.Equal(["hoc-sinh 2", "nguoi-cao-tuoi 1", " 1"], table.Rows.Select(row => $"{row.Key} {row.Cells[4].Published}"));
        Assert.Equal((3, 3), (table.Totals[4].Published, table.Total.Published));
        Assert.Equal(["bai 0", "tin 1", " 2"], (await ReadAsync(host, CoverageBy.Genre)).Rows.Select(row => $"{row.Key} {row.Cells[4].Published}"));
    }

    [Theory, OnEveryDatabase]
    public async Task Terms_are_those_of_the_version_that_readers_see(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var id = await NewAsync(host, "tin");
        await PublishAsync(host, id, new { });
        (await host.Admin.PutAsync(Items.Manage(id), new { genre = "bai" }, Token, ("If-Match", "*"))).ExpectSuccess();
        Assert.Equal("tin: 09 1/0 = 1/0", Show(await ReadAsync(host, CoverageBy.Genre)));

        await host.Admin.SubmitAsync(id, Token);
        await host.Admin.ApproveAsync(id, 2, Token);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await PublishAsync(host, id, new { version = 2 });

        Assert.Equal("bai: 09 1/0 = 1/0", Show(await ReadAsync(host, CoverageBy.Genre)));
    }

    [Theory, OnEveryDatabase]
    public async Task Filters_narrow_and_rows_by_type_and_language_are_the_items_own(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutPeakAsync(host, "03-03");
        await SettingsAsync(host, new());
        var source = await NewAsync(host, "tin", ("campaign", "suc-khoe"));
        await PublishAsync(host, source, new { });
        await PublishAsync(host, (await host.ApprovedTranslationAsync(source, Token)).Id, new { });
        var slogan = await host.Admin.CreatePublishedAsync("Slogan", Items.Title(), Token);

        Assert.Equal("Article: 09 2/0 = 2/0; Slogan: 09 1/0 = 1/0", Show(await ReadAsync(host, CoverageBy.Type)));
        Assert.Equal("vi: 09 2/0 = 2/0; en: 09 1/0 = 1/0", Show(await ReadAsync(host, CoverageBy.Language)));
        Assert.Equal("Article: 09 1/0 = 1/0", Show(await ReadWithAsync(host, CoverageBy.Type, query => query with { Campaign = "suc-khoe" })));
        Assert.Equal("Article: 09 1/0 = 1/0", Show(await ReadWithAsync(host, CoverageBy.Type, query => query with { Lang = "en" })));
        Assert.Equal("vi: 09 1/0 = 1/0", Show(await ReadWithAsync(host, CoverageBy.Language, query => query with { Type = "Slogan" })));
        Assert.Equal(["en"], (await ReadWithAsync(host, CoverageBy.Language, query => query with { Lang = "en" })).Rows.Select(row => row.Key));
        Assert.NotEqual(source, slogan.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task Gap_is_what_is_missing_to_the_target_or_an_empty_week_of_a_peak(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutPeakAsync(host, "03-10");
        await SettingsAsync(host, new() { Targets = [new("genre", "tin", 2), new("genre", "bai", 1, Campaign: "suc-khoe")] });
        await PublishAsync(host, await NewAsync(host, "tin"), new { });
        await host.ReleaseAsync(NextMonday.AddDays(1), Token, new { id = await NewAsync(host, "tin") }, new { id = await NewAsync(host, "tin") }, new { id = await NewAsync(host, "tin") });

        var table = await ReadAsync(host, CoverageBy.Genre, new(2027, 3, 1), new(2027, 3, 21));

        Assert.Equal([0, 1, 0], table.Weeks.Select(week => week.Peaks.Count));
        Assert.Equal(["bai  0 1 0 = 1", "tin 2 1 0 2 = 3"], table.Rows.Select(row => $"{row.Key} {row.Target} {string.Join(' ', row.Cells.Select(cell => cell.Missing))} = {row.Total.Missing}"));
        Assert.Equal([1, 1, 2], table.Totals.Select(cell => cell.Missing));
        Assert.Equal(4, table.Total.Missing);
        // a target of everything is not held against a part of it; one of the campaign is
        var part = await ReadWithAsync(host, CoverageBy.Genre, query => query with { Campaign = "suc-khoe" });
        Assert.Equal(["bai 1", "tin "], part.Rows.Select(row => $"{row.Key} {row.Target}"));
        Assert.All((await ReadWithAsync(host, CoverageBy.Genre, query => query with { Lang = "vi" })).Rows, row => Assert.Null(row.Target));
        // what says nothing is never missing
        await PublishAsync(host, await NewAsync(host, null), new { });
        Assert.Equal(0, (await ReadAsync(host, CoverageBy.Genre)).Rows.Single(row => row.Key is null).Total.Missing);
    }

    [Theory, OnEveryDatabase]
    public async Task Another_time_tells_what_has_come_by_then(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PublishAsync(host, await NewAsync(host, "tin"), new { from = NextMonday.AddDays(1) });
        await host.ReleaseAsync(NextMonday.AddDays(1), Token, new { id = await NewAsync(host, "tin") });
        host.Clock.Advance(TimeSpan.FromDays(1));
        var later = host.Now;
        await PublishAsync(host, await NewAsync(host, "tin"), new { });

        Assert.Equal("tin: 09 1/0, 10 0/2 = 1/2", Show(await ReadAsync(host, CoverageBy.Genre)));
        Assert.Equal("tin: 09 1/0, 10 1/0 = 2/0", Show(await ReadWithAsync(host, CoverageBy.Genre, query => query with { At = NextMonday.AddDays(2) })));
        // what nobody had planned by then
        Assert.Equal("tin: 10 0/2 = 0/2", Show(await ReadWithAsync(host, CoverageBy.Genre, query => query with { At = later.AddHours(-1) })));
    }

    [Theory, OnEveryDatabase]
    public async Task Questions_to_the_database_do_not_grow_with_what_is_counted(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutPeakAsync(host, "03-10");
        await FillAsync(1);
        await ReadAsync(host, CoverageBy.Genre);
        var few = await CountedCommands.OfAsync(() => ReadAsync(host, CoverageBy.Genre));
        await FillAsync(5);
        var many = await CountedCommands.OfAsync(() => ReadAsync(host, CoverageBy.Genre, new(2027, 1, 4), new(2028, 1, 9)));

        Assert.InRange(few, 5, 12);
        Assert.Equal(few, many);

        async Task FillAsync(int count)
        {
            for (var number = 0; number < count; number++)
            {
                await PublishAsync(host, await NewAsync(host, "tin"), new { });
                await host.ReleaseAsync(NextMonday.AddHours(number), Token, new { id = await NewAsync(host, "bai") });
            }
        }
    }

    [Fact]
    public async Task Interface_gives_the_same_figures_to_those_who_may_see_plans()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await PublishAsync(host, await NewAsync(host, "tin"), new { });

        var json = (await host.Client(Scopes.Preview).GetAsync("/api/v1/manage/coverage?by=genre&from=2027-03-03&to=2027-03-10", Token)).ExpectSuccess().Json;

        Assert.Equal(("genre", "2027-03-01", "2027-03-14"), (json.GetProperty("by").GetString(), json.GetProperty("from").GetString(), json.GetProperty("to").GetString()));
        Assert.Equal(["2027-W09", "2027-W10"], json.GetProperty("weeks").EnumerateArray().Select(week => week.GetProperty("week").GetString()));
        var row = json.GetProperty("rows").EnumerateArray().Single(one => one.GetProperty("key").GetString() == "tin");
        Assert.Equal("{\"published\":1,\"planned\":0,\"drafted\":0,\"retracted\":0,\"missing\":0}", row.GetProperty("cells")[0].GetRawText());
        (await host.Client(Scopes.Write).GetAsync("/api/v1/manage/coverage", Token)).Expect(HttpStatusCode.Forbidden);
        (await host.Public.GetAsync("/api/v1/manage/coverage", Token)).Expect(HttpStatusCode.Unauthorized);
        (await host.Admin.GetAsync("/api/v1/manage/coverage?by=khong", Token)).Expect(HttpStatusCode.UnprocessableEntity);
        (await host.Admin.GetAsync("/api/v1/manage/coverage?from=2027-13-01", Token)).ExpectProblem(HttpStatusCode.BadRequest, "day");
        (await host.Admin.GetAsync("/api/v1/manage/coverage?from=2027-01-04&to=2028-01-10", Token)).ExpectProblem(HttpStatusCode.BadRequest, "span");
    }

    internal static Task<CoverageTable> ReadAsync(CmsHost host, CoverageBy by, DateOnly? from = null, DateOnly? to = null) => ReadWithAsync(host, by, query => query, from, to);

    internal static async Task PutPeakAsync(CmsHost host, string date)
    {
        (await host.Admin.PutAsync("/api/v1/manage/occasions/ngay", new { name = "Ngày Sức khỏe", date, evidence = "Quyết định" }, Token)).ExpectSuccess();
        (await host.Admin.PutAsync("/api/v1/manage/campaigns/suc-khoe",
            new { name = "Chiến dịch", purpose = "Vì sức khỏe", from = "2026-01-01", to = "2030-12-31", peaks = new[] { new { occasion = "ngay", leadDays = 1, tailDays = 1 } } }, Token)).ExpectSuccess();
    }

    internal static Task AddTermAsync(CmsHost host, string taxonomy, string key, string title) => host.InDatabaseAsync(async db =>
    {
        db.Terms.Add(new Term { Taxonomy = taxonomy, Key = key, Title = title, Order = 5, ContentItemId = ContentIds.New() });
        return await db.SaveChangesAsync(Token);
    });

    /// <summary>An approved article with a genre, and what else it carries.</summary>
    internal static async Task<string> NewAsync(CmsHost host, string? genre, params (string Name, object Value)[] further)
    {
        var carried = further.ToDictionary(one => one.Name, one => (object?)one.Value, StringComparer.Ordinal);
        if (genre is not null)
            carried["genre"] = genre;
        var item = await host.Admin.CreateItemAsync("Article", Items.Title(), Token, "vi", Items.Complete, carried);
        await host.Admin.SubmitAsync(item.Id, Token);
        await host.Admin.ApproveAsync(item.Id, item.Version, Token);
        return item.Id;
    }

    internal static async Task PublishAsync(CmsHost host, string id, object request) => (await host.TryPublishAsync(id, request, Token)).ExpectSuccess();

    internal static async Task SettingsAsync(CmsHost host, CoverageRules rules)
    {
        var site = new SiteSettings { SiteName = "Thử", Languages = [new("vi", "Tiếng Việt"), new("en", "Tiếng Anh")], Coverage = rules };
        Assert.True((await host.RunAsync<PutSiteSettings, Outcome<bool>>(verb => verb.RunAsync(site, Actor.System, Token))).Succeeded);
    }

    private static Task<CoverageTable> ReadWithAsync(CmsHost host, CoverageBy by, Func<CoverageQuery, CoverageQuery> with, DateOnly? from = null, DateOnly? to = null)
    {
        var query = CoverageQuery.Read(by.ToString().ToLowerInvariant(), Wire(from), Wire(to), null, null, null, host.Clock.Today(TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh"))).Value!;
        return host.RunAsync<CoverageReader, CoverageTable>(reader => reader.ReadAsync(with(query), Token));
    }

    private static string? Wire(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // rows with something in them: week published/planned = total
    private static string Show(CoverageTable table) => string.Join("; ", table.Rows.Where(row => row.Total.Published + row.Total.Planned > 0).Select(row =>
        $"{row.Key}: {string.Join(", ", table.Weeks.Zip(row.Cells).Where(one => one.Second.Published + one.Second.Planned > 0).Select(one => $"{one.First.Week[^2..]} {one.Second.Published}/{one.Second.Planned}"))} = {row.Total.Published}/{row.Total.Planned}"));
}
