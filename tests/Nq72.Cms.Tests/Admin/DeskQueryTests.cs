using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Accounts;
using Nq72.Cms.Notices;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Admin;

/// <summary>Each screen of the desk asks the database as often for many rows as for few.</summary>
public sealed class DeskQueryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Questions_to_the_database_do_not_grow_with_the_rows_of_any_screen(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutPeakAsync(host);
        var item = (await host.PublishedAsync(Token)).Id;
        var release = await host.ReleaseAsync(host.Now.AddDays(9), Token, new { id = item });
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync("quan", await DeskBrowser.MakeAsync(host, "quan", CreateAccount.AdministratorRole), Token);

        await FillAsync(host, item, release, 2);
        var delivery = await host.RunAsync<SchedulerDb, Guid>(db => db.Set<Delivery>().Select(row => row.Id).FirstAsync(Token));
        string[] screens =
        [
            "/admin", "/admin/approvals", "/admin/languages", "/admin/calendar", "/admin/calendar?view=year", "/admin/calendar?view=list", "/admin/coverage", "/admin/as-of", "/admin/items", "/admin/items?q=tin", "/admin/items?at=2031-01-01T00:00", "/admin/items/new",
            $"/admin/items/{item}", $"/admin/items/{item}/review", $"/admin/items/{item}/timeline", $"/admin/items/{item}/versions", $"/admin/items/{item}/previews", $"/admin/items/{item}/alongside",
            "/admin/releases", $"/admin/releases/{release}", $"/admin/releases/{release}/edit", "/admin/releases/new", "/admin/deliveries", $"/admin/deliveries/{delivery}", "/admin/retractions", "/admin/channels", "/admin/notices", "/admin/previews",
            "/admin/peaks", "/admin/media", "/admin/spoken", "/admin/audit", "/admin/people", "/admin/roles", "/admin/tokens", "/admin/me", "/admin/help",
            "/admin/settings", "/admin/settings/occasions", "/admin/settings/campaigns", "/admin/settings/blackouts", "/admin/settings/blackout", "/admin/settings/places", "/admin/settings/taxonomies", "/admin/settings/taxonomy/genre", "/admin/settings/site",
        ];
        var few = await CountAsync(host, browser, screens);
        await FillAsync(host, item, release, 6);
        var many = await CountAsync(host, browser, screens);

        var grown = screens.Where(screen => many[screen] > few[screen]).Select(screen => $"{screen}: {few[screen]} questions, then {many[screen]}");
        Assert.Equal([], grown);
        Assert.All(screens, screen => Assert.InRange(few[screen], 1, 60));
    }

    // the least of three: what the program asks by itself in between is no part of a screen
    private static async Task<Dictionary<string, int>> CountAsync(CmsHost host, DeskBrowser browser, IEnumerable<string> screens)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var screen in screens)
        {
            for (var time = 0; time < 3; time++)
            {
                var count = await CountedCommands.OnAsync(host, async () => Assert.Equal((screen, HttpStatusCode.OK), (screen, (await browser.GetAsync(screen, Token)).Status)));
                counts[screen] = Math.Min(count, counts.GetValueOrDefault(screen, int.MaxValue));
            }
        }

        return counts;
    }

    // so many more of everything that has a row on a screen
    private static async Task FillAsync(CmsHost host, string item, string release, int count)
    {
        var bundled = new List<object> { new { id = item } };
        for (var number = 0; number < count; number++)
        {
            var (waiting, gone) = (await host.DraftAsync(Token), await host.PublishedAsync(Token));
            await host.Admin.SubmitAsync(waiting.Id, Token);
            await host.ApprovedTranslationAsync(gone.Id, Token);
            (await host.TryRetractAsync(gone.Id, "Sai", Token)).ExpectSuccess();
            await host.NextApprovedAsync(item, Token);
            (await host.TryPublishAsync(item, new { from = host.Now.AddDays(20 + (number * count)), future = "keep" }, Token)).ExpectSuccess();
            bundled.Add(new { id = (await host.ApprovedAsync(Token)).Id, channels = new[] { "tep" } });
            await host.PreviewItemAsync(item, Token);
            await host.PdfAsync(Token, $"Tệp {number} {count}.pdf");
            await DeskBrowser.MakeAsync(host, $"nguoi{count}-{number}", CreateAccount.AdministratorRole);
            (await host.Admin.PutAsync($"/api/v1/manage/blackouts/tang-{count}-{number}", new { name = "Tang", from = "2031-04-01", to = "2031-04-02" }, Token)).ExpectSuccess();
        }

        await host.ArmDropsAsync(host.Now.AddMinutes(1), count, Token);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.Services.GetRequiredService<ReleaseClock>().ActAsync(Token);
        (await host.Admin.PutAsync($"/api/v1/manage/releases/{release}", new { name = "Đợt đông", at = host.Now.AddDays(9), items = bundled }, Token, ("If-Match", "*"))).ExpectSuccess();
        await host.RunAsync<SweepNotices, bool>(async sweep =>
        {
            await sweep.RunAsync(Token);
            return true;
        });
    }

    private static async Task PutPeakAsync(CmsHost host)
    {
        var day = host.Now.AddDays(9);
        (await host.Admin.PutAsync("/api/v1/manage/occasions/ngay", new { name = "Ngày thử", date = day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture), evidence = "Thử" }, Token)).ExpectSuccess();
        (await host.Admin.PutAsync("/api/v1/manage/campaigns/c", new { name = "C", purpose = "Thử", from = "2026-01-01", to = "2030-12-31", peaks = new[] { new { occasion = "ngay", leadDays = 7, tailDays = 3 } } }, Token)).ExpectSuccess();
    }
}
