using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Previews;

/// <summary>Links at the desk: who makes them, for how long, how they end, and what is written down of it.</summary>
public sealed class PreviewLinkTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Unknown = "4000000000000000000000000z";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Link_is_shown_once_and_listed_without_its_secret(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);
        var made = await host.PreviewAsync(new { what = "item", item = item.Id, note = "  Bác sĩ Lan, CDC " }, Token);

        Assert.Equal($"{CmsHost.PublicUrl}/preview/{made.Secret}", made.Json.GetProperty("link").GetString());
        Assert.Equal($"{CmsHost.PublicUrl}/api/v1/items/{item.Id}?preview={made.Secret}", made.Json.GetProperty("api").GetString());
        Assert.Equal(("Bác sĩ Lan, CDC", "active", host.Now.AddDays(7)), (Text(made.Json, "note"), Text(made.Json, "state"), made.Json.GetProperty("expiresAt").GetDateTimeOffset()));
        foreach (var path in new[] { Support.Previews.Path, $"{Support.Previews.Path}?item={item.Id}", $"{Support.Previews.Path}/{made.Id}" })
        {
            var shown = (await host.Admin.GetAsync(path, Token)).ExpectSuccess();
            Assert.Contains(made.Id.ToString(), shown.Text, StringComparison.Ordinal);
            Assert.Contains(Text(item.Json, "title")!, shown.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(made.Secret, shown.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(made.Id.ToString(), (await host.Admin.GetAsync($"{Support.Previews.Path}?item={Unknown}", Token)).ExpectSuccess().Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task List_goes_page_by_page_and_by_state(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);
        var made = new List<Guid>();
        for (var number = 0; number < 5; number++)
        {
            made.Insert(0, (await host.PreviewAsync(new { what = "item", item = item.Id, expiresAt = host.Now.AddDays(number + 1) }, Token)).Id);
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await host.Admin.SendAsync(HttpMethod.Delete, $"{Support.Previews.Path}/{made[0]}", null, Token)).Expect(HttpStatusCode.NoContent);
        host.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(made[1..4], await IdsAsync(host, $"item={item.Id}&limit=2"));
        Assert.Equal([made[4]], await IdsAsync(host, $"item={item.Id}&state=expired"));
        Assert.Equal([made[0]], await IdsAsync(host, $"item={item.Id}&state=withdrawn"));
        Assert.Equal(made, await IdsAsync(host, $"item={item.Id}&state=all&limit=1"));
        (await host.Admin.GetAsync($"{Support.Previews.Path}?state=khong", Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "unknownState");
        (await host.Admin.GetAsync($"{Support.Previews.Path}?limit=0", Token)).ExpectProblem(HttpStatusCode.BadRequest, "limit");
        (await host.Admin.GetAsync($"{Support.Previews.Path}?cursor=khong", Token)).ExpectProblem(HttpStatusCode.BadRequest, "cursor");
    }

    [Theory, OnEveryDatabase]
    public async Task Link_that_means_nothing_good_is_refused_with_every_reason(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = (await host.DraftAsync(Token)).Id;
        var past = host.Now.AddSeconds(-1).ToWire();
        foreach (var (body, expected) in new (string, string)[]
        {
            ("{}", "what required"),
            ("""{"what":"item"}""", "item required"),
            ("""{"what":"page"}""", "path required"),
            ($$"""{"what":"site","item":"{{item}}","path":"/","version":1}""", "item unexpected, path unexpected, version unexpected"),
            ($$"""{"what":"item","item":"{{item}}","version":1,"asOf":"2027-04-07T00:00:00Z"}""", "asOf versionOrInstant"),
            ($$"""{"what":"item","item":"{{item}}","version":2}""", "version unknownVersion"),
            ($$"""{"what":"item","item":"{{item}}","version":0}""", "version unknownVersion"),
            ($$"""{"what":"item","item":"{{Unknown}}"}""", "item unknownItem"),
            ("""{"what":"page","path":"/admin/items"}""", "path unknownPage"),
            ("""{"what":"page","path":"/khong/co"}""", "path unknownPage"),
            ("""{"what":"page","path":"//evil.example/x"}""", "path unknownPage"),
            ("""{"what":"page","path":"/article/a?b=c"}""", "path unknownPage"),
            ("""{"what":"page","path":"https://nq72.test/article/a"}""", "path unknownPage"),
            ("""{"what":"site","asOf":"1066-10-14T00:00:00Z"}""", "asOf outOfRange"),
            ("""{"what":"site","asOf":{"local":"sáng mai"}}""", "asOf wallTime"),
            ($$"""{"what":"site","expiresAt":"{{past}}"}""", "expiresAt outOfRange"),
            ($$"""{"what":"site","expiresAt":"{{host.Now.ToWire()}}"}""", "expiresAt outOfRange"),
            ($$"""{"what":"site","expiresAt":"{{host.Now.AddDays(90).AddSeconds(1).ToWire()}}"}""", "expiresAt outOfRange"),
            ($$"""{"what":"site","note":"{{new string('a', 301)}}","expiresAt":"{{past}}"}""", "expiresAt outOfRange, note tooLong"),
        })
        {
            var refused = (await host.Admin.PostAsync(Support.Previews.Path, body, Token)).Expect(HttpStatusCode.UnprocessableEntity).Json;
            Assert.Equal(expected, string.Join(", ", refused.GetProperty("errorCodes").EnumerateObject().Select(error => $"{error.Name} {error.Value[0].GetString()}").Order(StringComparer.Ordinal)));
        }

        (await host.Admin.PostAsync(Support.Previews.Path, """{"what":"everything"}""", Token)).Expect(HttpStatusCode.BadRequest);
        // as long as any may hold
        await host.PreviewAsync(new { what = "site", expiresAt = host.Now.AddDays(90) }, Token);
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(item), null, Token)).ExpectSuccess();
        (await host.Admin.PostAsync(Support.Previews.Path, new { what = "item", item }, Token)).ExpectProblem(HttpStatusCode.Conflict, "trashed");
    }

    [Theory, OnEveryDatabase]
    public async Task Days_that_a_link_holds_are_the_installations(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Previews:DefaultDays=2", "--Nq72:Previews:MaxDays=3");

        Assert.Equal(host.Now.AddDays(2), (await host.PreviewAsync(new { what = "site" }, Token)).Json.GetProperty("expiresAt").GetDateTimeOffset());
        (await host.Admin.PostAsync(Support.Previews.Path, new { what = "site", expiresAt = host.Now.AddDays(3).AddSeconds(1) }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "outOfRange");
    }

    [Fact]
    public async Task Usual_days_beyond_the_most_are_refused_at_the_start() =>
        Assert.Contains("DefaultDays", (await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(async () =>
            await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, "--Nq72:Previews:DefaultDays=5", "--Nq72:Previews:MaxDays=4"))).Message, StringComparison.Ordinal);

    [Theory, OnEveryDatabase]
    public async Task Desk_side_needs_the_scope(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var made = await host.PreviewAsync(new { what = "site" }, Token);
        foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Post, ""), (HttpMethod.Get, $"/{made.Id}"), (HttpMethod.Delete, $"/{made.Id}") })
        {
            var body = method == HttpMethod.Post ? new { what = "site" } : null;
            (await host.Public.SendAsync(method, Support.Previews.Path + path, body, Token)).ExpectProblem(HttpStatusCode.Unauthorized, "noToken");
            foreach (var scope in Scopes.All.Except([Scopes.Preview, Scopes.Admin]))
                (await host.Client(scope).SendAsync(method, Support.Previews.Path + path, body, Token)).ExpectProblem(HttpStatusCode.Forbidden, "scope");
            // a link to everything is no way to the desk
            (await host.Public.SendAsync(method, made.Api(Support.Previews.Path + path), body, Token)).ExpectProblem(HttpStatusCode.NotFound, "previewNotCovered");
        }

        (await host.Client(Scopes.Preview).SendAsync(HttpMethod.Delete, $"{Support.Previews.Path}/{made.Id}", null, Token)).Expect(HttpStatusCode.NoContent);
        (await host.Admin.SendAsync(HttpMethod.Delete, $"{Support.Previews.Path}/{Guid.NewGuid()}", null, Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        (await host.Admin.GetAsync($"{Support.Previews.Path}/{Guid.NewGuid()}", Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
    }

    [Theory, OnEveryDatabase]
    public async Task Making_and_withdrawing_stand_in_the_audit_log_once_and_without_the_secret(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);
        var made = await host.PreviewAsync(new { what = "item", item = item.Id, version = 1, note = "Lãnh đạo" }, Token);
        var end = host.Now.AddDays(7);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.WithdrawAsync(made, Token);
        await host.WithdrawAsync(made, Token);

        var entries = await host.RunAsync<SchedulerDb, List<AuditEntry>>(db => db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.SubjectKind == "preview" && entry.SubjectId == made.Id.ToString())
            .OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToListAsync(Token));
        Assert.Equal(["preview.make", "preview.withdraw"], entries.Select(entry => entry.Action));
        var detail = JsonElement.Parse(entries[0].Detail!);
        Assert.Equal(("item", item.Id, 1, "Lãnh đạo", end),
            (Text(detail, "what"), Text(detail, "itemId"), detail.GetProperty("version").GetInt32(), Text(detail, "note"), detail.GetProperty("expiresAt").GetDateTimeOffset()));
        Assert.All(entries, entry => Assert.DoesNotContain(made.Secret, JsonSerializer.Serialize(entry), StringComparison.Ordinal));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static async Task<List<Guid>> IdsAsync(CmsHost host, string query)
    {
        var ids = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await host.Admin.GetAsync($"{Support.Previews.Path}?{query}{(cursor is null ? "" : $"&cursor={cursor}")}", Token)).ExpectSuccess().Json;
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(link => link.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return ids;
    }
}
