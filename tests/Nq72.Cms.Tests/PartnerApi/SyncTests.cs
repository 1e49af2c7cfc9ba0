using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.PartnerApi.Sync;
using Nq72.Cms.Platform;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

public sealed class SyncTests
{
    private const string Path = "/api/v1/sync";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Appearances_changes_expiries_and_retractions_are_changes(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var stays = await host.PublishedAsync(Token);
        var (first, token) = await ChangesAsync(host, null);
        Assert.Equal([$"upsert {stays.Id}"], first);

        // planned: nobody hears of it before its instant
        var planned = await host.ApprovedAsync(Token);
        await host.Admin.PublishAsync(planned.Id, Token, from: host.Now.AddSeconds(10), until: host.Now.AddSeconds(20));
        (first, token) = await ChangesAsync(host, token);
        Assert.Empty(first);
        host.Clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.Empty((await ChangesAsync(host, token)).Changes);
        host.Clock.Advance(TimeSpan.FromSeconds(0.001));
        (first, token) = await ChangesAsync(host, token);
        Assert.Equal([$"upsert {planned.Id}"], first);

        var gone = host.Now.AddSeconds(10);
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        (first, token) = await ChangesAsync(host, token);
        Assert.Equal([$"remove {planned.Id} Article expired {gone.ToWire()}"], first);

        // a correction, and a retraction
        var version = await host.NextApprovedAsync(stays.Id, Token);
        await host.Admin.PublishAsync(stays.Id, Token, correction: "Sửa số liệu.");
        var answer = (await host.Public.GetAsync($"{Path}?since={token}", Token)).ExpectSuccess().Json;
        Assert.Equal(version, answer.GetProperty("changes")[0].GetProperty("item").GetProperty("version").GetInt32());
        Assert.Equal("Sửa số liệu.", answer.GetProperty("changes")[0].GetProperty("item").GetProperty("correction").GetString());
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Admin.RetractAsync(stays.Id, "Sai", Token);
        Assert.Equal([$"remove {stays.Id} Article retracted {host.Now.ToWire()}"], (await ChangesAsync(host, token)).Changes);
    }

    [Theory, OnEveryDatabase]
    public async Task Item_changes_when_another_language_of_it_comes_or_goes(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var source = await host.PublishedAsync(Token);
        var translation = await host.ApprovedTranslationAsync(source.Id, Token);
        var (_, token) = await ChangesAsync(host, null);

        await host.Admin.PublishAsync(translation.Id, Token, from: host.Now.AddSeconds(5));
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        var (changes, _) = await ChangesAsync(host, token);
        Assert.Equal(new[] { $"upsert {source.Id}", $"upsert {translation.Id}" }.Order(), changes.Order());
    }

    [Theory, OnEveryDatabase]
    public async Task Item_changes_when_its_type_is_written_another_way(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var article = await host.PublishedAsync(Token);
        var (_, token) = await ChangesAsync(host, null);

        await host.RedefineAsync("Article", Token);

        Assert.Equal([$"upsert {article.Id}"], (await ChangesAsync(host, token)).Changes);
    }

    [Theory, OnEveryDatabase]
    public async Task Equal_rounds_have_equal_bytes_and_end_at_the_next_boundary(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await host.PublishedAsync(Token);
        var planned = await host.ApprovedAsync(Token);
        await host.Admin.PublishAsync(planned.Id, Token, from: host.Now.AddSeconds(10));
        var (_, token) = await ChangesAsync(host, null);

        var before = await host.Public.GetAsync($"{Path}?since={token}", Token);
        host.Clock.Advance(TimeSpan.FromSeconds(7.5));
        var after = await host.Public.GetAsync($"{Path}?since={token}", Token, ("If-None-Match", before.Headers.ETag!.ToString()));

        Assert.Equal(token, before.Json.GetProperty("next").GetString());
        Assert.Matches("^[A-Za-z0-9_-]+$", token);
        Assert.Equal(HttpStatusCode.NotModified, after.Status);
        Assert.Equal("public, max-age=2", after.Headers.CacheControl!.ToString());
    }

