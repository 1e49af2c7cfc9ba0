using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;
using Nq72.Testing.Smtp;

namespace Nq72.Cms.Tests.Accounts;

/// <summary>People are invited, changed, closed and let in again; somebody who administers always stays.</summary>
public sealed partial class PeopleTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Users = "/api/v1/manage/users";
    private const string Password = "một câu chỉ mình tôi nghĩ ra";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Invited_person_chooses_a_password_once_and_comes_in(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (id, name, link) = await InviteAsync(host);
        using var browser = new DeskBrowser(host);
        Assert.Equal("invited", await StateAsync(host, id));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync(name, Password, Token)).Status);

        Assert.Contains(name, (await browser.GetAsync(link, Token)).Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, "/admin/sign-in"), Went(await ChooseAsync(browser, link, Password)));
        Assert.Equal("active", await StateAsync(host, id));
        Assert.Equal((HttpStatusCode.Redirect, "/admin"), Went(await browser.SignInAsync(name, Password, Token)));

        // the link is used up, for everyone
        using var thief = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.NotFound, (await ChooseAsync(thief, link, "một câu khác của kẻ trộm")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.SignInAsync(name, "một câu khác của kẻ trộm", Token)).Status);
        Assert.False(await host.InDatabaseAsync(db => db.AccountLinks.AnyAsync(row => link.EndsWith(row.Hash), Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Link_holds_up_to_its_end_and_until_a_newer_one(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (id, _, first) = await InviteAsync(host);
        var again = (await host.Admin.PostAsync($"{Users}/{id}/link", null, Token)).ExpectSuccess().Json;
        var second = PathOf(again.GetProperty("url").GetString()!);
        using var browser = new DeskBrowser(host);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), ((await browser.GetAsync(first, Token)).Status, (await browser.GetAsync(second, Token)).Status));

        var end = again.GetProperty("expiresAt").GetDateTimeOffset();
        Assert.Equal(host.Now.AddHours(72), end);
        host.Clock.TurnTo(end.AddMicroseconds(-1));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(second, Token)).Status);
        host.Clock.TurnTo(end);
        Assert.Equal(HttpStatusCode.NotFound, (await ChooseAsync(browser, second, Password)).Status);
        Assert.Equal("invited", await StateAsync(host, id));
    }

    [Theory, OnEveryDatabase]
    public async Task Reset_by_an_administrator_ends_every_session_when_it_is_used(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (id, name, link) = await InviteAsync(host);
        using var browser = new DeskBrowser(host);
        using var other = new DeskBrowser(host);
        await ChooseAsync(browser, link, Password);
        await browser.SignInAsync(name, Password, Token);

        var reset = (await host.Admin.PostAsync($"{Users}/{id}/link", null, Token)).ExpectSuccess().Json;
        Assert.Equal((host.Now.AddHours(2), "notConfigured"), (reset.GetProperty("expiresAt").GetDateTimeOffset(), reset.GetProperty("mail").GetString()));
        Assert.True(await browser.IsInAsync(Token));
        await ChooseAsync(other, PathOf(reset.GetProperty("url").GetString()!), "một câu mới hơn câu trước");

        Assert.False(await browser.IsInAsync(Token));
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.SignInAsync(name, Password, Token)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync(name, "một câu mới hơn câu trước", Token)).Status);
    }

    [Theory]
    [InlineData("ngắn quá", "passwordTooShort"), InlineData("password1234", "passwordCommon"), InlineData("MatKhau123456", "passwordCommon"), InlineData("P a s s w o r d 1 2 3 4", "passwordCommon")]
    [InlineData("Hoàng Thị Lan Anh", "passwordIsName"), InlineData("hoangthilananh", "passwordIsName"), InlineData("hoang.lan.anh", "passwordIsName"), InlineData("con mèo đội nón lá", null)]
    public void Password_is_long_and_no_name_and_not_tried_first(string password, string? code)
    {
        var rules = new PasswordRules(Microsoft.Extensions.Options.Options.Create(new AccountOptions()));
        var account = new Account { UserName = "hoangthilananh", DisplayName = "Hoàng Thị Lan Anh", Email = "hoang.lan.anh@nq72.test" };

        Assert.Equal(code, rules.Check(account, password)?.Code);
        Assert.Equal("passwordTooLong", rules.Check(account, new string('ă', 201))?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Last_administrator_cannot_be_closed_or_lose_the_role(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await DeskBrowser.MakeAsync(host, "mot", CreateAccount.AdministratorRole);
        await DeskBrowser.MakeAsync(host, "hai", CreateAccount.AdministratorRole);
        var (first, second) = (await IdAsync(host, "mot"), await IdAsync(host, "hai"));
        // who has not chosen a password cannot help anybody
        (await host.Admin.PostAsync(Users, new { userName = "ba", displayName = "Ba", roles = new[] { CreateAccount.AdministratorRole } }, Token)).Expect(HttpStatusCode.Created);

        var answers = await Task.WhenAll(host.Admin.PostAsync($"{Users}/{first}/disable", null, Token), host.Admin.PostAsync($"{Users}/{second}/disable", null, Token));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        answers.Single(answer => answer.Status != HttpStatusCode.OK).ExpectProblem(HttpStatusCode.Conflict, "lastAdministrator");
        var left = await StateAsync(host, first) == "active" ? first : second;
        (await host.Admin.PutAsync($"{Users}/{left}", new { displayName = "Không còn vai trò", roles = Array.Empty<string>() }, Token)).ExpectProblem(HttpStatusCode.Conflict, "lastAdministrator");
        Assert.Equal("""["Administrator"]""", (await host.Admin.GetAsync($"{Users}/{left}", Token)).ExpectSuccess().Json.GetProperty("roles").GetRawText());
        (await host.Admin.PutAsync($"{Users}/{left}", new { displayName = "Vẫn quản trị", roles = new[] { "administrator" } }, Token)).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Roles_and_closing_count_from_the_next_request_on(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        await DeskBrowser.MakeAsync(host, $"giu{Guid.NewGuid():N}", CreateAccount.AdministratorRole);
        var name = $"chuc{Guid.NewGuid():N}";
        var password = await DeskBrowser.MakeAsync(host, name, CreateAccount.AdministratorRole);
        var id = await IdAsync(host, name);
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, password, Token);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin/people", Token)).Status);

        (await host.Admin.PutAsync($"{Users}/{id}", new { displayName = "Tên mới", roles = Array.Empty<string>() }, Token)).ExpectSuccess();
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/admin/people", Token)).Status);
        Assert.Contains("Tên mới", (await browser.GetAsync("/admin/me", Token)).Text, StringComparison.Ordinal);

        (await host.Admin.PostAsync($"{Users}/{id}/disable", null, Token)).ExpectSuccess();
        Assert.False(await browser.IsInAsync(Token));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync(name, password, Token)).Status);
        (await host.Admin.PostAsync($"{Users}/{id}/link", null, Token)).ExpectProblem(HttpStatusCode.Conflict, "accountDisabled");
        (await host.Admin.PostAsync($"{Users}/{id}/enable", null, Token)).ExpectSuccess();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(name, password, Token)).Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Account_rests_after_five_wrong_passwords_and_is_let_in_again(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var name = $"nghi{Guid.NewGuid():N}";
        var password = await DeskBrowser.MakeAsync(host, name);
        var id = await IdAsync(host, name);
        using var browser = new DeskBrowser(host);
        for (var wrong = 0; wrong < 5; wrong++)
        {
            Assert.Equal("active", await StateAsync(host, id));
            await browser.SignInAsync(name, "một câu sai hoàn toàn", Token);
        }

        Assert.Equal("locked", await StateAsync(host, id));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync(name, password, Token)).Status);
        host.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync(name, password, Token)).Status);
        host.Clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(name, password, Token)).Status);

        for (var wrong = 0; wrong < 5; wrong++)
            await browser.PostAsync("/admin/me", "Password", Token, ("current", "một câu sai hoàn toàn"), ("password", Password), ("repeated", Password));
        Assert.Equal("locked", await StateAsync(host, id));
        (await host.Admin.PostAsync($"{Users}/{id}/unlock", null, Token)).ExpectSuccess();
        using var another = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await another.SignInAsync(name, password, Token)).Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Terms_that_mean_nothing_good_are_refused_with_every_reason(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (_, name, _) = await InviteAsync(host);

        Assert.Equal("displayName required, email email, roles unknownRole, userName required", await ErrorsAsync(new { userName = " ", displayName = "", email = "không phải", roles = new[] { "Vua" } }));
        Assert.Equal("userName duplicateUserName", await ErrorsAsync(new { userName = name.ToUpperInvariant(), displayName = "A" }));
        Assert.Equal("userName invalidUserName", await ErrorsAsync(new { userName = "có dấu", displayName = "A" }));
        (await host.Admin.PutAsync($"{Users}/{Guid.NewGuid()}", new { displayName = "A" }, Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        (await host.Admin.GetAsync($"{Users}?state=vua", Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "unknownState");

        async Task<string> ErrorsAsync(object body)
        {
            var refused = (await host.Admin.PostAsync(Users, body, Token)).Expect(HttpStatusCode.UnprocessableEntity).Json;
            return string.Join(", ", refused.GetProperty("errorCodes").EnumerateObject().Select(field => $"{field.Name} {field.Value[0].GetString()}").Order(StringComparer.Ordinal));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task List_finds_without_marks_and_pages_by_key(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        foreach (var (name, display, unit) in new[] { ("a.lan", "Hoàng Thị Lan", "Sở Y tế"), ("b.duc", "Nông Văn Đức", "Báo"), ("c.minh", "Lý Minh", "Sở Y tế") })
            (await host.Admin.PostAsync(Users, new { userName = name, displayName = display, unit }, Token)).Expect(HttpStatusCode.Created);

        Assert.Equal("b.duc", await NamesAsync("?q=nong%20DUC"));
        Assert.Equal("a.lan c.minh", await NamesAsync("?q=so%20y%20te&state=invited"));
        Assert.Equal("", await NamesAsync("?state=active"));
        var first = (await host.Admin.GetAsync($"{Users}?limit=2", Token)).ExpectSuccess().Json;
        Assert.Equal("c.minh", await NamesAsync($"?limit=2&cursor={first.GetProperty("next").GetString()}"));

        async Task<string> NamesAsync(string query) => string.Join(' ', (await host.Admin.GetAsync(Users + query, Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Select(person => person.GetProperty("userName").GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Forgotten_password_is_mailed_and_the_page_says_the_same_to_everyone(DatabaseProvider provider)
    {
        await using var sink = SmtpSink.Listening();
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Smtp:Host=127.0.0.1", $"--Nq72:Smtp:Port={sink.Port}", "--Nq72:Smtp:Security=None", "--Nq72:Smtp:From=Nq72 <bao.cao@nq72.test>");
        await DeskBrowser.MakeAsync(host, "lan");
        using var browser = new DeskBrowser(host);

        var unknown = await browser.PostAsync("/admin/forgot", "", Token, ("name", "khong-co"));
        var known = await browser.PostAsync("/admin/forgot", "", Token, ("name", "LAN@nq72.test"));
        Assert.Equal((unknown.Status, FormToken().Replace(unknown.Text, "")), (known.Status, FormToken().Replace(known.Text, "")));

        var mail = Assert.Single(await sink.WaitForAsync(1, Token));
        Assert.Equal("lan@nq72.test", mail.To.Single());
        using var message = await MimeKit.MimeMessage.LoadAsync(new MemoryStream(mail.Data.ToArray()), Token);
        var link = Link().Match(message.TextBody!).Value;
        await ChooseAsync(browser, PathOf(link), Password);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("lan", Password, Token)).Status);
        var told = await host.RunAsync<SchedulerDb, List<string>>(db => db.Set<AuditEntry>().Where(entry => entry.SubjectKind == "account").Select(entry => entry.Action).ToListAsync(Token));
        Assert.Equal(["account.askReset", "account.create", "account.resetPassword", "account.signIn"], told.Order(StringComparer.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Change_is_told_with_before_and_after_and_from_where(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (id, _, _) = await InviteAsync(host);
        (await host.Admin.PutAsync($"{Users}/{id}", new { displayName = "Tên sau", unit = "Sở Y tế" }, Token)).ExpectSuccess();

        var entry = await host.RunAsync<SchedulerDb, AuditEntry>(db => db.Set<AuditEntry>().AsNoTracking().SingleAsync(row => row.SubjectId == id && row.Action == "account.put", Token));
        var detail = JsonDocument.Parse(entry.Detail!).RootElement;
        Assert.Equal(("Tên trước", "Tên sau", "127.0.0.1"), (detail.GetProperty("before").GetProperty("displayName").GetString(), detail.GetProperty("after").GetProperty("displayName").GetString(), entry.Address));
    }

    private static (HttpStatusCode, string?) Went((HttpStatusCode Status, string Text, string? To) answer) => (answer.Status, answer.To);

    private static Task<(HttpStatusCode Status, string Text, string? To)> ChooseAsync(DeskBrowser browser, string link, string password) =>
        browser.PostAsync(link, "", Token, ("password", password), ("repeated", password));

    private static async Task<(string Id, string Name, string Link)> InviteAsync(CmsHost host)
    {
        var name = $"moi{Guid.NewGuid():N}";
        var made = (await host.Admin.PostAsync(Users, new { userName = name, displayName = "Tên trước" }, Token)).Expect(HttpStatusCode.Created).Json;
        return (made.GetProperty("person").GetProperty("id").GetString()!, name, PathOf(made.GetProperty("link").GetProperty("url").GetString()!));
    }

    private static string PathOf(string url) => new Uri(url).AbsolutePath;

    private static async Task<string> StateAsync(CmsHost host, string id) => (await host.Admin.GetAsync($"{Users}/{id}", Token)).ExpectSuccess().Json.GetProperty("state").GetString()!;

    private static async Task<string> IdAsync(CmsHost host, string name) =>
        (await host.Admin.GetAsync($"{Users}?q={name}", Token)).ExpectSuccess().Json.GetProperty("items")[0].GetProperty("id").GetString()!;

    [GeneratedRegex("RequestVerificationToken(\" type=\"hidden\" value=|\": )\"[^\"]+\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();

    [GeneratedRegex(@"https://nq72\.test/admin/link/[0-9a-f]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
