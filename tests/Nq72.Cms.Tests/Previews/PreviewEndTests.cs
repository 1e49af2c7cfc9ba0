using System.Net;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Previews;

/// <summary>How links end: to the instant, at once on every node, and never begin for what nobody signed here.</summary>
public sealed class PreviewEndTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Link_holds_up_to_its_instant_and_not_at_it(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var item = await host.DraftAsync(Token);
        var end = host.Now.AddHours(3);
        var links = new List<(string Page, string Api)>();
        foreach (var request in new object[] { new { what = "item", item = item.Id, expiresAt = end }, new { what = "site", expiresAt = end } })
        {
            var link = await host.PreviewAsync(request, Token);
            links.Add((link.Page, link.Api(Items.Delivery(item.Id))));
        }

        host.Clock.TurnTo(end.AddMicroseconds(-1));
        (await host.Public.GetAsync(links[0].Page, Token)).Expect(HttpStatusCode.OK);
        (await host.Public.GetAsync(links[0].Api, Token)).Expect(HttpStatusCode.OK);
        (await host.Public.GetAsync(links[1].Page, Token)).Expect(HttpStatusCode.OK);
        host.Clock.TurnTo(end);
        foreach (var (page, api) in links)
        {
            Assert.Contains("Liên kết xem trước đã hết hạn", (await host.Public.GetAsync(page, Token)).Expect(HttpStatusCode.Gone).Text, StringComparison.Ordinal);
            Assert.Contains("The preview link has expired", (await host.Public.GetAsync($"{page}?ui=en", Token)).Expect(HttpStatusCode.Gone).Text, StringComparison.Ordinal);
            var gone = (await host.Public.GetAsync(api, Token, ("Accept-Language", "en"))).ExpectProblem(HttpStatusCode.Gone, "previewExpired").Json;
            Assert.Equal(("The preview link has expired", end), (gone.GetProperty("title").GetString(), gone.GetProperty("expiredAt").GetDateTimeOffset()));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Withdrawal_counts_at_once_on_every_node(DatabaseProvider provider)
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        var clock = new SteppedClock(CmsTemplate.Start);
        await using var first = await CmsHost.StartAsync(database.Options, clock, Token);
        await using var second = await CmsHost.StartAsync(database.Options, clock, Token);
        var item = await first.DraftAsync(Token);
        var link = await first.PreviewItemAsync(item.Id, Token);
        foreach (var node in new[] { first, second })
        {
            (await node.Public.GetAsync(link.Page, Token)).Expect(HttpStatusCode.OK);
            (await node.Public.GetAsync(link.Api(Items.Delivery(item.Id)), Token)).Expect(HttpStatusCode.OK);
        }

        await first.WithdrawAsync(link, Token);

        foreach (var node in new[] { second, first })
        {
            Assert.Contains("Liên kết xem trước đã bị thu hồi", (await node.Public.GetAsync(link.Page, Token)).Expect(HttpStatusCode.Gone).Text, StringComparison.Ordinal);
            (await node.Public.GetAsync(link.Api(Items.Delivery(item.Id)), Token)).ExpectProblem(HttpStatusCode.Gone, "previewWithdrawn");
        }

        // and stays what it was when its time is over
        clock.Advance(TimeSpan.FromDays(8));
        (await second.Public.GetAsync(link.Api(Items.Delivery(item.Id)), Token)).ExpectProblem(HttpStatusCode.Gone, "previewWithdrawn");
    }

    [Theory, OnEveryDatabase]
    public async Task Link_that_nobody_signed_here_opens_nothing(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await using var elsewhere = await CmsHost.StartNewAsync(provider, Token);
        var item = await host.DraftAsync(Token);
        var link = await host.PreviewItemAsync(item.Id, Token);
        // of another installation with a link of the same id
        var (foreign, secret) = (await elsewhere.PreviewAsync(new { what = "site" }, Token), link.Secret);
        var flipped = secret[..20] + (secret[20] == 'A' ? 'B' : 'A') + secret[21..];
        foreach (var bad in new[] { "x", secret[..^1], secret + "A", flipped, secret.ToUpperInvariant() + "a", foreign.Secret, new string('A', 48), new string('A', 5000), "%2e%2e", "khong co", $"{secret},{secret}" })
        {
            var page = (await host.Public.GetAsync($"/preview/{Uri.EscapeDataString(bad)}", Token)).Expect(HttpStatusCode.NotFound);
            Assert.DoesNotContain(item.Json.GetProperty("title").GetString()!, page.Text, StringComparison.Ordinal);
            (await host.Public.GetAsync($"{Items.Delivery(item.Id)}?preview={Uri.EscapeDataString(bad)}", Token)).ExpectProblem(HttpStatusCode.NotFound, "noPreview");
        }

        Assert.Contains("Không có bản xem trước này", (await host.Public.GetAsync($"/preview/{flipped}", Token)).Text, StringComparison.Ordinal);
        foreach (var query in new[] { "preview=", $"preview={secret}&preview={secret}", $"preview={flipped}&preview={secret}" })
            (await host.Public.GetAsync($"{Items.Delivery(item.Id)}?{query}", Token)).ExpectProblem(HttpStatusCode.NotFound, "noPreview");
        (await host.Public.GetAsync("/preview", Token)).Expect(HttpStatusCode.NotFound);
        (await host.Public.GetAsync("/preview/", Token)).Expect(HttpStatusCode.NotFound);
        // wherever in the query it stands, and however it is written
        (await host.Public.GetAsync($"{Items.Delivery(item.Id)}?include=related&Preview={secret}&x=1", Token)).Expect(HttpStatusCode.OK);
        (await host.Public.GetAsync(link.Page + "/", Token)).Expect(HttpStatusCode.OK);
    }
}
