using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Accounts;

/// <summary>A session is a row: it begins anew with each sign-in, is seen, and ends when somebody says so.</summary>
public sealed partial class SessionTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Sign_in_begins_a_new_session_and_the_one_before_is_worth_nothing(DatabaseProvider provider)
    {
        var (host, name, password) = await PersonAsync(provider);
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, password, Token);
        var first = browser.Cookies.GetCookies(host.Url)["nq72.desk"]!;
        using var thief = new DeskBrowser(host);
        thief.Cookies.Add(host.Url, new Cookie(first.Name, first.Value));
        Assert.True(await thief.IsInAsync(Token));

        await SignInAgainAsync(browser, name, password);

        Assert.NotEqual(first.Value, browser.Cookie);
        Assert.True(await browser.IsInAsync(Token));
        Assert.False(await thief.IsInAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Sign_out_ends_the_session_for_every_copy_of_its_cookie(DatabaseProvider provider)
    {
        var (host, name, password) = await PersonAsync(provider);
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, password, Token);
        using var copy = new DeskBrowser(host);
        copy.Cookies.Add(host.Url, new Cookie("nq72.desk", browser.Cookie));

        await browser.PostAsync("/admin/sign-out", "", Token, ("x", ""));
        Assert.True(await copy.IsInAsync(Token)); // the form has no page of its own, so no token: refused
        var form = FormToken().Match((await browser.GetAsync("/admin/me", Token)).Text).Groups["token"].Value;
        Assert.Equal("/admin/sign-in", (await browser.PostAsync("/admin/sign-out", "", Token, ("__RequestVerificationToken", form))).To);

        Assert.False(await copy.IsInAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Person_sees_their_sessions_and_ends_one_or_all_others(DatabaseProvider provider)
    {
        var (host, name, password) = await PersonAsync(provider);
        using var desk = new DeskBrowser(host);
        using var phone = new DeskBrowser(host, "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/130.0 Mobile");
        using var tablet = new DeskBrowser(host, "Mozilla/5.0 (iPad; CPU OS 18) Version/18.0 Safari/605.1");
        foreach (var browser in new[] { desk, phone, tablet })
            await browser.SignInAsync(name, password, Token);
        var page = (await desk.GetAsync("/admin/me", Token)).Text;
        Assert.Contains("Samsung Internet trên Android", page, StringComparison.Ordinal);
        Assert.Contains("Safari trên iPad", page, StringComparison.Ordinal);
        Assert.Contains("Chrome trên Windows", page, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", page, StringComparison.Ordinal);
        var others = Session().Matches(page).Select(match => match.Groups["id"].Value).ToList();
        Assert.Equal(2, others.Count);

        // another person's session is not theirs to end
        var (_, stranger, strangers) = await PersonAsync(provider, host);
        using var other = new DeskBrowser(host);
        await other.SignInAsync(stranger, strangers, Token);
        await other.PostAsync("/admin/me", "End", Token, ("session", others[0]));
        Assert.True(await phone.IsInAsync(Token) && await tablet.IsInAsync(Token));

        await desk.PostAsync("/admin/me", "End", Token, ("session", others[0]));
        Assert.Equal([true, false], new[] { await phone.IsInAsync(Token), await tablet.IsInAsync(Token) }.OrderDescending());
        await desk.PostAsync("/admin/me", "EndOthers", Token);
        Assert.Equal((true, false, false, true), (await desk.IsInAsync(Token), await phone.IsInAsync(Token), await tablet.IsInAsync(Token), await other.IsInAsync(Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Changing_the_password_asks_for_it_and_ends_the_other_sessions(DatabaseProvider provider)
    {
        var (host, name, password) = await PersonAsync(provider);
        using var browser = new DeskBrowser(host);
        using var other = new DeskBrowser(host);
        await browser.SignInAsync(name, password, Token);
        await other.SignInAsync(name, password, Token);
        const string fresh = "một câu mới tinh của tôi";

        Assert.Contains("Mật khẩu hiện tại không đúng", (await ChangeAsync("sai sai sai sai sai", fresh, fresh)).Text, StringComparison.Ordinal);
        Assert.Contains("Hai lần gõ mật khẩu khác nhau", (await ChangeAsync(password, fresh, fresh + "x")).Text, StringComparison.Ordinal);
        Assert.Contains("ít nhất 12 ký tự", (await ChangeAsync(password, "ngắn", "ngắn")).Text, StringComparison.Ordinal);
        Assert.True(await other.IsInAsync(Token));
        Assert.Equal(HttpStatusCode.Redirect, (await ChangeAsync(password, fresh, fresh)).Status);

        Assert.Equal((true, false), (await browser.IsInAsync(Token), await other.IsInAsync(Token)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.SignInAsync(name, password, Token)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync(name, fresh, Token)).Status);

        Task<(HttpStatusCode Status, string Text, string? To)> ChangeAsync(string current, string given, string repeated) =>
            browser.PostAsync("/admin/me", "Password", Token, ("current", current), ("password", given), ("repeated", repeated));
    }

    [Theory, OnEveryDatabase]
    public async Task Session_is_over_when_nobody_used_it_for_twelve_hours(DatabaseProvider provider)
    {
        var (host, name, password) = await PersonAsync(provider);
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, password, Token);

        host.Clock.Advance(TimeSpan.FromHours(11));
        Assert.True(await browser.IsInAsync(Token));
        host.Clock.Advance(TimeSpan.FromHours(11));
        Assert.True(await browser.IsInAsync(Token));
        Assert.Equal(host.Now, await host.InDatabaseAsync(db => db.AccountSessions.OrderByDescending(session => session.CreatedAt).Select(session => session.SeenAt).FirstAsync(Token)));
        host.Clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromMicroseconds(1));
        Assert.False(await browser.IsInAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task What_a_person_does_is_told_with_their_session(DatabaseProvider provider)
    {
        var (host, name, password) = await PersonAsync(provider, null, CreateAccount.AdministratorRole);
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, password, Token);
        await browser.PostAsync("/admin/tokens", "", Token, ("name", name), ("scopes", "read"));

        var (session, entry) = (await host.InDatabaseAsync(db => db.AccountSessions.OrderByDescending(row => row.CreatedAt).Select(row => row.Id).FirstAsync(Token)),
            await host.RunAsync<SchedulerDb, AuditEntry>(db => db.Set<AuditEntry>().AsNoTracking().Where(row => row.Action == "token.create").OrderByDescending(row => row.At).FirstAsync(Token)));
        Assert.Equal((session.ToString(), "127.0.0.1"), (entry.Session, entry.Address));
    }

    private static async Task SignInAgainAsync(DeskBrowser browser, string name, string password)
    {
        // who is signed in is led past the page: the form's token comes from another one
        var form = FormToken().Match((await browser.GetAsync("/admin/me", Token)).Text).Groups["token"].Value;
        Assert.Equal("/admin", (await browser.PostAsync("/admin/sign-in", "", Token, ("name", name), ("password", password), ("__RequestVerificationToken", form))).To);
    }

    private async Task<(CmsHost Host, string Name, string Password)> PersonAsync(DatabaseProvider provider, CmsHost? host = null, params string[] roles)
    {
        host ??= await hosts.OnAsync(provider);
        var name = $"phien{Guid.NewGuid():N}";
        return (host, name, await DeskBrowser.MakeAsync(host, name, roles));
    }

    [GeneratedRegex("RequestVerificationToken\": \"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();

    [GeneratedRegex("name=\"session\" value=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Session();
}
