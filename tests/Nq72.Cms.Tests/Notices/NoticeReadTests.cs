using System.Net;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Notices;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Notices;

/// <summary>Each person reads notices for themselves: what one has read is unread for the other, and unread again when it becomes more.</summary>
public sealed class NoticeReadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Reading_is_of_one_person_and_more_of_it_is_unread_again(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (one, two) = (await PutAsync(host, NoticeKind.DeliveryFailed), await PutAsync(host, NoticeKind.ReleaseMissed));
        using var lan = await SignInAsync(host, "lan", Scopes.Publish);
        using var duy = await SignInAsync(host, "duy", Scopes.Publish);
        Assert.Equal(("2", "2"), (await CountAsync(lan), await CountAsync(duy)));

        Assert.Equal(HttpStatusCode.Redirect, (await lan.PostAsync("/admin/notices", "Read", Token, ("id", one.ToString()))).Status);

        Assert.Equal(("1", "2"), (await CountAsync(lan), await CountAsync(duy)));
        Assert.Equal([two], await UnreadAsync(lan));
        Assert.Equal(new[] { one, two }.Order(), (await UnreadAsync(duy)).Order());
        // for everyone it is what it was
        Assert.All(await host.InDatabaseAsync(db => db.Set<Notice>().ToListAsync(Token)), notice => Assert.Equal((NoticeState.Open, null), (notice.State, notice.SeenBy)));

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.InDatabaseAsync(db => db.Set<Notice>().Where(notice => notice.Id == one).ExecuteUpdateAsync(row => row.SetProperty(notice => notice.LastAt, host.Now).SetProperty(notice => notice.Count, 9), Token));
        Assert.Equal("2", await CountAsync(lan));

        Assert.Equal(HttpStatusCode.Redirect, (await lan.PostAsync("/admin/notices", "Read", Token)).Status);
        Assert.Contains("Đã đọc 2 thông báo.", (await lan.GetAsync("/admin/notices", Token)).Text, StringComparison.Ordinal);
        Assert.Null(await CountAsync(lan));
        Assert.Equal("2", await CountAsync(duy));
        Assert.Contains("notice.read", (await host.Admin.GetAsync("/api/v1/manage/audit?limit=100", Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        // nothing is left to read: no button that does nothing
        Assert.DoesNotContain("Đánh dấu đã đọc tất cả", (await lan.GetAsync("/admin/notices", Token)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Number_counts_what_the_person_can_help_with_and_nobody_took_note_of()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await PutAsync(host, NoticeKind.DestinationStopped, Scopes.Admin);
        var mine = await PutAsync(host, NoticeKind.DeliveryFailed);
        var seen = await PutAsync(host, NoticeKind.ReleaseHeld);
        using var writer = await SignInAsync(host, "viet", Scopes.Write);
        using var planner = await SignInAsync(host, "duy", Scopes.Publish);
        using var admin = await SignInAsync(host, "quan", Scopes.Admin);
        Assert.Equal((null, "2", "3"), (await CountAsync(writer), await CountAsync(planner), await CountAsync(admin)));

        // taken note of for everyone: it asks nobody any more, and who did it has read it
        Assert.Equal(HttpStatusCode.Redirect, (await planner.PostAsync("/admin/notices", "Seen", Token, ("id", seen.ToString()))).Status);
        Assert.Equal(("1", "2"), (await CountAsync(planner), await CountAsync(admin)));
        Assert.Equal([mine], await UnreadAsync(planner));
        Assert.Equal(HttpStatusCode.NotFound, (await planner.PostAsync("/admin/notices", "Read", Token, ("id", Guid.NewGuid().ToString()))).Status);
    }

    [Fact]
    public async Task Kind_and_state_narrow_together_and_a_notice_leads_to_where_it_is_solved()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await PutAsync(host, NoticeKind.DeliveryFailed);
        await PutAsync(host, NoticeKind.HubFailing, Scopes.Admin);
        using var admin = await SignInAsync(host, "quan", Scopes.Admin);

        var failed = (await admin.GetAsync("/admin/notices?state=open&kind=deliveryFailed", Token)).Text;
        var seen = (await admin.GetAsync("/admin/notices?state=seen&kind=deliveryFailed", Token)).Text;
        var hub = (await admin.GetAsync("/admin/notices?kind=hubFailing", Token)).Text;

        Assert.Equal((1, 0, 1), (Rows(failed), Rows(seen), Rows(hub)));
        Assert.Matches("<a class=\"button button-small\" href=\"/admin/deliveries\\?channel=bao&destination=chinh&state=failed\"", failed);
        // solved outside the desk: a link to where one stands already would lead nowhere
        Assert.DoesNotContain("Xử lý", hub, StringComparison.Ordinal);
        Assert.Equal(2, Rows((await admin.GetAsync("/admin/notices?kind=khong-co", Token)).Text));
    }

    [Theory, OnEveryDatabase]
    public async Task Marks_go_with_the_notice(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutAsync(host, NoticeKind.DeliveryFailed);
        using var lan = await SignInAsync(host, "lan", Scopes.Publish);
        await lan.PostAsync("/admin/notices", "Read", Token);
        Assert.Equal(1, await MarksAsync(host));

        // nothing of the kind is the matter here, so the sweep resolves it
        Assert.Equal(1, await host.RunAsync<SweepNotices, int>(verb => verb.RunAsync(Token)));

        Assert.Equal(0, await MarksAsync(host));
        await lan.PostAsync("/admin/notices", "Read", Token);
        Assert.Equal(0, await MarksAsync(host));
    }

    private static Task<int> MarksAsync(CmsHost host) => host.InDatabaseAsync(db => db.Set<NoticeRead>().CountAsync(Token));

    private static Task<Guid> PutAsync(CmsHost host, NoticeKind kind, string scope = Scopes.Publish) => host.InDatabaseAsync(async db =>
    {
        var notice = new Notice
        {
            Id = Guid.CreateVersion7(host.Now), Kind = kind, Subject = "bao/chinh", Name = "Báo", Scope = scope, Severity = NoticeSeverity.Bad, Count = 1, FirstAt = host.Now, LastAt = host.Now,
        };
        db.Add(notice);
        await db.SaveChangesAsync(Token);
        return notice.Id;
    });

    private static int Rows(string page) => Markup.Count(page, "<th scope=\"row\">");

    // the number beside the place in the navigation; null for none
    private static async Task<string?> CountAsync(DeskBrowser browser) =>
        Markup.First((await browser.GetAsync("/admin/notices", Token)).Text, "href=\"/admin/notices\"[^>]*>.*?Thông báo(<span class=\"nav-count\"><span aria-hidden=\"true\">(?<x>\\d+)<)?");

    private static async Task<IReadOnlyList<Guid>> UnreadAsync(DeskBrowser browser) =>
        [.. Markup.All((await browser.GetAsync("/admin/notices?state=unread", Token)).Text, "handler=Read[^>]*>\\s*<input type=\"hidden\" name=\"id\" value=\"(?<x>[^\"]+)\"").Select(Guid.Parse)];

    private static async Task<DeskBrowser> SignInAsync(CmsHost host, string name, string scope)
    {
        Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync($"Role{scope}", scope, [Scopes.Preview, scope], Token))).Succeeded);
        var browser = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(name, await DeskBrowser.MakeAsync(host, name, $"Role{scope}"), Token)).Status);
        return browser;
    }
}
