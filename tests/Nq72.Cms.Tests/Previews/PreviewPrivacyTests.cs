using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Nq72.Cms.Composition;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Previews;

/// <summary>What is shown by a link stays with whoever has it: no cache, no log, no other site, no search engine.</summary>
public sealed class PreviewPrivacyTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Every_answer_to_a_link_good_or_bad_is_for_nobody_else(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token, host.Now.AddHours(1));
        var (link, site) = (await host.PreviewItemAsync(item.Id, Token), await host.PreviewSiteAsync(host.Now.AddHours(1), Token));
        var withdrawn = await host.PreviewSiteAsync(host.Now, Token);
        await host.WithdrawAsync(withdrawn, Token);
        foreach (var path in new[]
        {
            link.Page, link.Api(Items.Delivery(item.Id)), link.Page + "/article/khong-co", link.Api("/api/v1/items"), site.Page, site.Page + "/article/khong-co", site.Api("/api/v1/items"), site.Api("/api/v1/items/khong-co"),
            site.Api("/api/v1/feeds/all.rss"), withdrawn.Page, withdrawn.Api("/api/v1/items"), "/preview/khong-co", "/api/v1/items?preview=khong-co", site.Api("/api/v1/items?limit=0"),
        })
        {
            var answer = await host.Public.GetAsync(path, Token);
            Assert.Equal("no-store, private", answer.Headers.CacheControl!.ToString());
            Assert.Equal(("noindex, nofollow", "no-referrer", "true"), (Header(answer, "X-Robots-Tag"), Header(answer, "Referrer-Policy"), Header(answer, "Nq72-Preview")));
        }

        var page = await host.Public.GetAsync(link.Page, Token);
        Assert.Contains("""<meta name="robots" content="noindex, nofollow">""", page.Text, StringComparison.Ordinal);
        Assert.Contains("script-src 'none'", Header(page, "Content-Security-Policy"), StringComparison.Ordinal);
        // public answers are as they were
        var open = await host.Public.GetAsync("/api/v1/items", Token);
        Assert.Equal("strict-origin-when-cross-origin", Header(open, "Referrer-Policy"));
        Assert.False(open.Headers.Contains("X-Robots-Tag"));
        Assert.False(open.Headers.Contains("Nq72-Preview"));
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_shown_by_a_link_is_not_kept_for_others(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var due = host.Now.AddHours(1);
        var item = await host.PublishedAsync(Token, due);
        var slug = item.Json.GetProperty("slug").GetString();
        var site = await host.PreviewSiteAsync(due, Token);
        foreach (var (path, previewed) in new[]
        {
            ("/api/v1/items?limit=7", site.Api("/api/v1/items?limit=7")), (Items.Delivery(item.Id), site.Api(Items.Delivery(item.Id))), ("/api/v1/feeds/all.json?limit=7", site.Api("/api/v1/feeds/all.json?limit=7")),
            ($"/article/{slug}", $"{site.Page}/article/{slug}"), ("/", site.Page),
        })
        {
            var before = await host.Public.GetAsync(path, Token);
            var seen = await host.Public.GetAsync(previewed, Token);
            var after = await host.Public.GetAsync(path, Token);
            Assert.NotEqual(seen.Text, after.Text);
            Assert.Equal((before.Status, before.Text), (after.Status, after.Text));
            // nor does a link get what is kept for everyone
            Assert.Equal(seen.Text, (await host.Public.GetAsync(previewed, Token)).Text);
        }

        // the page as it is then, first asked for by a link, is made anew for readers
        host.Clock.TurnTo(due);
        Assert.DoesNotContain("Bản xem trước", (await host.Public.GetAsync($"/article/{slug}", Token)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.True((await host.Public.GetAsync(Items.Delivery(item.Id), Token)).Headers.CacheControl!.Public);
    }

    [Fact]
    public async Task Link_counts_as_anybody_against_the_limits()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, "--Nq72:TrustedProxies:0=127.0.0.1", "--Nq72:RateLimit:PerAddress=40");
        var site = await host.PreviewSiteAsync(host.Now, Token);
        var refused = 0;
        for (var number = 0; number < 20; number++)
            refused += (await host.Public.GetAsync(number % 2 == 0 ? site.Api("/api/v1/items") : site.Page, Token, ("X-Forwarded-For", "203.0.113.9"))).Status == HttpStatusCode.TooManyRequests ? 1 : 0;

        Assert.InRange(refused, 1, 10);
        (await host.Public.GetAsync(site.Page, Token, ("X-Forwarded-For", "203.0.113.10"))).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Secret_is_in_no_log_however_much_is_logged(DatabaseProvider provider)
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        using var log = new EveryWord();
        string[] loud = ["--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft=Trace", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Trace", "--Logging:LogLevel:Microsoft.AspNetCore.DataProtection=Trace"];
        await using var app = Nq72Host.Build([.. CmsHost.Settings(database.Options), .. loud], builder => builder.Logging.ClearProviders().AddProvider(log), new SteppedClock(CmsTemplate.Start));
        await StartUp.OpenAsync(app.Services, Token);
        await app.StartAsync(Token);
        var url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        using var admin = new CmsClient(url, CmsTemplate.Token("admin"));
        using var reader = new CmsClient(url, null);
        var item = await admin.CreateItemAsync("Article", "Bản nháp", Token, fields: Items.Complete);
        var link = new PreviewOf((await admin.PostAsync(Support.Previews.Path, new { what = "item", item = item.Id }, Token)).ExpectSuccess().Json);
        var site = new PreviewOf((await admin.PostAsync(Support.Previews.Path, new { what = "site" }, Token)).ExpectSuccess().Json);

        foreach (var path in new[]
        {
            link.Page, link.Page + "?ui=en", link.Api(Items.Delivery(item.Id)), link.Page + "/article/a", link.Page + "/a/b/c/d", link.Api("/api/v1/manage/items"), link.Api("/api/v1/khong-co"),
            site.Page, site.Page + "/article/khong-co", site.Api("/api/v1/items?q=a&limit=0"), site.Api("/api/v1/items?x=%00"), $"{site.Page}x", site.Api("/api/v1/sync"),
        })
            await reader.GetAsync(path, Token);

        Assert.Contains(log.Words, word => word.Contains("/api/v1/manage/previews", StringComparison.Ordinal));
        Assert.Contains(log.Words, word => word.Contains("Request starting", StringComparison.Ordinal) && word.Contains("/preview", StringComparison.Ordinal));
        foreach (var secret in new[] { link.Secret, site.Secret })
            Assert.DoesNotContain(log.Words, word => word.Contains(secret, StringComparison.OrdinalIgnoreCase));
        await app.StopAsync(Token);
    }

    private static string Header(CmsAnswer answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    /// <summary>Keeps every message and what stands around it.</summary>
    private sealed class EveryWord : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider? scopes;

        public ConcurrentQueue<string> Words { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

        public void Dispose()
        {
        }

        private sealed class Writer(EveryWord log, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                log.Words.Enqueue($"{category} {formatter(state, exception)} {exception}");
                log.scopes?.ForEachScope((scope, words) => words.Enqueue(scope is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : $"{scope}"), log.Words);
            }
        }
    }
}
