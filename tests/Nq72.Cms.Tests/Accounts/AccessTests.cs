using System.Net;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Accounts;

/// <summary>Tokens and accounts: what holds, until when, and what is kept of secrets.</summary>
public sealed class AccessTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Token_holds_up_to_its_end(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var end = host.Now.AddHours(1);
        var (_, secret) = (await MakeAsync(host, "thử", [Scopes.Write], end)).Value;
        using var client = new CmsClient(host.Url, secret);

        host.Clock.TurnTo(end.AddMicroseconds(-1));
        (await client.GetAsync("/api/v1/manage/items", Token)).Expect(HttpStatusCode.OK);
        host.Clock.TurnTo(end);
        (await client.GetAsync("/api/v1/manage/items", Token)).ExpectProblem(HttpStatusCode.Unauthorized, "badToken");
    }

    [Theory, OnEveryDatabase]
    public async Task Token_taken_back_holds_no_longer(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var made = (await host.Admin.PostAsync("/api/v1/manage/tokens", new { name = "Báo Lạng Sơn", scopes = new[] { "write" } }, Token)).Expect(HttpStatusCode.Created).Json;
        using var client = new CmsClient(host.Url, made.GetProperty("token").GetString());
        (await client.GetAsync("/api/v1/manage/items", Token)).Expect(HttpStatusCode.OK);

        (await host.Admin.SendAsync(HttpMethod.Delete, $"/api/v1/manage/tokens/{made.GetProperty("id").GetString()}", null, Token)).Expect(HttpStatusCode.NoContent);

        (await client.GetAsync("/api/v1/manage/items", Token)).ExpectProblem(HttpStatusCode.Unauthorized, "badToken");
        var listed = (await host.Admin.GetAsync("/api/v1/manage/tokens", Token)).ExpectSuccess();
        Assert.DoesNotContain(made.GetProperty("token").GetString()!, listed.Text, StringComparison.Ordinal);
    }

    [Theory]
    [OnEveryDatabase("/api/v1/items"), OnEveryDatabase("/api/v1/items/khong-co"), OnEveryDatabase("/api/v1/items/Article/khong-co"), OnEveryDatabase("/api/v1/calendar"), OnEveryDatabase("/openapi/v1.json")]
    public async Task Token_that_does_not_hold_is_told_where_none_is_needed(DatabaseProvider provider, string path)
    {
        var host = await hosts.OnAsync(provider);
        var end = host.Now.AddHours(1);
        using var client = new CmsClient(host.Url, (await MakeAsync(host, "thử", [Scopes.Read], end)).Value.Secret);
        var open = (await host.Public.GetAsync(path, Token)).Status;
        Assert.Equal(open, (await client.GetAsync(path, Token)).Status);

        host.Clock.TurnTo(end);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            var refused = (await client.SendAsync(method, path, null, Token)).Expect(HttpStatusCode.Unauthorized);
            Assert.Equal("error=\"invalid_token\"", refused.Headers.WwwAuthenticate.Single().Parameter);
            Assert.True(refused.Headers.CacheControl!.NoStore);
        }

        (await client.GetAsync(path, Token)).ExpectProblem(HttpStatusCode.Unauthorized, "badToken");
        // a page that a proxy guards with a password of its own stays readable
        (await host.Public.GetAsync("/", Token, ("Authorization", "Basic YWRtaW46YQ=="))).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Token_notes_its_use_once_a_minute_and_is_kept_as_a_hash(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (token, secret) = (await MakeAsync(host, "thử", [Scopes.Write], null)).Value;
        using var client = new CmsClient(host.Url, secret);
        var first = host.Now;

        foreach (var seconds in new[] { 0, 59, 2 })
        {
            host.Clock.Advance(TimeSpan.FromSeconds(seconds));
            (await client.GetAsync("/api/v1/manage/items", Token)).ExpectSuccess();
            var kept = await host.InDatabaseAsync(db => db.ApiTokens.AsNoTracking().SingleAsync(row => row.Id == token.Id, Token));
            Assert.Equal(seconds == 2 ? first.AddSeconds(61) : first, kept.LastUsedAt);
            Assert.Matches("^[0-9a-f]{64}$", kept.Hash);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Token_that_is_none_is_refused_with_every_reason(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        Assert.Equal(["name required", "scopes required"], Errors(await MakeAsync(host, " \0", [], null)));
        Assert.Equal(["scopes unknownScope"], Errors(await MakeAsync(host, "a", ["write", "root"], null)));
        Assert.Equal(["token tooShort"], Errors(await MakeAsync(host, "a", ["write"], null, new string('a', 31))));
        Assert.True((await MakeAsync(host, "a", ["write"], null, $"{new string('a', 20)}{Items.Title()}-đủ-dài")).Succeeded);

        static IEnumerable<string> Errors(Outcome<(ApiToken, string)> outcome) => outcome.Problem!.Errors.Select(error => $"{error.Field} {error.Code}").Order(StringComparer.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Account_gets_a_password_that_is_shown_once_and_roles_that_exist(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        var password = await CreateAsync("lan", [CreateAccount.AdministratorRole], null);
        Assert.Matches("^[a-z2-9]{5}(-[a-z2-9]{5}){3}$", password.Value!);
        Assert.Equal("userName duplicateUserName", Error(await CreateAsync("lan", [CreateAccount.AdministratorRole], null)));
        Assert.Equal("roles unknownRole", Error(await CreateAsync("minh", ["Vua"], null)));
        Assert.Equal("password passwordTooShort", Error(await CreateAsync("minh", [], "ngắn quá")));
        Assert.Equal("", (await CreateAsync("minh", [], "một mật khẩu dài")).Value);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Users.CountAsync(user => user.UserName == "lan" && !user.PasswordHash!.Contains(password.Value!), Token)));

        Task<Outcome<string>> CreateAsync(string name, string[] roles, string? given) =>
            host.RunAsync<CreateAccount, Outcome<string>>(verb => verb.RunAsync(name, null, name, roles, given, Actor.System, Token));
        static string Error(Outcome<string> outcome) => $"{outcome.Problem!.Errors[0].Field} {outcome.Problem.Errors[0].Code}";
    }

    private static Task<Outcome<(ApiToken Token, string Secret)>> MakeAsync(CmsHost host, string name, string[] scopes, DateTimeOffset? end, string? given = null) =>
        host.RunAsync<ApiTokens, Outcome<(ApiToken, string)>>(tokens => tokens.CreateAsync(name, scopes, end, Actor.System, given, Token));
}
