using System.Net;
using System.Text.Json;
using Nq72.Cms.Accounts;
using Nq72.Cms.AuditLog;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.AuditLog;

/// <summary>What was done can be found again: by whom, what, to what, when and by its words.</summary>
public sealed class AuditTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Audit = "/api/v1/manage/audit";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Entries_are_found_by_who_action_subject_and_text(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var name = $"so{Guid.NewGuid():N}";
        var made = (await host.Admin.PostAsync("/api/v1/manage/users", new { userName = name, displayName = "Đỗ Thị Ghi" }, Token)).Expect(HttpStatusCode.Created).Json.GetProperty("person").GetProperty("id").GetString()!;
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.Admin.PutAsync($"/api/v1/manage/users/{made}", new { displayName = "Đỗ Thị Ghi Sổ", unit = "Sở Y tế 72%_" }, Token)).ExpectSuccess();

        Assert.Equal("account.put account.invite", await ActionsAsync($"subject={made}"));
        Assert.Equal("account.put", await ActionsAsync($"subject={made}&action=account.p"));
        Assert.Equal("", await ActionsAsync($"subject={made}&action=ccount"));
        Assert.Equal("account.put", await ActionsAsync($"subject={made}&q={Uri.EscapeDataString("72%_")}"));
        Assert.Equal("", await ActionsAsync($"subject={made}&q={Uri.EscapeDataString("7_")}"));
        Assert.Equal("account.put account.invite", await ActionsAsync($"subject={made}&who={Uri.EscapeDataString("admin")}"));
        Assert.Equal("", await ActionsAsync($"subject={made}&who=khong-co-ai-ten-nay"));

        async Task<string> ActionsAsync(string query) => string.Join(' ', (await ListAsync(host, query)).Select(entry => entry.GetProperty("action").GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Person_is_found_by_the_name_of_today_and_of_then(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var name = $"ten{Guid.NewGuid():N}";
        var password = await DeskBrowser.MakeAsync(host, name, CreateAccount.AdministratorRole);
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, password, Token);
        var id = (await host.Admin.GetAsync($"/api/v1/manage/users?q={name}", Token)).ExpectSuccess().Json.GetProperty("items")[0].GetProperty("id").GetString()!;
        (await host.Admin.PutAsync($"/api/v1/manage/users/{id}", new { displayName = $"Mới {name[^6..]}", roles = new[] { CreateAccount.AdministratorRole } }, Token)).ExpectSuccess();

        foreach (var who in new[] { $"Người {name}", $"moi {name[^6..]}", id })
        {
            var entry = Assert.Single(await ListAsync(host, $"who={Uri.EscapeDataString(who)}&action=account.signIn"));
            Assert.Equal(("127.0.0.1", true), (entry.GetProperty("address").GetString(), entry.GetProperty("device").GetString()!.Contains("Windows", StringComparison.Ordinal)));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Days_count_as_a_whole_in_the_installations_zone(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        // 23:59:59 and 00:00:00 in Lạng Sơn
        host.Clock.TurnTo(new DateTimeOffset(2027, 4, 7, 16, 59, 59, TimeSpan.Zero));
        var last = await InviteAsync(host);
        host.Clock.TurnTo(new DateTimeOffset(2027, 4, 7, 17, 0, 0, TimeSpan.Zero));
        var first = await InviteAsync(host);

        Assert.Equal(last, Assert.Single(await ListAsync(host, "action=account&from=2027-04-07&to=2027-04-07")).GetProperty("subjectId").GetString());
        Assert.Equal(first, Assert.Single(await ListAsync(host, "action=account&from=2027-04-08")).GetProperty("subjectId").GetString());
        (await host.Admin.GetAsync($"{Audit}?from=2027-04-08&to=2027-04-07", Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "order");
        (await host.Admin.GetAsync($"{Audit}?from=07/04/2027", Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "day");
    }

    [Theory, OnEveryDatabase]
    public async Task Pages_hold_every_entry_once_also_of_one_instant(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        for (var i = 0; i < 7; i++)
            await InviteAsync(host);

        var (seen, next) = (new List<string>(), "");
        do
        {
            var page = (await host.Admin.GetAsync($"{Audit}?action=account&limit=3{(next.Length > 0 ? $"&cursor={next}" : "")}", Token)).ExpectSuccess().Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString() ?? "";
        }
        while (next.Length > 0);

        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("""{"before":{"a":"1","b":["x","y"],"c":{"d":1}},"after":{"a":"1","b":["x"],"c":{"d":2}},"name":"N","none":null}""", "b x, y>x; c.d 1>2; name N")]
    [InlineData("""{"after":{"a":"1"}}""", "a >1")]
    [InlineData("""["a"]""", " a")]
    [InlineData("null", "")]
    public void Facts_tell_what_changed_and_leave_out_what_stayed(string detail, string expected)
    {
        var facts = AuditFact.Of(JsonSerializer.Deserialize<JsonElement>(detail));

        Assert.Equal(expected, string.Join("; ", facts.Select(fact => fact.IsChange ? $"{fact.Name} {fact.Before}>{fact.After}" : $"{fact.Name} {fact.After}")));
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(CmsHost host, string query) => [.. (await host.Admin.GetAsync($"{Audit}?{query}", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray()];

    private static async Task<string> InviteAsync(CmsHost host) =>
        (await host.Admin.PostAsync("/api/v1/manage/users", new { userName = $"so{Guid.NewGuid():N}", displayName = "Ghi" }, Token)).Expect(HttpStatusCode.Created).Json.GetProperty("person").GetProperty("id").GetString()!;
}
