using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;

namespace Nq72.Cms.Tests.Platform;

/// <summary>Callers are told apart by their key, or by their address, which a trusted proxy tells.</summary>
public sealed class RateLimitTests
{
    private const string Path = "/api/v1/items";

    // a quarter of it at once
    private const int AtOnce = 10;
    private static readonly string[] Limited = ["--Nq72:TrustedProxies:0=127.0.0.1", $"--Nq72:RateLimit:PerAddress={4 * AtOnce}", $"--Nq72:RateLimit:PerKey={8 * AtOnce}"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Caller_who_asks_too_much_is_told_to_wait_and_nobody_else_is()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, Limited);

        var answers = await AskAsync(host.Public, "203.0.113.7", AtOnce * 2);

        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.OK), AtOnce, (AtOnce * 2) - 1);
        var refused = answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal("rateLimited", refused.Code);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host.Public, "203.0.113.8", 1))[0].Status);
        await Eventually.TrueAsync(async () => (await AskAsync(host.Public, "203.0.113.7", 1))[0].Status == HttpStatusCode.OK, TimeSpan.FromSeconds(30), Token, "the caller may ask again");
    }

    [Fact]
    public async Task Caller_with_a_key_is_counted_by_it_wherever_it_asks_from()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, Limited);
        var partner = host.Client(Scopes.Read);

        var answers = new List<CmsAnswer>();
        for (var i = 0; i < AtOnce * 3; i++)
            answers.AddRange(await AskAsync(partner, $"203.0.113.{i + 1}", 1));

        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.OK), AtOnce * 2, (AtOnce * 3) - 1);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host.Public, "203.0.113.1", 1))[0].Status);
    }

    [Fact]
    public async Task Key_with_a_measure_of_its_own_goes_by_it_also_from_loopback_and_is_told_how_it_stands()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, Limited);
        var made = (await host.Admin.PostAsync("/api/v1/manage/tokens", new { name = "ít", scopes = new[] { "read" }, perMinute = 2 }, Token)).ExpectSuccess().Json;
        using var partner = new CmsClient(host.Url, made.GetProperty("token").GetString());

        var first = (await partner.GetAsync(Path, Token)).ExpectSuccess();
        Assert.Equal("\"minute\";q=2;w=60", Header(first, "RateLimit-Policy"));
        Assert.Equal("\"minute\";r=0;t=30", Header(first, "RateLimit"));
        var refused = (await partner.GetAsync(Path, Token)).ExpectProblem(HttpStatusCode.TooManyRequests, "rateLimited");
        Assert.Equal("\"minute\";r=0;t=30", Header(refused, "RateLimit"));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 30);
        Assert.True(refused.Headers.CacheControl!.NoStore);

        // more of it counts at once, without a new secret
        (await host.Admin.PutAsync($"/api/v1/manage/tokens/{made.GetProperty("id").GetString()}", new { name = "nhiều", scopes = new[] { "read" }, perMinute = 800 }, Token)).ExpectSuccess();
        Assert.Equal("\"minute\";q=800;w=60", Header((await partner.GetAsync(Path, Token)).ExpectSuccess(), "RateLimit-Policy"));
    }

    [Fact]
    public async Task What_the_minute_refuses_does_not_use_up_the_day()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, Limited);
        var made = (await host.Admin.PostAsync("/api/v1/manage/tokens", new { name = "ít", scopes = new[] { "read" }, perMinute = 1, perDay = 100 }, Token)).ExpectSuccess().Json;
        using var partner = new CmsClient(host.Url, made.GetProperty("token").GetString());

        (await partner.GetAsync(Path, Token)).ExpectSuccess();
        for (var i = 0; i < 5; i++)
            (await partner.GetAsync(Path, Token)).ExpectProblem(HttpStatusCode.TooManyRequests, "rateLimited");

        // what became of a request is counted when it is over, and its caller may have read the answer by then
        await Eventually.TrueAsync(async () =>
        {
            await host.Services.GetRequiredService<TokenMeter>().WriteAsync(Token);
            var usage = (await host.Admin.GetAsync($"/api/v1/manage/tokens/{made.GetProperty("id").GetString()}/usage", Token)).ExpectSuccess().Json;
            return (usage.GetProperty("requests").GetInt64(), usage.GetProperty("refused").GetInt64()) == (1, 5);
        }, TimeSpan.FromSeconds(30), Token, "one request and five refusals are counted");
    }

    [Fact]
    public async Task Refusal_of_an_address_says_how_it_stands_and_answers_that_go_to_everybody_do_not()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, Limited);

        var answers = await AskAsync(host.Public, "203.0.113.7", AtOnce * 2);

        Assert.All(answers.Where(answer => answer.Status == HttpStatusCode.OK), answer => Assert.False(answer.Headers.Contains("RateLimit")));
        Assert.Equal($"\"minute\";q={4 * AtOnce};w=60", Header(answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests), "RateLimit-Policy"));
    }

    [Fact]
    public async Task Network_of_ipv6_is_one_caller()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, Limited);

        var answers = new List<CmsAnswer>();
        for (var i = 0; i < AtOnce * 2; i++)
            answers.AddRange(await AskAsync(host.Public, $"2001:db8:1:2::{i + 1:x}", 1));

        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host.Public, "2001:db8:1:3::1", 1))[0].Status);
    }

    [Fact]
    public async Task Bad_keys_are_counted_by_address()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, Limited);
        using var guesser = new CmsClient(host.Url, new string('x', 40));

        var answers = await AskAsync(guesser, "203.0.113.7", AtOnce * 2);

        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.Unauthorized);
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Loopback_and_health_are_exempt()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, Limited);

        var local = await Task.WhenAll(Enumerable.Range(0, AtOnce * 3).Select(_ => host.Public.GetAsync(Path, Token)));
        var health = await Task.WhenAll(Enumerable.Range(0, AtOnce * 3).Select(_ => host.Public.GetAsync("/health/live", Token, ("X-Forwarded-For", "203.0.113.9"))));

        Assert.All(local.Concat(health), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    private static string Header(CmsAnswer answer, string name) => answer.Headers.GetValues(name).Single();

    private static async Task<List<CmsAnswer>> AskAsync(CmsClient client, string address, int times)
    {
        var answers = new List<CmsAnswer>();
        for (var i = 0; i < times; i++)
            answers.Add(await client.GetAsync(Path, Token, ("X-Forwarded-For", address)));
        return answers;
    }
}
