using System.Net;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Places;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Taxonomies;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.DeskSettings;

/// <summary>Communes, terms and the site's settings are read and changed at the desk; what is not shown is kept.</summary>
public sealed class SettingsScreenTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Term_is_added_placed_renamed_and_retired_and_items_keep_it(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await ClearGenresAsync(host);
        await PutGenresAsync(host);
        var plain = (await host.DraftAsync(Token)).Id;
        using var browser = await SignInAsync(host);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/admin/settings/term/genre", "", Token, ("title", "Phỏng vấn"), ("description", "Hỏi và đáp"), ("place", "1"))).Status);
        Assert.Equal(["phong-van:Phỏng vấn", "tin:Tin", "bai:Bài"], await TermsAsync(host));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/admin/settings/term/genre/phong-van", "", Token, ("title", "Phỏng vấn ngắn"), ("place", ""))).Status);
        Assert.Equal(["tin:Tin", "bai:Bài", "phong-van:Phỏng vấn ngắn"], await TermsAsync(host));
        Assert.Equal(["Phỏng vấn ngắn"], (await OfferedAsync(browser, plain)).Where(title => title.StartsWith("Phỏng", StringComparison.Ordinal)));
        var item = await host.Admin.CreateItemAsync("Article", "Bài phỏng vấn", Token, fields: Items.Complete, further: new Dictionary<string, object?> { ["genre"] = "phong-van" });

        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/admin/settings/term/genre/phong-van", "Retire", Token, ("retired", "true"))).Status);

        // offered no more to others, kept by who carries it, and valid
        Assert.Equal(["Tin", "Bài"], await OfferedAsync(browser, plain));
        Assert.Contains("Phỏng vấn ngắn", await OfferedAsync(browser, item.Id));
        (await host.Admin.PutAsync($"/api/v1/manage/items/{item.Id}", new { title = "Bài phỏng vấn 2", genre = "phong-van", fields = Items.Complete }, Token, ("If-Match", "*"))).ExpectSuccess();
        Assert.Contains("Đã ngừng dùng", (await browser.GetAsync("/admin/settings/taxonomy/genre", Token)).Text, StringComparison.Ordinal);
        // a recipe that names it again does not bring it back
        await PutGenresAsync(host, "phong-van");
        Assert.Equal(["Tin", "Bài"], await OfferedAsync(browser, plain));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/admin/settings/term/genre/phong-van", "Retire", Token, ("retired", "false"))).Status);
        Assert.Equal(3, (await OfferedAsync(browser, plain)).Count);
        var log = (await host.Admin.GetAsync("/api/v1/manage/audit?limit=100", Token)).ExpectSuccess().Text;
        foreach (var action in new[] { "term.put", "term.retire", "term.revive" })
            Assert.Contains(action, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_term_is_told_at_its_fields_and_a_key_is_given_once()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await ClearGenresAsync(host);
        await PutGenresAsync(host);
        using var browser = await SignInAsync(host);

        var wrong = await browser.PostAsync("/admin/settings/term/genre", "", Token, ("title", ""), ("key", "có dấu"), ("place", "x"));
        var twice = await browser.PostAsync("/admin/settings/term/genre", "", Token, ("title", "Tin khác"), ("key", "tin"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (wrong.Status, twice.Status));
        Assert.Contains("“Tên mục” không được để trống.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"f-key-error\"", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"f-place-error\"", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Khóa 'tin' đã có", twice.Text, StringComparison.Ordinal);
        Assert.Equal(["tin:Tin", "bai:Bài"], await TermsAsync(host));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/admin/settings/term/khong-co", Token)).Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Commune_is_found_without_accents_and_changed_with_what_is_not_shown_kept(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutPlacesAsync(host);
        using var browser = await SignInAsync(host);

        Assert.Equal(["Đoàn Kết"], await NamesAsync("?q=doan+ket"));
        // by a former unit
        Assert.Equal(["Đông Kinh"], await NamesAsync("?q=mai+pha"));
        var wards = await NamesAsync("?kind=ph%C6%B0%E1%BB%9Dng");
        Assert.Contains("Đông Kinh", wards);
        Assert.DoesNotContain("Đoàn Kết", wards);
        var form = (await browser.GetAsync("/admin/settings/place/06001", Token)).Text;
        Assert.Contains("Chưa kiểm chứng", form, StringComparison.Ordinal);
        var saved = await browser.PostAsync("/admin/settings/place/06001", "", Token, ("name", "Đoàn Kết"), ("kind", "xã"), ("province", "20"), ("facts.formerDistrict", "[U] Huyện Tràng Định"), ("facts.borderDerived", "true"),
            ("facts.mergedFrom", "Xã Một\r\n\r\nXã Hai"), ("factName", "languages"), ("factValue", "[U] tyz"));

        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        var place = await host.InDatabaseAsync(db => db.Places.AsNoTracking().SingleAsync(row => row.Code == "06001", Token));
        using var facts = System.Text.Json.JsonDocument.Parse(place.Facts);
        Assert.Equal(("[U] Huyện Tràng Định", true, "Xã Một|Xã Hai", "[U] tyz", 7), (facts.RootElement.GetProperty("formerDistrict").GetString(), facts.RootElement.GetProperty("borderDerived").GetBoolean(),
            string.Join('|', facts.RootElement.GetProperty("mergedFrom").EnumerateArray().Select(one => one.GetString())), facts.RootElement.GetProperty("languages").GetString(), facts.RootElement.GetProperty("map").GetProperty("x").GetInt32()));
        Assert.Equal(3, Markup.Count((await browser.GetAsync("/admin/settings/place/06001", Token)).Text, "Chưa kiểm chứng"));
        Assert.Contains("06001", (await host.Admin.GetAsync("/api/v1/manage/audit?limit=100", Token)).ExpectSuccess().Text, StringComparison.Ordinal);

        var wrong = await browser.PostAsync("/admin/settings/place/06001", "", Token, ("name", ""), ("kind", "xã"), ("province", "20"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("id=\"f-name-error\">“Tên” không được để trống.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"f-code-error\"", (await browser.PostAsync("/admin/settings/place", "", Token, ("code", "06001"), ("name", "Khác"), ("kind", "xã"), ("province", "20"))).Text, StringComparison.Ordinal);

        async Task<IReadOnlyList<string>> NamesAsync(string query) =>
            Markup.Titles((await browser.GetAsync($"/admin/settings/places{query}", Token)).Text);
    }

    [Theory, OnEveryDatabase]
    public async Task Site_settings_are_saved_and_what_the_form_does_not_show_stays(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutSiteAsync(host, new SiteSettings { SiteName = "Cũ", Theme = "ChuyenTrang", Sections = new() { Slogans = ["Poster"] }, Languages = [new("vi", "Tiếng Việt"), new("tyz", "Tày", "Lưu ý", "IANA") { NativeSignOff = true }] });
        using var browser = await SignInAsync(host);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/admin/settings/site", "", Token, [.. Form, ("languages[0].tag", "vi"), ("languages[0].name", "Tiếng Việt"),
            ("languages[1].tag", "tyz"), ("languages[1].name", "Tày"), ("languages[1].nativeSignOff", "true"), ("languages[1].note", "Lưu ý"), ("languages[1].evidence", "IANA"), ("languages[2].tag", ""), ("languages[2].name", ""),
            ("postLimits[0].channel", "Zalo OA"), ("postLimits[0].part", "title"), ("postLimits[0].most", "120"), ("postLimits[0].source", "[U]")])).Status);

        var site = await ReadAsync(host);
        Assert.Equal(("Mới", 240, "Poster", "ChuyenTrang"), (site.SiteName, site.Script.ItemSeconds, site.Sections.Slogans.Single(), site.Theme));
        Assert.Equal([("vi", false, null), ("tyz", true, "Lưu ý")], site.Languages.Select(language => (language.Tag, language.NativeSignOff, language.Note)));
        Assert.Equal([new PostLimit("Zalo OA", "title", 120, "[U]")], site.PostLimits);
        Assert.Equal(["chúc mừng", "lễ hội"], site.Festive!.Tags);
        Assert.Contains("site.put", (await host.Admin.GetAsync("/api/v1/manage/audit?limit=100", Token)).ExpectSuccess().Text, StringComparison.Ordinal);

        // everything counts as festive when nobody says otherwise
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/admin/settings/site", "", Token, [.. Form, ("festiveAll", "true"), ("languages[0].tag", "vi"), ("languages[0].name", "Tiếng Việt")])).Status);
        Assert.Null((await ReadAsync(host)).Festive);
    }

    [Fact]
    public async Task Wrong_settings_are_told_at_their_fields_and_a_language_in_use_stays()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await PutSiteAsync(host, new SiteSettings { SiteName = "Cũ", Languages = [new("vi", "Tiếng Việt"), new("en", "English")] });
        var source = await host.DraftAsync(Token);
        (await host.Admin.PostAsync("/api/v1/manage/items", new { type = "Article", lang = "en", title = "A text", translationOf = source.Id }, Token)).ExpectSuccess();
        using var browser = await SignInAsync(host);
        (string, string)[] vi = [("languages[0].tag", "vi"), ("languages[0].name", "Tiếng Việt")];

        var wrong = await browser.PostAsync("/admin/settings/site", "", Token, [.. Form.Where(field => field.Item1 is not ("siteName" or "itemSeconds" or "attribution")), ("itemSeconds", "nhiều"), .. vi, ("languages[1].tag", "en"), ("languages[1].name", "English"), ("languages[2].tag", "v"), ("languages[2].name", "V"), ("postLimits[0].channel", "Zalo"), ("postLimits[0].part", "title"), ("postLimits[0].most", "0")]);
        var used = await browser.PostAsync("/admin/settings/site", "", Token, [.. Form, .. vi]);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (wrong.Status, used.Status));
        Assert.Contains("Còn nội dung bằng 'en'", used.Text, StringComparison.Ordinal);
        foreach (var field in new[] { "siteName", "itemSeconds", "attribution", "languages-2--tag", "postLimits-0--most" })
            Assert.Contains($"id=\"f-{field}-error\"", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("Cũ", (await ReadAsync(host)).SiteName);
    }

    [Fact]
    public async Task Who_only_writes_reads_and_changes_nothing()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await PutGenresAsync(host);
        await PutPlacesAsync(host);
        Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync("Writer", "Writer", [Scopes.Preview, Scopes.Write], Token))).Succeeded);
        using var browser = await SignInAsync(host, "Writer");

        var hub = (await browser.GetAsync("/admin/settings", Token)).Text;
        Assert.Contains("/admin/settings/places", hub, StringComparison.Ordinal);
        Assert.DoesNotContain("/admin/settings/site", hub, StringComparison.Ordinal);
        Assert.DoesNotContain("/admin/settings/term/", (await browser.GetAsync("/admin/settings/taxonomy/genre", Token)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"submit\">Lưu", (await browser.GetAsync("/admin/settings/place/06001", Token)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/admin/settings/place/06001", "", Token, ("name", "Khác"), ("kind", "xã"), ("province", "20"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/admin/settings/place", Token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/admin/settings/term/genre/tin", "Retire", Token, ("retired", "true"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/admin/settings/site", "", Token, Form)).Status);
        Assert.Equal("Đoàn Kết", await host.InDatabaseAsync(db => db.Places.Where(row => row.Code == "06001").Select(row => row.Name).SingleAsync(Token)));
    }

    private static readonly (string, string)[] Form =
    [
        ("siteName", "Mới"), ("tagline", "Câu"), ("publisher", "Ban"), ("defaultLanguage", "vi"), ("festiveTags", "chúc mừng, lễ hội"), ("heading", "KỊCH BẢN"), ("greeting", "Kính thưa {place}!"), ("attribution", "Do {authority} phát hành."),
        ("correction", "Đính chính:"), ("closing", "Xin cảm ơn."), ("itemSeconds", "240"),
    ];

    // what the editor offers as genres
    private static async Task<IReadOnlyList<string>> OfferedAsync(DeskBrowser browser, string item)
    {
        var page = (await browser.GetAsync($"/admin/items/{item}", Token)).Text;
        return Markup.All(Markup.First(page, "(?s)(?<x><select[^>]*name=\"genre\".*?</select>)")!, "<option[^>]*value=\"[^\"]+\"[^>]*>(?<x>[^<]+)<");
    }

    private static Task<SiteSettings> ReadAsync(CmsHost host) => host.InDatabaseAsync(db => SiteSettings.ReadAsync(db, Token));

    private static async Task PutSiteAsync(CmsHost host, SiteSettings site) => Assert.True((await host.RunAsync<PutSiteSettings, Outcome<bool>>(put => put.RunAsync(site, Actor.System, Token))).Succeeded);

    private static Task<List<string>> TermsAsync(CmsHost host) =>
        host.InDatabaseAsync(db => db.Terms.Where(term => term.Taxonomy == "genre").OrderBy(term => term.Order).Select(term => $"{term.Key}:{term.Title}").ToListAsync(Token));

    private static Task<int> ClearGenresAsync(CmsHost host) => host.InDatabaseAsync(db => db.Terms.Where(term => term.Taxonomy == "genre").ExecuteDeleteAsync(Token));

    private static async Task PutGenresAsync(CmsHost host, params string[] further) => Assert.True((await host.RunAsync<PutTaxonomies, Outcome<Nq72.Cms.Platform.Changes>>(put => put.RunAsync(
        [new("genre", "Thể loại", "4genre0000000000000000000a", [new("tin", "Tin", "", "4tin000000000000000000000a"), new("bai", "Bài", "", "4bai000000000000000000000a"), .. further.Select(key => new PutTaxonomies.TermInput(key, "Phỏng vấn ngắn", "", "4pv0000000000000000000000a"))])],
        Actor.System, Token))).Succeeded);

    private static async Task PutPlacesAsync(CmsHost host) => Assert.True((await host.RunAsync<PutPlaces, Outcome<Nq72.Cms.Platform.Changes>>(put => put.RunAsync(
    [
        new("05977", "Đông Kinh", "phường", "20", new() { ["mergedFrom"] = new System.Text.Json.Nodes.JsonArray("Xã Mai Pha (05992)") }),
        new("06001", "Đoàn Kết", "xã", "20", new() { ["formerDistrict"] = "Huyện Tràng Định", ["borderDerived"] = false, ["mergedFrom"] = new System.Text.Json.Nodes.JsonArray("Xã Một"), ["map"] = new System.Text.Json.Nodes.JsonObject { ["x"] = 7 } }),
    ], Actor.System, Token))).Succeeded);

    private static async Task<DeskBrowser> SignInAsync(CmsHost host, string? role = null)
    {
        var browser = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("lan", await DeskBrowser.MakeAsync(host, "lan", role ?? CreateAccount.AdministratorRole), Token)).Status);
        return browser;
    }
}
