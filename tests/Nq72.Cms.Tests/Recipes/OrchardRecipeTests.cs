using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Recipes;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>
/// Recipes as its documentation has people write them (the files in <c>orchard/</c>): what maps is there, what does not is told of by name, and a
/// second run changes nothing.
/// </summary>
public sealed class OrchardRecipeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Blog_shows_its_posts_with_fields_tags_and_categories(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);

        var report = await RunTwiceAsync(host, "blog");

        var post = await ItemAsync(host, "BlogPost/post-1");
        var fields = post.GetProperty("fields");
        Assert.Equal(
            ("Lịch tiêm chủng tháng Tư", "# Lịch tiêm\n\nĐưa trẻ **đúng hẹn**.", "Ai cũng cần", "post-bg.jpg", "benh-vien", "https://example.org/lich", 3, true, "2026-04-07", "2026-04-07T07:00:00"),
            (post.GetProperty("title").GetString(), Text(fields, "markdownBody"), Text(fields, "subtitle"), Text(fields, "image"), Text(fields, "category"), Text(fields, "source"),
                fields.GetProperty("minutes").GetInt32(), fields.GetProperty("featured").GetBoolean(), Text(fields, "eventDay"), Text(fields, "eventAt")));
        Assert.Equal(["tiem-chung", "tre-em"], fields.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        // the same last part of a path in another folder
        Assert.Equal("Rửa tay", (await ItemAsync(host, "BlogPost/news-post-1")).GetProperty("title").GetString());
        var blog = await ItemAsync(host, "Blog/blog");
        Assert.Equal(("Nq72", "<p>Tin của <strong>trạm y tế</strong>.</p>"), (blog.GetProperty("title").GetString(), Text(blog.GetProperty("fields"), "htmlBody")));
        Assert.Equal(["benh-vien", "dieu-tri", "du-phong", "khac", "khac-2"], await host.InDatabaseAsync(db =>
            db.Terms.Where(term => term.Taxonomy == "categories").Select(term => term.Key).OrderBy(key => key).ToListAsync(Token)));
        // what editors can make: no widgets, no terms
        Assert.Equal(["Blog", "BlogPost"], (await host.Admin.GetAsync("/api/v1/manage/types", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Select(type => type.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));

        AssertTold(report,
            "HomeRoute", "LayerSettings", "'PublishContent'", "'RawHtml' là Widget", "'Category' chỉ là", "Blog: không có ở đây: ListPart", "YoutubeField", "Menu “Main Menu”", "LinkMenuItem “Trang chủ”",
            "RawHtml “Chân trang”", ".Category: mục phân loại", "variables('now')", "AutoroutePart.SetHomepage", "ContainedPart", "BlogPost.Image.MediaTexts", "BlogPost.Source.Text", "BlogPost.Video",
            "thành 'news-post-1'", "BlogPost.Tags.TagNames", "ArchiveLaterPart");
        Assert.DoesNotContain(Notes(report), note => note.Contains("SiteOwner", StringComparison.Ordinal) || note.Contains("parameters(", StringComparison.Ordinal) || note.Contains("Blog.Image", StringComparison.Ordinal));
        Assert.Equal(["feature", "themes", "layers", "lucene-index"], report.Steps.Where(step => step.State == StepState.Unknown).Select(step => step.Name));
    }

    [Fact]
    public async Task Posts_stand_in_the_order_in_which_they_appeared_elsewhere()
    {
        // a clock that goes on by itself, as in production: on one that stands still everything appears at once
        await using var database = await RecipeTemplate.Instance.CreateAsync(DatabaseProvider.Sqlite, Token);
        await using var host = await CmsHost.StartAsync(database.Options, null, Token);

        await host.RunSuccessfullyAsync(await ReadAsync("blog"), Token);

        var list = (await host.Public.GetAsync("/api/v1/items?type=BlogPost", Token)).ExpectSuccess().Json.GetProperty("items");
        Assert.Equal(["Lịch tiêm chủng tháng Tư", "Rửa tay"], list.EnumerateArray().Select(item => item.GetProperty("title").GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Landing_page_keeps_its_own_text_and_names_every_item_that_it_contained(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);

        var report = await RunTwiceAsync(host, "landing-page");

        var fields = (await ItemAsync(host, "LandingPage/home-page")).GetProperty("fields");
        Assert.Equal(("<p>Xin chào!</p>", "<p>Mỗi người một việc.</p>"), (Text(fields, "htmlBody"), Text(fields, "intro")));
        Assert.Equal(["a.jpg", "b.jpg"], fields.GetProperty("gallery").EnumerateArray().Select(path => path.GetString()));
        Assert.Equal("Giới thiệu", (await ItemAsync(host, "Page/gioi-thieu")).GetProperty("title").GetString());
        AssertTold(report,
            "LandingPage: không có ở đây: Services (BagPart), Team (BagPart)", "Page: không có ở đây: FlowPart", "GeoPointField", "'HtmlWidget' là Widget", "LandingPage.Location",
            "Services.ContentItems: ", "[2: Service “Khám bệnh”, Service “Tiêm chủng”]", "FlowPart.Widgets: ", "[3: HtmlWidget “Lịch sử”, Container, HtmlWidget “Liên hệ”]");
        Assert.DoesNotContain(Notes(report), note => note.Contains("Team.ContentItems", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Localized_content_is_joined_by_its_set_in_the_cultures_of_the_settings(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);

        var report = await RunTwiceAsync(host, "localized");

        var site = await host.InDatabaseAsync(db => SiteSettings.ReadAsync(db, Token));
        Assert.Equal("fr", site.DefaultLanguage);
        Assert.Equal(["fr", "en", "vi"], site.Languages.Select(language => language.Tag));
        Assert.Equal("Tiếng Việt", site.LabelOf("vi"), ignoreCase: true);
        var english = await ItemAsync(host, "Notice/free-vaccination");
        Assert.Equal("en", english.GetProperty("lang").GetString());
        Assert.Equal(["fr", "vi"], english.GetProperty("translations").EnumerateArray().Select(other => other.GetProperty("lang").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal("fr", (await ItemAsync(host, "Notice/sans-culture")).GetProperty("lang").GetString());
        Assert.Equal(new DateTimeOffset(2027, 4, 7, 0, 0, 0, TimeSpan.Zero), await host.InDatabaseAsync(db =>
            db.Publications.Where(row => row.VisibleFrom > host.Now).Select(row => row.VisibleFrom).SingleAsync(Token)));
        AssertTold(report, "ContentCulturePickerSettings");
        Assert.Equal(2, Notes(report).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Exported_again_and_run_elsewhere_it_is_the_same(DatabaseProvider provider)
    {
        await using var one = await RecipeTemplate.StartNewAsync(provider, Token);
        foreach (var name in new[] { "blog", "landing-page", "localized" })
            await one.RunSuccessfullyAsync(await ReadAsync(name), Token);
        await using var other = await RecipeTemplate.StartNewAsync(provider, Token);

        var exported = await one.ExportAsync(Token);
        var report = await other.RunSuccessfullyAsync(exported, Token);

        Assert.Equal(await EverythingVisibleAsync(one), await EverythingVisibleAsync(other));
        Assert.All(report.Steps.Where(step => step.Name == "content"), step => Assert.Empty(step.Notes));
    }

    private static async Task<RecipeReport> RunTwiceAsync(CmsHost host, string name)
    {
        var recipe = await ReadAsync(name);
        var report = await host.RunSuccessfullyAsync(recipe, Token);
        var visible = await EverythingVisibleAsync(host);
        var again = await host.RunSuccessfullyAsync(recipe, Token);
        Assert.All(again.Steps, step => Assert.Equal((0, 0), (step.Created, step.Updated)));
        Assert.Equal(visible, await EverythingVisibleAsync(host));
        return report;
    }

    private static async Task<string> EverythingVisibleAsync(CmsHost host) =>
        (await host.Public.GetAsync("/api/v1/items?limit=100&sort=title", Token)).ExpectSuccess().Json.GetProperty("items").GetRawText();

    private static async Task<JsonElement> ItemAsync(CmsHost host, string address) => (await host.Public.GetAsync($"/api/v1/items/{address}", Token)).ExpectSuccess().Json;

    private static string? Text(JsonElement fields, string name) => fields.GetProperty(name).GetString();

    private static List<string> Notes(RecipeReport report) => [.. report.Steps.SelectMany(step => step.Notes)];

    private static void AssertTold(RecipeReport report, params string[] told)
    {
        var notes = Notes(report);
        foreach (var expected in told)
            Assert.True(notes.Exists(note => note.Contains(expected, StringComparison.Ordinal)), $"Nobody told of {expected}:\n{string.Join('\n', notes)}");
        // everything is said in both languages
        Assert.All(notes, note => Assert.Contains(" / ", note, StringComparison.Ordinal));
    }

    private static Task<string> ReadAsync(string name) =>
        File.ReadAllTextAsync(RepositoryRoot.Combine("tests", "Nq72.Cms.Tests", "Recipes", "orchard", $"{name}.recipe.json"), Token);
}
