using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts.SecondFactor;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Accounts;

/// <summary>A code beside the password: right, once, in time; and a way in for the day the phone is gone.</summary>
public sealed partial class SecondFactorTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Source: RFC 6238, appendix B, the last six digits
    [Theory]
    [InlineData(59, "287082"), InlineData(1111111109, "081804"), InlineData(1111111111, "050471"), InlineData(1234567890, "005924"), InlineData(2000000000, "279037"), InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890");
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, TimeCodes.CodeOf(secret, TimeCodes.StepAt(now)));
        Assert.Equal(TimeCodes.StepAt(now), TimeCodes.Find(secret, code, now, null));
        Assert.Equal(TimeCodes.StepAt(now), TimeCodes.Find(secret, code, now.AddSeconds(30), null));
        Assert.Null(TimeCodes.Find(secret, code, now.AddSeconds(60), null));
        Assert.Null(TimeCodes.Find(secret, code, now, TimeCodes.StepAt(now)));
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", TimeCodes.Base32(secret));
    }

    [Theory, OnEveryDatabase]
    public async Task Code_is_asked_for_beside_the_password_and_taken_once(DatabaseProvider provider)
    {
        var (host, name, password, secret, _) = await WithFactorAsync(provider);
        using var browser = new DeskBrowser(host);
        Assert.Equal("/admin/sign-in/code", (await browser.SignInAsync(name, password, Token)).To);
        // a password alone opens nothing
        Assert.False(await browser.IsInAsync(Token));

        // the code that turned it on was seen already
        Assert.Equal(HttpStatusCode.Unauthorized, (await CodeAsync(browser, CodeAt(secret, host.Now))).Status);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = CodeAt(secret, host.Now);
        Assert.Equal("/admin", (await CodeAsync(browser, $"{code[..3]} {code[3..]}")).To);
        Assert.True(await browser.IsInAsync(Token));

        using var thief = new DeskBrowser(host);
        await thief.SignInAsync(name, password, Token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CodeAsync(thief, code)).Status);
        Assert.False(await thief.IsInAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Recovery_code_lets_in_once(DatabaseProvider provider)
    {
        var (host, name, password, _, codes) = await WithFactorAsync(provider);
        Assert.Equal(10, codes.Distinct(StringComparer.Ordinal).Count());
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, password, Token);
        Assert.Equal("/admin", (await CodeAsync(browser, codes[3].ToUpperInvariant())).To);
        Assert.Contains("Còn 9 mã dự phòng", (await browser.GetAsync("/admin/me", Token)).Text, StringComparison.Ordinal);

        using var again = new DeskBrowser(host);
        await again.SignInAsync(name, password, Token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CodeAsync(again, codes[3])).Status);
        var kept = await host.InDatabaseAsync(db => db.Users.AsNoTracking().SingleAsync(account => account.UserName == name, Token));
        Assert.DoesNotContain(codes[4], kept.RecoveryCodes!, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Wrong_codes_make_the_account_rest_for_the_right_one_too(DatabaseProvider provider)
    {
        var (host, name, password, secret, codes) = await WithFactorAsync(provider);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, password, Token);
        for (var wrong = 0; wrong < 5; wrong++)
            await CodeAsync(browser, "abcde-fghij");

        Assert.Equal(HttpStatusCode.Unauthorized, (await CodeAsync(browser, CodeAt(secret, host.Now))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CodeAsync(browser, codes[0])).Status);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("/admin/sign-in/code", (await browser.SignInAsync(name, password, Token)).To);
        Assert.Equal("/admin", (await CodeAsync(browser, CodeAt(secret, host.Now))).To);
    }

    [Theory, OnEveryDatabase]
    public async Task Turning_off_asks_for_the_password_and_an_administrator_can_take_it_away(DatabaseProvider provider)
    {
        var (host, name, password, secret, _) = await WithFactorAsync(provider);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, password, Token);
        await CodeAsync(browser, CodeAt(secret, host.Now));
        Assert.Contains("Mật khẩu hiện tại không đúng", (await browser.PostAsync("/admin/me/second-factor", "Off", Token, ("current", "sai"))).Text, StringComparison.Ordinal);
        using var other = new DeskBrowser(host);
        Assert.Equal("/admin/sign-in/code", (await other.SignInAsync(name, password, Token)).To);

        var id = await host.InDatabaseAsync(db => db.Users.Where(account => account.UserName == name).Select(account => account.Id).SingleAsync(Token));
        (await host.Admin.PostAsync($"/api/v1/manage/users/{id}/reset-second-factor", null, Token)).ExpectSuccess();
        Assert.Equal("/admin", (await other.SignInAsync(name, password, Token)).To);
    }

    [Theory, OnEveryDatabase]
    public async Task Set_up_of_another_person_is_not_taken(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        using var lan = await SignedInAsync(host);
        using var minh = await SignedInAsync(host);
        var page = (await lan.GetAsync("/admin/me/second-factor", Token)).Text;
        var code = CodeAt(SecretOf(page), host.Now);

        Assert.Equal(HttpStatusCode.Conflict, (await minh.PostAsync("/admin/me/second-factor", "On", Token, ("secret", SealedOf(page)), ("code", code))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await lan.PostAsync("/admin/me/second-factor", "On", Token, ("secret", SealedOf(page)), ("code", code == "000000" ? "000001" : "000000"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await lan.PostAsync("/admin/me/second-factor", "On", Token, ("secret", SealedOf(page)), ("code", code))).Status);
    }

    private static async Task<DeskBrowser> SignedInAsync(CmsHost host)
    {
        var name = $"ma{Guid.NewGuid():N}";
        var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, await DeskBrowser.MakeAsync(host, name), Token);
        return browser;
    }

    private async Task<(CmsHost Host, string Name, string Password, byte[] Secret, IReadOnlyList<string> Codes)> WithFactorAsync(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var name = $"ma{Guid.NewGuid():N}";
        var password = await DeskBrowser.MakeAsync(host, name);
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, password, Token);
        var page = (await browser.GetAsync("/admin/me/second-factor", Token)).Text;
        var secret = SecretOf(page);
        var on = await browser.PostAsync("/admin/me/second-factor", "On", Token, ("secret", SealedOf(page)), ("code", CodeAt(secret, host.Now)));
        Assert.Equal(HttpStatusCode.OK, on.Status);
        return (host, name, password, secret, [.. RecoveryCode().Matches(on.Text).Select(match => match.Groups["code"].Value)]);
    }

    private static Task<(HttpStatusCode Status, string Text, string? To)> CodeAsync(DeskBrowser browser, string code) => browser.PostAsync("/admin/sign-in/code", "", Token, ("code", code));

    private static string CodeAt(byte[] secret, DateTimeOffset now) => TimeCodes.CodeOf(secret, TimeCodes.StepAt(now));

    private static string SealedOf(string page) => Sealed().Match(page).Groups["sealed"].Value;

    private static byte[] SecretOf(string page)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(Secret().Match(page).Groups["secret"].Value.Replace(" ", "", StringComparison.Ordinal).Select(letter => Convert.ToString(alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }

    [GeneratedRegex("name=\"secret\" value=\"(?<sealed>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sealed();

    [GeneratedRegex("id=\"secret\" class=\"wrap\">(?<secret>[A-Z2-7 ]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>(?<code>[a-z2-9]{5}-[a-z2-9]{5})</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RecoveryCode();
}
