using System.Net;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

public sealed class ItemListTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnEveryDatabase("type=Article", "b c"), OnEveryDatabase("type=Slogan", "a"), OnEveryDatabase("lang=en", "c"), OnEveryDatabase("lang=vi", "a b")]
    [OnEveryDatabase("genre=tin", "b"), OnEveryDatabase("genre=bai", "c"), OnEveryDatabase("place=05977", "b"), OnEveryDatabase("audience=hoc-sinh", "c")]
    [OnEveryDatabase("campaign=nq72", "b c"), OnEveryDatabase("campaign=nq72&genre=tin", "b"), OnEveryDatabase("genre=tin&place=05983", "")]
    [OnEveryDatabase("q=suc+khoe", "b c"), OnEveryDatabase("q=S%E1%BB%A9c+kho%E1%BA%BB", "b c"), OnEveryDatabase("q=KHOE+tay", "c"), OnEveryDatabase("q=%25", "a b c"), OnEveryDatabase("q=khong-co", "")]
    [OnEveryDatabase("publishedSince={1}", "b c"), OnEveryDatabase("publishedSince={2}", "c"), OnEveryDatabase("updatedSince={3}", "a")]
    [OnEveryDatabase("sort=publishedAt", "a b c"), OnEveryDatabase("sort=-publishedAt", "c b a"), OnEveryDatabase("lang=en&fallback=vi", "a b c")]
    public async Task List_filters(DatabaseProvider provider, string query, string expected)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var mark = Items.Title("nhan").Replace(' ', '-');
        await MakeAsync(host, mark);

        for (var i = 0; i < 4; i++)
            query = query.Replace($"{{{i}}}", Uri.EscapeDataString(begin.AddMinutes(i).ToWire()), StringComparison.Ordinal);
        var list = (await host.Public.GetAsync($"/api/v1/items?tag={mark}&{query}", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray();

        var summaries = list.Select(item => item.GetProperty("summary").GetString()!);
        Assert.Equal(expected, string.Join(' ', query.StartsWith("sort", StringComparison.Ordinal) ? summaries : summaries.Order(StringComparer.Ordinal)));
    }

    [Theory, OnEveryDatabase]
    public async Task List_falls_back_only_where_a_translation_is_missing_and_labels_it(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Items.Title("nhan").Replace(' ', '-');
        var translated = await PublishAsync(host, "Article", mark, "vi", "gốc");
        await PublishAsync(host, "Article", mark, "en", "dịch", translationOf: translated);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await PublishAsync(host, "Article", mark, "vi", "lẻ");
        await PublishAsync(host, "Article", mark, "fr", "khác");

        var list = (await host.Public.GetAsync($"/api/v1/items?tag={mark}&lang=en&fallback=vi&sort=publishedAt", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["dịch", "lẻ"], list.Select(item => item.GetProperty("summary").GetString()));
        Assert.False(list[0].TryGetProperty("fallbackFor", out _));
        Assert.Equal("en", list[1].GetProperty("fallbackFor").GetString());
        Assert.Equal(translated, list[0].GetProperty("translations")[0].GetProperty("id").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task List_cuts_items_down_to_fields(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Items.Title("nhan").Replace(' ', '-');
        await MakeAsync(host, mark);

        var item = (await host.Public.GetAsync($"/api/v1/items?tag={mark}&type=Article&lang=vi&fields=title,fields.lead", Token)).ExpectSuccess().Json.GetProperty("items")[0];

        Assert.Equal(["id", "type", "title", "fields"], item.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["lead"], item.GetProperty("fields").EnumerateObject().Select(member => member.Name));
        var problem = (await host.Public.GetAsync("/api/v1/items?fields=title,khac", Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "unknownField");
        Assert.True(problem.Json.GetProperty("errors").TryGetProperty("fields", out _));
    }

    [Theory, OnEveryDatabase]
    public async Task List_by_title_is_in_the_order_of_a_vietnamese_dictionary_page_by_page(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Items.Title("nhan").Replace(' ', '-');
        string[] titles = ["An", "Ăn", "Ân", "Da", "Đa", "Em", "Êm", "Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Oi", "Ôi", "Ơi", "Ui", "Ưi"];
        foreach (var title in titles.OrderBy(title => title, StringComparer.Ordinal))
            await PublishAsync(host, "Slogan", mark, "vi", "", title);

        Assert.Equal(titles, await PagesAsync(host, $"/api/v1/items?tag={mark}&sort=title&limit=4", "title"));
    }

    [Theory, OnEveryDatabase]
    public async Task List_by_title_loses_no_item_between_pages_whatever_its_title(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Items.Title("nhan").Replace(' ', '-');
        // titles that sort alike (a soft hyphen weighs nothing), of the greatest length, and the same one twice
        string[] titles = ["Sức khỏe", "Sức\u00ad khỏe", "Sức kh\u00adỏe", "Sức khỏe", string.Concat(Enumerable.Repeat("Ế", 300)), string.Concat(Enumerable.Repeat("Ề", 300)), "Một\nhai", "Một hai"];
        var ids = new HashSet<string>();
        foreach (var title in titles)
            ids.Add(await PublishAsync(host, "Slogan", mark, "vi", "", title));

        var listed = await PagesAsync(host, $"/api/v1/items?tag={mark}&sort=title&limit=1", "id");

        Assert.Equal(titles.Length, listed.Count);
        Assert.Equal(ids, listed.ToHashSet());
    }

    [Theory, OnEveryDatabase("-publishedAt"), OnEveryDatabase("publishedAt"), OnEveryDatabase("title")]
    public async Task Cursor_goes_on_where_it_was_when_items_come_and_go(DatabaseProvider provider, string sort)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Items.Title("nhan").Replace(' ', '-');
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await PublishAsync(host, "Slogan", mark, "vi", "", $"Tên {i}"));
            // some in the same instant
            if (i % 2 == 0)
                host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var path = $"/api/v1/items?tag={mark}&sort={sort}&limit=2";
        var first = (await host.Public.GetAsync(path, Token)).ExpectSuccess().Json;
        var seen = first.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var early = await PublishAsync(host, "Slogan", mark, "vi", "", "A đứng trước");
        var late = await PublishAsync(host, "Slogan", mark, "vi", "", "Tên z");
        (await host.TryUnpublishAsync(seen[0], new { }, Token)).ExpectSuccess();
        var rest = await PagesAsync(host, $"{path}&cursor={first.GetProperty("next").GetString()}", "id");

        Assert.Equal(ids.Order(), seen.Concat(rest).Where(id => id != early && id != late).Order());
        Assert.Equal(rest.Count, rest.Distinct().Count());
        Assert.Equal(sort != "-publishedAt", rest.Contains(late));
    }

    [Theory, OnEveryDatabase]
    public async Task Cursor_is_of_url_safe_letters_and_of_one_order(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Items.Title("nhan").Replace(' ', '-');
        foreach (var title in new[] { "Ấ >?>?~", "Ấ ÿÿÿ", "Ấ" })
            await PublishAsync(host, "Slogan", mark, "vi", "", title);

        var next = (await host.Public.GetAsync($"/api/v1/items?tag={mark}&sort=title&limit=1", Token)).Json.GetProperty("next").GetString()!;

        Assert.Matches("^[A-Za-z0-9_-]+$", next);
        Assert.Equal(next, (await host.Public.GetAsync($"/api/v1/items?tag={mark}&sort=title&limit=1", Token)).Json.GetProperty("next").GetString());
        foreach (var wrong in new[] { $"{next}&sort=publishedAt", $"{next[..^3]}", "x", "%2B%2F", Cursor.Encode("NewestFirst", "a\0", "b"), Cursor.Encode("NewestFirst", "khong", "b"), new string('a', 6000) })
            (await host.Public.GetAsync($"/api/v1/items?cursor={wrong}", Token)).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, OnEveryDatabase]
    public async Task Queries_that_only_look_alike_have_their_own_answers(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Items.Title("nhan").Replace(' ', '-');
        await MakeAsync(host, mark);

        // what is cached for a made-up tag must not be what others get for two real filters
        foreach (var forged in new[] { $"tag={mark})%09(genre,%20tin", $"tag={mark}%09genre%09tin", $"tag={mark}%22%2C%22genre%22%2C%22tin", $"tag={mark}%0Atin", $"genre=tin)%0A&tag={mark}" })
            Assert.Equal(0, (await host.Public.GetAsync($"/api/v1/items?{forged}", Token)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());

        Assert.Equal(1, (await host.Public.GetAsync($"/api/v1/items?tag={mark}&genre=tin", Token)).Json.GetProperty("items").GetArrayLength());
    }

    [Theory, OnEveryDatabase]
    public async Task List_says_since_when_and_until_when_it_holds(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        await host.PublishedAsync(Token, until: begin.AddMinutes(20));
        await host.PublishedAsync(Token, begin.AddMinutes(10));

        var now = (await host.Public.GetAsync("/api/v1/items", Token)).Json;
        Assert.Equal((begin.ToWire(), begin.AddMinutes(10).ToWire()), (now.GetProperty("asOf").GetString(), now.GetProperty("validUntil").GetString()));
        host.Clock.TurnTo(begin.AddMinutes(15));
        var later = (await host.Public.GetAsync("/api/v1/items", Token)).Json;
        Assert.Equal((begin.AddMinutes(10).ToWire(), begin.AddMinutes(20).ToWire()), (later.GetProperty("asOf").GetString(), later.GetProperty("validUntil").GetString()));
        host.Clock.TurnTo(begin.AddMinutes(25));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await host.Public.GetAsync("/api/v1/items", Token)).Json.GetProperty("validUntil").ValueKind);
    }

    // a: a slogan; b, c: articles, each a minute after the one before; a is corrected in the third minute
    private static async Task MakeAsync(CmsHost host, string mark)
    {
        var slogan = await PublishAsync(host, "Slogan", mark, "vi", "a");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await PublishAsync(host, "Article", mark, "vi", "b", "Sức khỏe người dân", new { genre = "tin", places = new[] { "05977" }, campaign = "nq72" });
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await PublishAsync(host, "Article", mark, "en", "c", "Sức khoẻ, tiếng Tày", new { genre = "bai", audience = new[] { "hoc-sinh" }, campaign = "nq72" });
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.NextApprovedAsync(slogan, Token);
        await host.Admin.PublishAsync(slogan, Token);
    }

    private static async Task<string> PublishAsync(CmsHost host, string type, string mark, string lang, string summary, string? title = null, object? further = null, string? translationOf = null)
    {
        var body = new Dictionary<string, object?> { ["tags"] = new[] { mark }, ["summary"] = summary, ["translationOf"] = translationOf };
        foreach (var property in further?.GetType().GetProperties() ?? [])
            body[property.Name] = property.GetValue(further);
        object fields = type == "Article" ? new { body = "a", lead = "b" } : new { };
        var item = await host.Admin.CreateItemAsync(type, title ?? Items.Title(), Token, lang, fields, body);
        await host.Admin.SubmitAsync(item.Id, Token);
        await host.Admin.ApproveAsync(item.Id, 1, Token);
        await host.Admin.PublishAsync(item.Id, Token);
        return item.Id;
    }

    private static async Task<List<string>> PagesAsync(CmsHost host, string path, string member)
    {
        var all = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = (await host.Public.GetAsync(path + cursor, Token)).ExpectSuccess().Json;
            all.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(member).GetString()!));
            if (page.GetProperty("next").GetString() is not { } next)
                return all;
            Assert.True(all.Count < 1000, "the pages never end");
            cursor = $"&cursor={next}";
            path = path.Split("&cursor")[0];
        }
    }
}
