using System.Net;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Accounts;

/// <summary>What a partner's key is given: scopes, origins, limits, an end; and how a secret is changed for another.</summary>
public sealed class TokenTermsTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Tokens = "/api/v1/manage/tokens";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://example.vn", "https://example.vn")]
    [InlineData("HTTPS://Example.VN", "https://example.vn")]
    [InlineData("https://example.vn:443", "https://example.vn")]
    [InlineData("http://localhost:3000", "http://localhost:3000")]
    [InlineData("https://lạngsơn.vn", null, true)]
    [InlineData("*", "*")]
    [InlineData("https://example.vn/", null)]
    [InlineData("https://example.vn/a", null)]
    [InlineData("https://example.vn?a", null)]
    [InlineData("https://*.example.vn", null)]
    [InlineData("https://a@example.vn", null)]
    [InlineData("example.vn", null)]
    [InlineData("ftp://example.vn", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Origin_is_as_browsers_send_it(string? text, string? origin, bool onlyAscii = false)
    {
        var read = WebOrigin.Read(text);

        if (onlyAscii)
            Assert.StartsWith("https://xn--", read, StringComparison.Ordinal);
        else
            Assert.Equal(origin, read);
    }

    [Theory, OnEveryDatabase]
    public async Task Terms_are_kept_shown_and_replaced_as_a_whole(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var made = (await host.Admin.PostAsync(Tokens, new { name = "Báo", scopes = new[] { "read" }, origins = new[] { "https://bao.vn" }, perMinute = 90, perDay = 1000 }, Token)).Expect(HttpStatusCode.Created).Json;
        var path = $"{Tokens}/{made.GetProperty("id").GetString()}";

        var shown = (await host.Admin.GetAsync(path, Token)).ExpectSuccess();
        Assert.Equal("""["https://bao.vn"] 90 1000""", $"{shown.Json.GetProperty("origins").GetRawText()} {shown.Json.GetProperty("perMinute")} {shown.Json.GetProperty("perDay")}");
        Assert.DoesNotContain(made.GetProperty("token").GetString()!, shown.Text, StringComparison.Ordinal);

        var put = (await host.Admin.PutAsync(path, new { name = "Báo Lạng Sơn", scopes = new[] { "read", "preview" }, perMinute = 60 }, Token)).ExpectSuccess().Json;
        Assert.Equal("""[] 60 Null ["preview","read"]""", $"{put.GetProperty("origins").GetRawText()} {put.GetProperty("perMinute")} {put.GetProperty("perDay").ValueKind} {put.GetProperty("scopes").GetRawText()}");

        // the secret stays, and may what it was given
        using var partner = new CmsClient(host.Url, made.GetProperty("token").GetString());
        (await partner.GetAsync($"/api/v1/items?asOf={Uri.EscapeDataString("2030-01-01T00:00:00Z")}", Token)).Expect(HttpStatusCode.OK);
        (await host.Admin.PutAsync($"{Tokens}/{Guid.NewGuid()}", new { name = "a", scopes = new[] { "read" } }, Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
    }

    [Theory, OnEveryDatabase]
    public async Task Terms_that_mean_nothing_good_are_refused_with_every_reason(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        Assert.Equal("origins[1] origin, perDay outOfRange, perMinute outOfRange", await ErrorsAsync(new { name = "a", scopes = new[] { "read" }, origins = new[] { "https://a.vn", "a.vn" }, perMinute = 0, perDay = -1 }));
        Assert.Equal("origins anyOrigin", await ErrorsAsync(new { name = "a", scopes = new[] { "read" }, origins = new[] { "*", "https://a.vn" } }));
        Assert.Equal("origins originsScope", await ErrorsAsync(new { name = "a", scopes = new[] { "read", "preview" }, origins = new[] { "https://a.vn" } }));
        Assert.Equal("origins tooMany", await ErrorsAsync(new { name = "a", scopes = new[] { "read" }, origins = Enumerable.Range(0, 21).Select(i => $"https://a{i}.vn") }));

        var open = (await host.Admin.PostAsync(Tokens, new { name = "mở", scopes = new[] { "read" }, origins = new[] { "*" } }, Token, ("Accept-Language", "en"))).Expect(HttpStatusCode.Created).Json;
        Assert.Equal("anyOrigin", open.GetProperty("warnings")[0].GetProperty("code").GetString());
        Assert.StartsWith("Pages of every site", open.GetProperty("warnings")[0].GetProperty("message").GetString(), StringComparison.Ordinal);

        async Task<string> ErrorsAsync(object body)
        {
            var refused = (await host.Admin.PostAsync(Tokens, body, Token)).Expect(HttpStatusCode.UnprocessableEntity).Json;
            return string.Join(", ", refused.GetProperty("errorCodes").EnumerateObject().Select(field => $"{field.Name} {field.Value[0].GetString()}").Order(StringComparer.Ordinal));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Old_secret_holds_beside_the_new_one_up_to_the_end_of_the_overlap(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (path, first) = await MakeAsync(host);
        var rotated = (await host.Admin.PostAsync($"{path}/rotate", new { overlap = "PT2H" }, Token)).ExpectSuccess().Json;
        var second = rotated.GetProperty("token").GetString()!;
        var end = host.Now.AddHours(2);
        Assert.Equal(end, rotated.GetProperty("previousHoldsUntil").GetDateTimeOffset());
        Assert.NotEqual(first, second);

        host.Clock.TurnTo(end.AddMicroseconds(-1));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await AskAsync(host, first), await AskAsync(host, second)));
        // whoever wonders whether the partner has changed over sees that it has not
        var used = (await host.Admin.GetAsync(path, Token)).ExpectSuccess().Json.GetProperty("previousUsedAt").GetDateTimeOffset();
        Assert.Equal(host.Now, used);
        host.Clock.TurnTo(end);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await AskAsync(host, first), await AskAsync(host, second)));
    }

    [Theory, OnEveryDatabase]
    public async Task Third_secret_waits_for_the_first_ones_end_unless_all_are_ended(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (path, first) = await MakeAsync(host);
        var second = (await host.Admin.PostAsync($"{path}/rotate", null, Token)).ExpectSuccess().Json.GetProperty("token").GetString()!;

        (await host.Admin.PostAsync($"{path}/rotate", new { overlap = "P1D" }, Token)).ExpectProblem(HttpStatusCode.Conflict, "rotating");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await AskAsync(host, first), await AskAsync(host, second)));

        var third = (await host.Admin.PostAsync($"{path}/rotate", new { overlap = "PT0S" }, Token)).ExpectSuccess().Json.GetProperty("token").GetString()!;
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await AskAsync(host, first), await AskAsync(host, second), await AskAsync(host, third)));
        (await host.Admin.PostAsync($"{path}/rotate", new { overlap = "P91D" }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "outOfRange");
        (await host.Admin.PostAsync($"{path}/rotate", new { overlap = "một tuần" }, Token)).ExpectProblem(HttpStatusCode.BadRequest, "malformedJson");
    }

    [Theory, OnEveryDatabase]
    public async Task Of_rotations_at_once_one_wins_and_its_secret_holds(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (path, first) = await MakeAsync(host);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.Admin.PostAsync($"{path}/rotate", new { overlap = "PT1H" }, Token)));

        var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer != won), answer => answer.ExpectProblem(HttpStatusCode.Conflict, "rotating"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await AskAsync(host, first), await AskAsync(host, won.Json.GetProperty("token").GetString()!)));
    }

    [Theory, OnEveryDatabase]
    public async Task Taking_back_ends_both_secrets_and_what_is_over_is_not_changed(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (path, first) = await MakeAsync(host);
        var second = (await host.Admin.PostAsync($"{path}/rotate", null, Token)).ExpectSuccess().Json.GetProperty("token").GetString()!;

        (await host.Admin.SendAsync(HttpMethod.Delete, path, null, Token)).Expect(HttpStatusCode.NoContent);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await AskAsync(host, first), await AskAsync(host, second)));
        (await host.Admin.PostAsync($"{path}/rotate", null, Token)).ExpectProblem(HttpStatusCode.Conflict, "tokenOver");
        (await host.Admin.PutAsync(path, new { name = "a", scopes = new[] { "read" } }, Token)).ExpectProblem(HttpStatusCode.Conflict, "tokenOver");
    }

    private static async Task<(string Path, string Secret)> MakeAsync(CmsHost host)
    {
        var made = (await host.Admin.PostAsync(Tokens, new { name = Items.Title("mã"), scopes = new[] { "read" } }, Token)).Expect(HttpStatusCode.Created).Json;
        return ($"{Tokens}/{made.GetProperty("id").GetString()}", made.GetProperty("token").GetString()!);
    }

    private static async Task<HttpStatusCode> AskAsync(CmsHost host, string secret)
    {
        using var client = new CmsClient(host.Url, secret);
        return (await client.GetAsync("/api/v1/items", Token)).Status;
    }
}