    [Theory, OnEveryDatabase]
    public async Task Answer_as_of_an_instant_needs_the_scope(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var planned = await host.ApprovedAsync(Token);
        await host.Admin.PublishAsync(planned.Id, Token, from: host.Now.AddHours(1));
        var path = $"{Path}?asOf={host.Now.AddHours(1).ToWire()}";

        (await host.Public.GetAsync(path, Token)).ExpectProblem(HttpStatusCode.Unauthorized, "noToken");
        Assert.Single((await host.Client(Scopes.Preview).GetAsync(path, Token)).ExpectSuccess().Json.GetProperty("changes").EnumerateArray());
    }

    [Theory, OnEveryDatabase]
    public async Task Token_that_is_not_ours_is_refused_precisely(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await host.PublishedAsync(Token);
        var (_, token) = await ChangesAsync(host, null);
        var key = await host.Services.GetRequiredService<SigningKeys>().GetAsync(SigningKeys.Sync, Token);
        var restored = new SyncToken(new SyncPoint(1, host.Now), null, null).Write("another", key);
        var forged = new SyncToken(new SyncPoint(1, host.Now), null, null).Write("another", new byte[32]);

        foreach (var bad in new[] { "x", "a.b", new string('A', 5000), token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), token[..20], forged })
        {
            var problem = (await host.Public.GetAsync($"{Path}?since={bad}", Token)).ExpectProblem(HttpStatusCode.BadRequest, "since");
            Assert.Contains("since", problem.Text, StringComparison.Ordinal);
        }

        (await host.Public.GetAsync($"{Path}?since={restored}", Token)).ExpectProblem(HttpStatusCode.Gone, "resync");
        foreach (var limit in new[] { "0", "1001", "x", "-1" })
            (await host.Public.GetAsync($"{Path}?limit={limit}", Token)).ExpectProblem(HttpStatusCode.BadRequest, "limit");
    }

    [Theory, OnEveryDatabase]
    public async Task Partner_that_began_a_round_before_a_change_gets_it_with_the_next(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var items = new List<CmsItem>();
        for (var i = 0; i < 5; i++)
        {
            items.Add(await host.PublishedAsync(Token));
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var partner = new SyncPartner(host.Public);
        Assert.True(await partner.StepAsync(2, Token));
        // one that it has, one that it has not, and a new one
        await host.Admin.RetractAsync(items[0].Id, "Sai", Token);
        await host.Admin.RetractAsync(items[3].Id, "Sai", Token);
        await host.NextApprovedAsync(items[4].Id, Token);
        await host.Admin.PublishAsync(items[4].Id, Token);
        await host.PublishedAsync(Token);
        await partner.CatchUpAsync(2, Token);
        await partner.CatchUpAsync(2, Token);

        Assert.Equal(await SyncPartner.ShownAsync(host.Public, Token), partner.Kept);
    }

    private static async Task<(List<string> Changes, string Token)> ChangesAsync(CmsHost host, string? token)
    {
        var answer = (await host.Public.GetAsync(token is null ? Path : $"{Path}?since={token}", Token)).ExpectSuccess().Json;
        Assert.False(answer.GetProperty("more").GetBoolean());
        return ([.. answer.GetProperty("changes").EnumerateArray().Select(Short)], answer.GetProperty("next").GetString()!);
    }

    private static string Short(JsonElement change) => change.GetProperty("op").GetString() == "upsert"
        ? $"upsert {change.GetProperty("item").GetProperty("id").GetString()}"
        : $"remove {change.GetProperty("id").GetString()} {change.GetProperty("type").GetString()} {change.GetProperty("reason").GetString()} {change.GetProperty("at").GetString()}";
}
