using System.Net;
using System.Text;
using System.Text.Json;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>The calendar as a file, read back by somebody else's library.</summary>
public sealed class CalendarFileTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string LongName = "Tháng hành động vì an toàn thực phẩm; ký kết, ra quân \\ tổng kết ở mọi xã, phường trong toàn tỉnh";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task File_holds_occasions_peaks_and_for_those_who_may_preview_releases(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        await host.Admin.PutAsync("/api/v1/manage/occasions/tet", new { name = "Tết Nguyên đán", date = new { lunar = "01-01" }, days = 5, kind = "holiday" }, Token);
        await host.Admin.PutAsync("/api/v1/manage/occasions/thang", new { name = LongName, date = new { from = "04-15", to = "05-15" } }, Token);
        await host.Admin.PutAsync("/api/v1/manage/campaigns/c", new { name = "C", from = "2027-01-01", to = "2027-12-31", peaks = new[] { new { occasion = "thang", leadDays = 7, tailDays = 3 } } }, Token);
        var item = await host.ApprovedAsync(Token);
        var release = await host.ArmedAsync(new DateTimeOffset(2027, 4, 20, 0, 0, 0, TimeSpan.Zero), Token, new { id = item.Id });

        var answer = (await host.Public.GetAsync("/api/v1/calendar.ics?from=2027-01-01&to=2027-12-31", Token)).Expect(HttpStatusCode.OK);
        var again = await host.Public.GetAsync("/api/v1/calendar.ics?from=2027-01-01&to=2027-12-31", Token, ("If-None-Match", answer.ETag!));
        var preview = (await host.Client(Scopes.Preview).GetAsync("/api/v1/calendar.ics?from=2027-01-01&to=2027-12-31", Token)).Expect(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.NotModified, again.Status);
        Assert.All(answer.Text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\n', answer.Text.Replace("\r\n", "", StringComparison.Ordinal));
        var open = await ReadAsync(answer.Text);
        Assert.Equal(
            [("holiday.tet.20270206@nq72.test", "Tết Nguyên đán", "2027-02-06", "2027-02-11", true), ("peak.c.thang.2027.20270408@nq72.test", LongName, "2027-04-08", "2027-05-19", true), ("occasion.thang.20270415@nq72.test", LongName, "2027-04-15", "2027-05-16", true)],
            open);
        var second = await NodeClient.RunAsync("read-calendar-node-ical.mjs", answer.Text, Token);
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.Equal(
            open.Select(entry => (entry.Uid, entry.Summary, entry.AllDay)).Order(),
            JsonElement.Parse(second.Output).GetProperty("events").EnumerateArray().Select(found => (Text(found, "uid"), Text(found, "summary"), found.GetProperty("allDay").GetBoolean())).Order());
        var planned = (await ReadAsync(preview.Text)).Except(open).Single();
        Assert.Equal(($"release.{release}.20270420@nq72.test", "Đợt phát", "2027-04-20T00:00:00Z", false), (planned.Uid, planned.Summary, planned.Start, planned.AllDay));
        Assert.Contains("STATUS:CONFIRMED", preview.Text, StringComparison.Ordinal);
    }

    private static async Task<List<(string Uid, string Summary, string Start, string End, bool AllDay)>> ReadAsync(string file)
    {
        var read = await NodeClient.RunAsync("read-calendar.mjs", file, Token);
        Assert.True(read.ExitCode == 0, read.Error);
        return
        [
            .. JsonDocument.Parse(read.Output).RootElement.GetProperty("events").EnumerateArray().Select(
                found => (Text(found, "uid"), Text(found, "summary"), Text(found, "start"), Text(found, "end"), found.GetProperty("allDay").GetBoolean())),
        ];
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
