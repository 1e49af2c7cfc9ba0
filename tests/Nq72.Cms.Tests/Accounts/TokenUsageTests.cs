using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Accounts;

/// <summary>What keys are used for is counted by day, and a day's share is a day's share.</summary>
public sealed class TokenUsageTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Tokens = "/api/v1/manage/tokens";
    private const string Items = "/api/v1/items";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Answers_are_counted_by_day_with_what_was_sent(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        using var partner = await MakeAsync(host);
        var whole = (await partner.Client.GetAsync(Items, Token)).ExpectSuccess();
        (await partner.Client.GetAsync(Items, Token, ("If-None-Match", whole.ETag!))).Expect(HttpStatusCode.NotModified);
        (await partner.Client.SendAsync(HttpMethod.Head, Items, null, Token)).Expect(HttpStatusCode.OK);
        var missing = (await partner.Client.GetAsync($"{Items}/khong-co", Token)).Expect(HttpStatusCode.NotFound);

        await CountsAsync(host, partner, (4, 1, whole.Body.Length + missing.Body.Length, 0));

        // written or not, and however often: it is the same figure
        await host.Services.GetRequiredService<TokenMeter>().WriteAsync(Token);
        (await partner.Client.GetAsync(Items, Token)).ExpectSuccess();
        await CountsAsync(host, partner, (5, 1, (2 * whole.Body.Length) + missing.Body.Length, 0));
    }

    [Theory, OnEveryDatabase]
    public async Task Answers_that_are_written_piece_by_piece_are_counted_whole(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        using var partner = await MakeAsync(host, scope: Scopes.Preview);
        var calendar = (await partner.Client.GetAsync("/api/v1/calendar", Token)).ExpectSuccess();
        var notices = (await partner.Client.GetAsync("/api/v1/manage/notices", Token)).ExpectSuccess();
        var page = (await partner.Client.GetAsync("/", Token)).ExpectSuccess();
        var style = (await partner.Client.GetAsync("/desk/table.css", Token)).ExpectSuccess();

        await CountsAsync(host, partner, (4, 0, calendar.Body.Length + notices.Body.Length + page.Body.Length + style.Body.Length, 0));
    }

    [Theory, OnEveryDatabase]
    public async Task Days_are_those_of_the_installations_zone_and_each_of_a_span_is_told(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        using var partner = await MakeAsync(host);
        // 17:00 UTC is midnight in Lạng Sơn
        var midnight = new DateTimeOffset(host.Now.UtcDateTime.Date.AddDays(1).AddHours(17), TimeSpan.Zero);
        var evening = DateOnly.FromDateTime(midnight.UtcDateTime);

        host.Clock.TurnTo(midnight.AddMicroseconds(-1));
        (await partner.Client.GetAsync(Items, Token)).ExpectSuccess();
        host.Clock.TurnTo(midnight);
        (await partner.Client.GetAsync(Items, Token)).ExpectSuccess();
        (await partner.Client.GetAsync(Items, Token)).ExpectSuccess();
        await host.Services.GetRequiredService<TokenMeter>().WriteAsync(Token);

        var usage = (await host.Admin.GetAsync($"{partner.Path}/usage?from={evening.AddDays(-1):yyyy-MM-dd}&to={evening.AddDays(2):yyyy-MM-dd}", Token)).ExpectSuccess().Json;
        Assert.Equal([$"{evening.AddDays(-1):yyyy-MM-dd} 0", $"{evening:yyyy-MM-dd} 1", $"{evening.AddDays(1):yyyy-MM-dd} 2", $"{evening.AddDays(2):yyyy-MM-dd} 0"],
            usage.GetProperty("items").EnumerateArray().Select(day => $"{day.GetProperty("day").GetString()} {day.GetProperty("requests").GetInt64()}"));
        Assert.Equal(3, usage.GetProperty("requests").GetInt64());
    }

    [Theory, OnEveryDatabase]
    public async Task Span_that_is_none_is_refused(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        using var partner = await MakeAsync(host);

        (await host.Admin.GetAsync($"{partner.Path}/usage?from=07/04/2027", Token)).ExpectProblem(HttpStatusCode.BadRequest, "from");
        (await host.Admin.GetAsync($"{partner.Path}/usage?to=2027-02-30", Token)).ExpectProblem(HttpStatusCode.BadRequest, "to");
        (await host.Admin.GetAsync($"{partner.Path}/usage?from=2027-04-08&to=2027-04-07", Token)).ExpectProblem(HttpStatusCode.BadRequest, "from");
        (await host.Admin.GetAsync($"{partner.Path}/usage?from=2026-01-01&to=2027-02-05", Token)).ExpectProblem(HttpStatusCode.BadRequest, "from");
        Assert.Equal(400, (await host.Admin.GetAsync($"{partner.Path}/usage?from=2026-01-01&to=2027-02-04", Token)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());
        (await host.Admin.GetAsync($"{Tokens}/{Guid.NewGuid()}/usage", Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
    }

    [Theory, OnEveryDatabase]
    public async Task Share_of_a_day_is_used_up_and_there_again_at_midnight(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var midnight = new DateTimeOffset(host.Now.UtcDateTime.Date.AddDays(1).AddHours(17), TimeSpan.Zero);
        host.Clock.TurnTo(midnight.AddSeconds(-90));
        using var partner = await MakeAsync(host, perDay: 3);

        for (var left = 2; left >= 0; left--)
        {
            var answer = (await partner.Client.GetAsync(Items, Token)).ExpectSuccess();
            Assert.Equal("\"day\";q=3;w=86400", Header(answer, "RateLimit-Policy"));
            Assert.Equal($"\"day\";r={left};t=90", Header(answer, "RateLimit"));
        }

        var refused = (await partner.Client.GetAsync(Items, Token, ("Accept-Language", "en"))).ExpectProblem(HttpStatusCode.TooManyRequests, "quotaExceeded");
        Assert.Equal(TimeSpan.FromSeconds(90), refused.Headers.RetryAfter!.Delta);
        Assert.True(refused.Headers.CacheControl!.NoStore);
        Assert.Contains("3 times a day", refused.Text, StringComparison.Ordinal);
        var (requests, _, _, beyond) = await ReadAsync(host, partner);
        Assert.Equal((3, 1), (requests, beyond));

        host.Clock.TurnTo(midnight);
        (await partner.Client.GetAsync(Items, Token)).ExpectSuccess();
    }

    [Theory, OnEveryDatabase]
    public async Task Nodes_add_to_one_row_and_learn_what_the_others_used(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        using var partner = await MakeAsync(host, perDay: 5);
        var token = await host.InDatabaseAsync(db => db.ApiTokens.AsNoTracking().SingleAsync(row => row.Id == partner.Id, Token));
        // three nodes on one database, as far as counting goes
        var nodes = Enumerable.Range(0, 3).Select(_ => ActivatorUtilities.CreateInstance<TokenMeter>(host.Services)).ToList();

        await UseAsync(nodes[0], 2);
        await UseAsync(nodes[1], 2);
        await Task.WhenAll(nodes.Select(node => node.WriteAsync(Token)));
        Assert.Equal(4, (await nodes[2].TodayAsync(token, Token)).Requests);
        Assert.True((await nodes[2].TodayAsync(token, Token)).TryTake(token.PerDay));
        await nodes[2].WriteAsync(Token);
        Assert.Equal(5, await host.InDatabaseAsync(db => db.Set<TokenUsage>().Where(row => row.TokenId == partner.Id).Select(row => row.Requests).SingleAsync(Token)));
        // the first wrote when three were there, and learns of the rest with what it writes next
        (await nodes[0].TodayAsync(token, Token)).Add(new(Refused: 1));
        await nodes[0].WriteAsync(Token);
        Assert.False((await nodes[0].TodayAsync(token, Token)).TryTake(token.PerDay));

        async Task UseAsync(TokenMeter node, int times)
        {
            for (var i = 0; i < times; i++)
                Assert.True((await node.TodayAsync(token, Token)).TryTake(token.PerDay));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task What_could_not_be_written_waits_and_what_is_old_is_forgotten(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        using var partner = await MakeAsync(host);
        (await partner.Client.GetAsync(Items, Token)).ExpectSuccess();
        var meter = host.Services.GetRequiredService<TokenMeter>();

        await host.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE token_usage RENAME TO gone", Token));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => meter.WriteAsync(Token));
        await host.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE gone RENAME TO token_usage", Token));
        await meter.WriteAsync(Token);
        Assert.Equal(1, await RowsAsync());

        host.Clock.Advance(TimeSpan.FromDays(TokenMeter.KeptDays));
        await meter.WriteAsync(Token);
        Assert.Equal(1, await RowsAsync());
        host.Clock.Advance(TimeSpan.FromDays(1));
        await meter.WriteAsync(Token);
        Assert.Equal(0, await RowsAsync());

        Task<int> RowsAsync() => host.InDatabaseAsync(db => db.Set<TokenUsage>().CountAsync(row => row.TokenId == partner.Id, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Node_that_stops_writes_what_it_counted(DatabaseProvider provider)
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        Guid id;
        await using (var host = await CmsHost.StartAsync(database.Options, new Nq72.Scheduler.Platform.Time.SteppedClock(CmsTemplate.Start), Token))
        {
            using var partner = await MakeAsync(host);
            id = partner.Id;
            (await partner.Client.GetAsync(Items, Token)).ExpectSuccess();
        }

        await using var next = await CmsHost.StartAsync(database.Options, new Nq72.Scheduler.Platform.Time.SteppedClock(CmsTemplate.Start), Token);
        Assert.Equal(1, await next.InDatabaseAsync(db => db.Set<TokenUsage>().Where(row => row.TokenId == id).Select(row => row.Requests).SingleAsync(Token)));
    }

    private static string Header(CmsAnswer answer, string name) => string.Join(", ", answer.Headers.GetValues(name));

    private static async Task<Partner> MakeAsync(CmsHost host, int? perDay = null, string scope = Scopes.Read)
    {
        var made = (await host.Admin.PostAsync(Tokens, new { name = "đối tác", scopes = new[] { scope }, perDay }, Token)).Expect(HttpStatusCode.Created).Json;
        return new(made.GetProperty("id").GetGuid(), new CmsClient(host.Url, made.GetProperty("token").GetString()));
    }

    private static async Task<JsonElement> TotalsAsync(CmsHost host, Partner partner)
    {
        await host.Services.GetRequiredService<TokenMeter>().WriteAsync(Token);
        return (await host.Admin.GetAsync($"{partner.Path}/usage", Token)).ExpectSuccess().Json;
    }

    private static async Task<(long Requests, long NotModified, long Bytes, long Refused)> ReadAsync(CmsHost host, Partner partner)
    {
        var totals = await TotalsAsync(host, partner);
        return (totals.GetProperty("requests").GetInt64(), totals.GetProperty("notModified").GetInt64(), totals.GetProperty("bytes").GetInt64(), totals.GetProperty("refused").GetInt64());
    }

    // what became of a request is counted when it is over, and its caller may have read the answer by then
    private static Task CountsAsync(CmsHost host, Partner partner, (long Requests, long NotModified, long Bytes, long Refused) expected) =>
        Eventually.TrueAsync(async () => await ReadAsync(host, partner) == expected, TimeSpan.FromSeconds(30), Token, $"the counts are {expected}");

    private sealed record Partner(Guid Id, CmsClient Client) : IDisposable
    {
        public string Path => $"{Tokens}/{Id}";

        public void Dispose() => Client.Dispose();
    }
}
