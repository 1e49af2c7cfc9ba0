using System.Net;
using System.Text;
using System.Text.Json;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>Search as partners meet it, the same on both databases.</summary>
public sealed class SearchTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    // đ has no decomposition; the tokenizers of databases leave it alone
    [OnEveryDatabase("Đảng bộ", "dang bo"), OnEveryDatabase("Đảng bộ", "đảng"), OnEveryDatabase("Ðảng bộ bằng chữ Eth", "đảng bộ")]
    // two marks on one letter
    [OnEveryDatabase("sức bộ tế ướt", "suc bo te uot")]
    // where the tone stands, i and y
    [OnEveryDatabase("hoà bình", "hòa bình"), OnEveryDatabase("hòa bình", "hoà bình"), OnEveryDatabase("sông Thủy", "thuỷ"), OnEveryDatabase("khoẻ mạnh", "khỏe"), OnEveryDatabase("Uỷ ban", "ủy ban")]
    [OnEveryDatabase("Kỳ Lừa", "kì lừa"), OnEveryDatabase("phường Kì Lừa", "ky lua"), OnEveryDatabase("Quý Hòa", "quí hoà"), OnEveryDatabase("quy định", "qui dinh")]
    // identifiers and loans are parted where people part them
    [OnEveryDatabase("Nghị quyết 72-NQ/TW", "72-nq/tw"), OnEveryDatabase("Nghị quyết 72‑NQ/TW", "nq 72"), OnEveryDatabase("bệnh Cô-vít", "co vit")]
    // languages without blanks, and others
    [OnEveryDatabase("健康第一", "康第"), OnEveryDatabase("Straße Ünlü", "unlu")]
    public async Task Search_finds(DatabaseProvider provider, string text, string q)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        var inTitle = await PublishAsync(host, mark, title: text);
        var inBody = await PublishAsync(host, mark, body: $"Xưa kia {text.Normalize(NormalizationForm.FormD)} thế.");
        await PublishAsync(host, mark, "Chuyện khác");

        Assert.Equal([inTitle, inBody], await FindAsync(host, mark, q));
        Assert.Equal([inTitle, inBody], await FindAsync(host, mark, q.Normalize(NormalizationForm.FormD)));
        Assert.Equal([inTitle, inBody], await FindAsync(host, mark, q.ToUpperInvariant()));
    }

    [Theory]
    [OnEveryDatabase("dân số", "số dân|dân"), OnEveryDatabase("\"dân số\"", "số dân|dân, và số"), OnEveryDatabase("dan", "đ an"), OnEveryDatabase("an toàn", "ban toàn quyền")]
    public async Task Search_does_not_find(DatabaseProvider provider, string q, string others)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        var wanted = await PublishAsync(host, mark, body: q.Trim('"'));
        var ids = new List<string>();
        foreach (var other in others.Split('|'))
            ids.Add(await PublishAsync(host, mark, body: other));

        var found = await FindAsync(host, mark, q);

        Assert.Contains(wanted, found);
        Assert.DoesNotContain(ids[^1], found);
    }

    [Theory, OnEveryDatabase]
    public async Task Search_ranks_exact_over_plain_then_title_over_summary_over_text_then_newest(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        // the best is the oldest: it does not come first by its age
        string[] expected =
        [
            await PublishAsync(host, mark, "Công tác dân số"),
            await PublishAsync(host, mark, "Nhân dân và con số"),
            await PublishAsync(host, mark, summary: "về dân số"),
            await PublishAsync(host, mark, body: "về dân số"),
            await PublishAsync(host, mark, body: "dân và con số"),
            await PublishAsync(host, mark, "Đàn sò"),
            await PublishAsync(host, mark, summary: "Đàn sò"),
            await PublishAsync(host, mark, body: "Đàn sò"),
        ];
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var newer = await PublishAsync(host, mark, body: "Đàn sò");

        Assert.Equal([.. expected[..^1], newer, expected[^1]], await FindAsync(host, mark, "dân số"));
        // without marks both are as good: the newest of them, then the greater id
        Assert.Equal(new[] { expected[0], expected[5] }.OrderDescending(StringComparer.Ordinal), (await FindAsync(host, mark, "dan so"))[..2]);
        Assert.Equal(newer, (await FindAsync(host, mark, "dân số&sort=-publishedAt"))[0]);
        Assert.Equal(newer, (await FindAsync(host, mark, "dân số&sort=publishedAt"))[^1]);
        Assert.Equal(9, (await FindAsync(host, mark, "dân số&sort=title")).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Search_ranks_what_was_typed_with_marks_over_what_was_not(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        var typed = await PublishAsync(host, mark, body: "má");
        await PublishAsync(host, mark, body: "ma");
        var plain = await PublishAsync(host, mark, body: "mà");

        Assert.Equal(typed, (await FindAsync(host, mark, "\"má\""))[0]);
        Assert.Equal(plain, (await FindAsync(host, mark, "\"mà\""))[0]);
        Assert.Equal(3, (await FindAsync(host, mark, "\"ma\"")).Count);
        Assert.NotEqual(plain, (await FindAsync(host, mark, "\"ma\""))[0]);
    }

    [Theory]
    [OnEveryDatabase("tiêm ch", true), OnEveryDatabase("tiem chu", true), OnEveryDatabase("tiêm c", false), OnEveryDatabase("ti chủng", false), OnEveryDatabase("\"tiêm ch\"", false)]
    [OnEveryDatabase("tiêm chun", true), OnEveryDatabase("quy", true), OnEveryDatabase("quyể", true), OnEveryDatabase("quyt", false)]
    public async Task Search_takes_the_last_word_as_a_beginning_of_two_letters_or_more(DatabaseProvider provider, string q, bool finds)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        var id = await PublishAsync(host, mark, "Lịch tiêm chủng, quyển hai");

        Assert.Equal(finds ? [id] : [], await FindAsync(host, mark, q));
    }

    [Theory]
    [OnEveryDatabase("\""), OnEveryDatabase("\"a"), OnEveryDatabase("a\"\"\""), OnEveryDatabase("*"), OnEveryDatabase("-a"), OnEveryDatabase("a OR b"), OnEveryDatabase("NEAR(a b, 2)"), OnEveryDatabase("a AND"), OnEveryDatabase("NOT")]
    [OnEveryDatabase("tokens:a"), OnEveryDatabase("{tokens} : a"), OnEveryDatabase("^a"), OnEveryDatabase("a & | !b <-> c:*"), OnEveryDatabase("'; DROP TABLE search_text; --"), OnEveryDatabase("\\"), OnEveryDatabase("a\\'b"), OnEveryDatabase("''")]
    [OnEveryDatabase("%_%"), OnEveryDatabase("=a _b_c"), OnEveryDatabase("\ud83d\ude00"), OnEveryDatabase("a\u0301\u0301\u0301 \u0301b"), OnEveryDatabase("٣ ½ ²"), OnEveryDatabase("ﬁ İ ẞ"), OnEveryDatabase("a\tb\nc\u00a0d\u200be"), OnEveryDatabase("x̂ q̃")]
    public async Task Search_takes_whatever_is_typed(DatabaseProvider provider, string q)
    {
        var host = await hosts.OnAsync(provider);

        var answer = await host.Public.GetAsync($"/api/v1/items?q={Uri.EscapeDataString(q)}&highlight=true&facets=tag", Token);

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        // what means something to a database means a word here
        if (q.Contains("OR", StringComparison.Ordinal))
            Assert.Equal(0, answer.Json.GetProperty("items").GetArrayLength());
    }

    [Theory, OnEveryDatabase]
    public async Task Search_refuses_what_is_too_long_and_what_there_is_not(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        Assert.Equal(HttpStatusCode.OK, (await host.Public.GetAsync($"/api/v1/items?q={string.Join('+', Enumerable.Repeat("a", 100))}", Token)).Status);
        (await host.Public.GetAsync($"/api/v1/items?q={new string('a', 201)}", Token)).ExpectProblem(HttpStatusCode.BadRequest, "tooLong");
        (await host.Public.GetAsync("/api/v1/items?q=a&facets=type,khong", Token)).ExpectProblem(HttpStatusCode.BadRequest, "facets");
        (await host.Public.GetAsync("/api/v1/items?q=a&highlight=co", Token)).ExpectProblem(HttpStatusCode.BadRequest, "highlight");
        (await host.Public.GetAsync("/api/v1/items?q=a&sort=khong", Token)).ExpectProblem(HttpStatusCode.BadRequest, "sort");
    }

    [Theory, OnEveryDatabase]
    public async Task Search_highlights_the_text_as_it_is_written_and_nothing_else_is_markup(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        await PublishAsync(host, mark, "Sức khoẻ <b>là vàng</b>", body: "Giữ **sức khỏe** & \"sống\" <script>x</script>");

        var item = (await host.Public.GetAsync($"/api/v1/items?tag={mark}&q=suc+khoe&highlight=true&fields=title", Token)).ExpectSuccess().Json.GetProperty("items")[0];

        Assert.Equal("<mark>Sức</mark> <mark>khoẻ</mark> &lt;b&gt;là vàng&lt;/b&gt;", item.GetProperty("highlight").GetProperty("title").GetString());
        var text = item.GetProperty("highlight").GetProperty("text").GetString()!;
        Assert.StartsWith("Giữ <mark>sức</mark> <mark>khỏe</mark> &amp; &quot;sống&quot; &lt;script&gt;", text, StringComparison.Ordinal);
        foreach (var without in new[] { "q=suc+khoe", "q=suc+khoe&highlight=false", "highlight=true" })
            Assert.False((await host.Public.GetAsync($"/api/v1/items?tag={mark}&{without}", Token)).ExpectSuccess().Json.GetProperty("items")[0].TryGetProperty("highlight", out _));
    }

    [Theory, OnEveryDatabase]
    public async Task Search_counts_values_over_all_that_fits(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (mark, further) = (Mark(), Mark());
        await PublishAsync(host, mark, "Sức khỏe một", places: ["05977"]);
        await PublishAsync(host, mark, "Sức khỏe hai", places: ["05977", "05983"], tags: [further]);
        await PublishAsync(host, mark, "Health sức khỏe", lang: "en");
        await PublishAsync(host, mark, "Sức khỏe", type: "Slogan");
        await PublishAsync(host, mark, "Chuyện khác", places: ["05983"]);

        var path = $"/api/v1/items?tag={mark}&q=suc+khoe&limit=1&facets=place,type,lang,tag";
        var list = (await host.Public.GetAsync(path, Token)).ExpectSuccess().Json;

        Assert.Equal(1, list.GetProperty("items").GetArrayLength());
        Assert.Equal($$"""{"type":[{"value":"Article","count":3},{"value":"Slogan","count":1}],"lang":[{"value":"vi","count":3},{"value":"en","count":1}],"tag":[{"value":"{{mark}}","count":4},{"value":"{{further}}","count":1}],"place":[{"value":"05977","count":2},{"value":"05983","count":1}]}""",
            list.GetProperty("facets").GetRawText());
        var second = (await host.Public.GetAsync($"{path}&cursor={list.GetProperty("next").GetString()}", Token)).ExpectSuccess().Json;
        Assert.Equal(list.GetProperty("facets").GetRawText(), second.GetProperty("facets").GetRawText());
        Assert.False((await host.Public.GetAsync($"/api/v1/items?tag={mark}&q=suc", Token)).ExpectSuccess().Json.TryGetProperty("facets", out _));
        // without a search too
        Assert.Equal("""{"type":[{"value":"Article","count":4},{"value":"Slogan","count":1}]}""", (await host.Public.GetAsync($"/api/v1/items?tag={mark}&facets=type", Token)).ExpectSuccess().Json.GetProperty("facets").GetRawText());
    }

    [Theory, OnEveryDatabase]
    public async Task Facets_are_the_fifty_most_frequent(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        var tags = Enumerable.Range(0, 40).Select(number => $"{mark} t{number:00}").ToArray();
        await PublishAsync(host, mark, "Sức khỏe", tags: [.. tags, "ưu tiên"]);
        await PublishAsync(host, mark, "Sức khỏe", tags: [.. tags.Select(tag => $"{tag} z"), "ưu tiên"]);

        var counted = (await host.Public.GetAsync($"/api/v1/items?tag={mark}&q=suc&facets=tag", Token)).ExpectSuccess().Json.GetProperty("facets").GetProperty("tag").EnumerateArray().ToList();

        Assert.Equal(50, counted.Count);
        Assert.Equal([mark, "ưu tiên"], counted[..2].Select(value => value.GetProperty("value").GetString()));
        var rest = counted[2..].ConvertAll(value => value.GetProperty("value").GetString()!);
        Assert.Equal(tags.Concat(tags.Select(tag => $"{tag} z")).Order(StringComparer.Ordinal).Take(48), rest);
    }

    [Theory, OnEveryDatabase]
    public async Task Search_is_of_the_version_that_is_visible_at_the_instant(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        var begin = host.Now;
        var id = await PublishAsync(host, mark, "Bản đầu về muối");
        await host.Admin.PutAsync(Items.Manage(id), new { title = "Bản sau về đường", tags = new[] { mark }, fields = new { body = "a" } }, Token, ("If-Match", "*"));
        await host.Admin.SubmitAsync(id, Token);
        await host.Admin.ApproveAsync(id, 2, Token);
        (await host.TryPublishAsync(id, new { from = begin.AddHours(1) }, Token)).ExpectSuccess();

        Assert.Equal([[id], []], [await FindAsync(host, mark, "muối"), await FindAsync(host, mark, "đường")]);
        using var preview = host.Client(Scopes.Preview);
        foreach (var (at, q, expected) in new[] { (begin.AddHours(1), "muối", 0), (begin.AddHours(1), "đường", 1), (begin.AddHours(1).AddMicroseconds(-1), "muối", 1), (begin.AddHours(1).AddMicroseconds(-1), "đường", 0), (begin.AddDays(-1), "muối", 0) })
        {
            var then = (await preview.GetAsync($"/api/v1/items?tag={mark}&q={Uri.EscapeDataString(q)}&facets=type&asOf={Uri.EscapeDataString(at.ToWire())}", Token)).ExpectSuccess().Json;
            Assert.Equal(expected, then.GetProperty("items").GetArrayLength());
            Assert.Equal(expected, then.GetProperty("facets").GetProperty("type").GetArrayLength());
        }

        // nothing runs at the instant but the clock
        host.Clock.TurnTo(begin.AddHours(1).AddMicroseconds(-1));
        Assert.Equal([[id], []], [await FindAsync(host, mark, "muối"), await FindAsync(host, mark, "đường")]);
        host.Clock.TurnTo(begin.AddHours(1));
        Assert.Equal([[], [id]], [await FindAsync(host, mark, "muối"), await FindAsync(host, mark, "đường")]);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.TryRetractAsync(id, "Sai", Token)).ExpectSuccess();
        Assert.Empty(await FindAsync(host, mark, "đường"));
    }

    [Theory, OnEveryDatabase]
    public async Task Search_by_relevance_goes_on_page_by_page_whatever_comes_meanwhile(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        for (var i = 0; i < 4; i++)
        {
            await PublishAsync(host, mark, $"Vệ sinh {i}");
            await PublishAsync(host, mark, body: $"Giữ vệ sinh {i}");
            // some at the same instant
            host.Clock.Advance(TimeSpan.FromSeconds(i % 2));
        }

        var all = await FindAsync(host, mark, "ve sinh");
        var paged = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await host.Public.GetAsync($"/api/v1/items?tag={mark}&q=ve+sinh&limit=3{cursor}", Token)).ExpectSuccess().Json;
            paged.AddRange(Ids(page));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : null;
            // before what was read already: by its score, and by its instant
            if (paged.Count == 3)
                await PublishAsync(host, mark, "Vệ sinh");
        }

        Assert.Equal(8, all.Count);
        Assert.Equal(all, paged);
    }

    [Theory, OnEveryDatabase]
    public async Task Cursor_by_relevance_is_of_that_order_only(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        await PublishAsync(host, mark, "Nước sạch");
        await PublishAsync(host, mark, "Nước sạch");

        var next = (await host.Public.GetAsync($"/api/v1/items?tag={mark}&q=nuoc&limit=1", Token)).ExpectSuccess().Json.GetProperty("next").GetString()!;

        Assert.Matches("^[A-Za-z0-9_-]+$", next);
        (await host.Public.GetAsync($"/api/v1/items?tag={mark}&q=nuoc&sort=title&cursor={next}", Token)).ExpectProblem(HttpStatusCode.BadRequest, "cursor");
        (await host.Public.GetAsync($"/api/v1/items?tag={mark}&cursor={next}", Token)).ExpectProblem(HttpStatusCode.BadRequest, "cursor");
        Assert.Single(await FindAsync(host, mark, $"nuoc&sort=relevance&cursor={next}"));
    }

    [Theory, OnEveryDatabase]
    public async Task Feeds_find_as_before(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        await PublishAsync(host, mark, "Sức khỏe toàn dân");

        Assert.Contains("Sức khỏe toàn dân", (await host.Public.GetAsync($"/api/v1/feeds/all.json?tag={mark}&q=khoe+toan", Token)).ExpectSuccess().Text, StringComparison.Ordinal);
    }

    private static string Mark() => Items.Title("nhan").Replace(' ', '-');

    private static async Task<List<string>> FindAsync(CmsHost host, string mark, string q)
    {
        var (words, further) = q.Split('&', 2) is [var first, var rest] ? (first, $"&{rest}") : (q, "");
        return Ids((await host.Public.GetAsync($"/api/v1/items?tag={mark}&q={Uri.EscapeDataString(words)}{further}", Token)).ExpectSuccess().Json);
    }

    private static List<string> Ids(JsonElement list) => [.. list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private static async Task<string> PublishAsync(
        CmsHost host, string mark, string? title = null, string summary = "", string body = "a", string type = "Article", string lang = "vi", string[]? places = null, string[]? tags = null)
    {
        var further = new Dictionary<string, object?> { ["tags"] = (tags ?? []).Prepend(mark), ["summary"] = summary, ["places"] = places ?? [] };
        var item = await host.Admin.CreateItemAsync(type, title ?? "Bài", Token, lang, type == "Article" ? new { body } : new { }, further);
        await host.Admin.SubmitAsync(item.Id, Token);
        await host.Admin.ApproveAsync(item.Id, 1, Token);
        await host.Admin.PublishAsync(item.Id, Token);
        return item.Id;
    }
}
