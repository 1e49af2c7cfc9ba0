using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>Orchard Core's content API: its shape and meaning, and our rules behind it.</summary>
public sealed class OrchardApiTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Route = "/api/content";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Post_makes_and_publishes_and_get_shows_it_in_capitals(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        var made = (await host.Admin.PostAsync(Route, Article("Bài một"), Token)).Expect(HttpStatusCode.OK).Json;
        var id = made.GetProperty("ContentItemId").GetString()!;

        Assert.True(ContentIds.IsValid(id));
        Assert.Equal((true, true, "Article", "Bài một"), (made.GetProperty("Published").GetBoolean(), made.GetProperty("Latest").GetBoolean(), made.GetProperty("ContentType").GetString(), made.GetProperty("DisplayText").GetString()));
        var read = (await host.Admin.GetAsync($"{Route}/{id}", Token)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(made.GetRawText(), read.GetRawText());
        Assert.Equal("Nội dung", read.GetProperty("Article").GetProperty("Body").GetProperty("Markdown").GetString());
        Assert.Equal("Bài một", (await host.Public.GetAsync(Items.Delivery(id), Token)).ExpectSuccess().Json.GetProperty("title").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Post_reads_small_letters_and_keeps_a_draft(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        var made = (await host.Client(Scopes.Write).PostAsync($"{Route}?draft=true", """{"contentType":"Article","titlePart":{"title":"Nháp"},"article":{"body":{"markdown":"x"}}}""", Token)).Expect(HttpStatusCode.OK).Json;

        Assert.False(made.GetProperty("Published").GetBoolean());
        Assert.Equal("x", made.GetProperty("Article").GetProperty("Body").GetProperty("Markdown").GetString());
        (await host.Admin.GetAsync($"{Route}/{made.GetProperty("ContentItemId").GetString()}", Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_of_a_known_item_merges_and_replaces_lists(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = await MakeAsync(host, """{"ContentType":"Article","TitlePart":{"Title":"Gốc"},"EditorialPart":{"Tags":["a","b"],"Summary":"Tóm tắt"},"Article":{"Body":{"Markdown":"x"},"Lead":{"Text":"Dẫn"}}}""");
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        var merged = (await host.Admin.PostAsync(Route, $$"""{"contentItemId":"{{id}}","editorialPart":{"tags":["c"],"summary":null},"article":{"lead":{"text":"Mới"} } }""", Token)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("Gốc", merged.GetProperty("DisplayText").GetString());
        Assert.Equal(["c"], merged.GetProperty("EditorialPart").GetProperty("Tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal("Tóm tắt", merged.GetProperty("EditorialPart").GetProperty("Summary").GetString());
        Assert.Equal(("x", "Mới"), (merged.GetProperty("Article").GetProperty("Body").GetProperty("Markdown").GetString(), merged.GetProperty("Article").GetProperty("Lead").GetProperty("Text").GetString()));
        Assert.True(merged.GetProperty("Published").GetBoolean());
    }

    [Theory, OnEveryDatabase]
    public async Task Post_of_the_same_text_again_is_no_new_version(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = await MakeAsync(host, Article("Như cũ"));
        var before = (await host.Admin.GetAsync($"{Route}/{id}", Token)).ExpectSuccess();
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        (await host.Admin.PostAsync(Route, before.Text, Token)).Expect(HttpStatusCode.OK);

        Assert.Equal(before.Text, (await host.Admin.GetAsync($"{Route}/{id}", Token)).Text);
    }

    [Theory]
    [OnEveryDatabase(Scopes.Write)]
    [OnEveryDatabase($"{Scopes.Write} {Scopes.Approve}")]
    [OnEveryDatabase($"{Scopes.Write} {Scopes.Publish}")]
    public async Task Post_that_publishes_takes_both_scopes(DatabaseProvider provider, string scopes)
    {
        var host = await hosts.OnAsync(provider);
        using var client = await ClientAsync(host, scopes);
        var title = Items.Title("Chưa được đăng");

        var refused = (await client.PostAsync(Route, Article(title), Token)).Expect(HttpStatusCode.Forbidden);

        Assert.Equal("scope", refused.Code);
        Assert.False(await host.InDatabaseAsync(db => db.ContentVersions.AnyAsync(version => version.Title == title, Token)));
        (await client.PostAsync($"{Route}?draft=true", Article(title), Token)).Expect(HttpStatusCode.OK);
        (await host.Public.PostAsync(Route, Article(title), Token)).Expect(HttpStatusCode.Unauthorized);
        (await host.Client(Scopes.Read).PostAsync($"{Route}?draft=true", Article(title), Token)).Expect(HttpStatusCode.Forbidden);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_that_publishes_records_the_approval_and_the_publication(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        using var client = await ClientAsync(host, $"{Scopes.Write} {Scopes.Approve} {Scopes.Publish}");
        var id = (await client.PostAsync(Route, Article("Được ghi"), Token)).Expect(HttpStatusCode.OK).Json.GetProperty("ContentItemId").GetString();

        var entries = await host.RunAsync<SchedulerDb, List<AuditEntry>>(db => db.Set<AuditEntry>().Where(entry => entry.SubjectId == id).OrderBy(entry => entry.Id).ToListAsync(Token));

        Assert.Equal(["item.approve", "item.create", "item.publish", "item.submit"], entries.Select(entry => entry.Action).Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.Equal(ActorKind.Token, entry.ActorKind));
    }

    [Theory]
    [OnEveryDatabase("""{"ContentType":"Blog","DisplayText":"x"}""", "unknownType", "ContentType")]
    [OnEveryDatabase("""{"DisplayText":"x"}""", "unknownType", "ContentType")]
    [OnEveryDatabase("""{"ContentItemId":"x","ContentType":"Article"}""", "contentItemId", "ContentItemId")]
    [OnEveryDatabase("""{"ContentType":"Article","DisplayText":"x"}""", "required", "Article.Body.Markdown")]
    [OnEveryDatabase("""{"ContentType":"Article","DisplayText":"x","Article":{"Body":{"Markdown":"x"},"Claims":{"Claims":[{"Text":"95%","Source":"Báo"}]}}}""", "unverifiedClaim", "Article.Claims.Claims[0]")]
    public async Task Post_of_what_is_wrong_is_400_and_leaves_nothing(DatabaseProvider provider, string body, string code, string field)
    {
        var host = await hosts.OnAsync(provider);
        var before = await host.InDatabaseAsync(db => db.ContentItems.CountAsync(Token));

        var refused = (await host.Admin.PostAsync(Route, body, Token)).Expect(HttpStatusCode.BadRequest);

        Assert.Equal((code, field), (refused.Code, refused.Json.GetProperty("errors").EnumerateObject().First().Name));
        Assert.Equal(before, await host.InDatabaseAsync(db => db.ContentItems.CountAsync(Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Delete_takes_off_the_timeline_and_answers_what_it_was(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = await MakeAsync(host, Article("Bỏ đi"));
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        (await host.Client(Scopes.Write).SendAsync(HttpMethod.Delete, $"{Route}/{id}", null, Token)).Expect(HttpStatusCode.Forbidden);
        var removed = (await host.Admin.SendAsync(HttpMethod.Delete, $"{Route}/{id}", null, Token)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("Bỏ đi", removed.GetProperty("DisplayText").GetString());
        (await host.Admin.GetAsync($"{Route}/{id}", Token)).Expect(HttpStatusCode.NotFound);
        (await host.Public.GetAsync(Items.Delivery(id), Token)).Expect(HttpStatusCode.NotFound);
        (await host.Admin.SendAsync(HttpMethod.Delete, $"{Route}/{id}", null, Token)).Expect(HttpStatusCode.NotFound);
        Assert.Equal("trashed", (await host.Admin.GetAsync(Items.Manage(id), Token)).ExpectSuccess().Json.GetProperty("state").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Post_names_what_has_no_place_here(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        const string Body = """
            { "ContentType": "Article", "TitlePart": { "Title": "Từ Orchard" }, "SeoMetaPart": { "PageTitle": "x", "MetaKeywords": "" }, "AuditTrailPart": { "Comment": null, "ShowComment": false },
              "ContentItemVersionId": "4ht2bzgkm0d9b0x7vqn8rs5c3y", "Owner": "4ht2", "Author": "admin", "ArchiveLaterPart": { "ScheduledArchiveUtc": "2099-01-01T00:00:00Z" }, "Thẻ": { "a": 1 },
              "Article": { "Body": { "Markdown": "x" }, "Subtitle": { "Text": "mất" }, "Image": { "Paths": [ "a.jpg" ], "MediaTexts": [ "mô tả" ] } } }
            """;

        var made = (await host.Admin.PostAsync($"{Route}?draft=true", Body, Token)).Expect(HttpStatusCode.OK);

        Assert.Equal(["SeoMetaPart", "Thẻ", "Article.Image.MediaTexts", "Article.Subtitle", "ArchiveLaterPart.ScheduledArchiveUtc"], made.Headers.GetValues("Nq72-Left-Out").Single().Split(", ").Select(Uri.UnescapeDataString));
        Assert.False((await host.Admin.PostAsync(Route, Article("Vừa"), Token)).Expect(HttpStatusCode.OK).Headers.Contains("Nq72-Left-Out"));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_takes_the_id_that_it_brings_and_the_language_of_its_culture(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (id, set) = (ContentIds.New(), ContentIds.New());
        string Body(string culture) => JsonSerializer.Serialize(new
        {
            ContentItemId = id, ContentType = "Article", DisplayText = "Tiêu đề", LocalizationPart = new { LocalizationSet = set, Culture = culture }, Article = new { Body = new { Markdown = "x" } },
        });

        var made = (await host.Admin.PostAsync(Route, Body("en"), Token)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal((id, "Tiêu đề"), (made.GetProperty("ContentItemId").GetString(), made.GetProperty("DisplayText").GetString()));
        Assert.Equal((set, "en"), (made.GetProperty("LocalizationPart").GetProperty("LocalizationSet").GetString(), made.GetProperty("LocalizationPart").GetProperty("Culture").GetString()));
        Assert.StartsWith("article/", made.GetProperty("AutoroutePart").GetProperty("Path").GetString(), StringComparison.Ordinal);
        var refused = (await host.Admin.PostAsync(Route, Body("vi"), Token)).ExpectProblem(HttpStatusCode.BadRequest, "unchangeable");
        Assert.Equal("LocalizationPart.Culture", refused.Json.GetProperty("errors").EnumerateObject().First().Name);
        Assert.Equal("unchangeable", (await host.Admin.PostAsync(Route, new { ContentItemId = id, ContentType = "Slogan" }, Token)).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Theory]
    [OnEveryDatabase("[]")]
    [OnEveryDatabase("null")]
    [OnEveryDatabase("{\"ContentType\":")]
    [OnEveryDatabase("\"Article\"")]
    public async Task Post_of_what_is_no_item_is_400(DatabaseProvider provider, string body)
    {
        var host = await hosts.OnAsync(provider);

        Assert.NotEmpty((await host.Admin.PostAsync(Route, body, Token)).Expect(HttpStatusCode.BadRequest).Code!);
        (await host.Admin.PostAsync($"{Route}?draft=perhaps", Article("x"), Token)).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, OnEveryDatabase]
    public async Task Get_is_for_those_who_write_and_knows_what_readers_see(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = await MakeAsync(host, Article("Đọc"));

        (await host.Public.GetAsync($"{Route}/{id}", Token)).Expect(HttpStatusCode.Unauthorized);
        (await host.Client(Scopes.Read).GetAsync($"{Route}/{id}", Token)).Expect(HttpStatusCode.Forbidden);
        (await host.Client(Scopes.Write).GetAsync($"{Route}/{id}", Token)).Expect(HttpStatusCode.OK);
        foreach (var none in new[] { ContentIds.New(), "không-có", "a%2Fb" })
            (await host.Admin.GetAsync($"{Route}/{none}", Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Delete_takes_drafts_and_plans_too_and_what_is_gone_is_not_written_on(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var draft = (await host.Admin.PostAsync($"{Route}?draft=true", Article("Nháp"), Token)).Expect(HttpStatusCode.OK).Json.GetProperty("ContentItemId").GetString();
        var planned = (await host.PublishedAsync(Token, from: host.Now.AddHours(1), until: host.Now.AddHours(2))).Id;

        // a draft needs no right to publish; a plan does
        (await host.Client(Scopes.Write).SendAsync(HttpMethod.Delete, $"{Route}/{draft}", null, Token)).Expect(HttpStatusCode.OK);
        (await host.Client(Scopes.Write).SendAsync(HttpMethod.Delete, $"{Route}/{planned}", null, Token)).ExpectProblem(HttpStatusCode.Forbidden, "scope");
        (await host.Admin.SendAsync(HttpMethod.Delete, $"{Route}/{planned}", null, Token)).Expect(HttpStatusCode.OK);
        Assert.Equal("", await host.TimelineAsync(planned, host.Now, Token));
        (await host.Admin.SendAsync(HttpMethod.Delete, $"{Route}/không-có", null, Token)).Expect(HttpStatusCode.NotFound);
        (await host.Admin.PostAsync($"{Route}?draft=true", new { ContentItemId = draft, DisplayText = "Lại" }, Token)).ExpectProblem(HttpStatusCode.Conflict, "trashed");
    }

    private static string Article(string title) => JsonSerializer.Serialize(new { ContentType = "Article", TitlePart = new { Title = title }, Article = new { Body = new { Markdown = "Nội dung" } } });

    private static async Task<string> MakeAsync(CmsHost host, string body) =>
        (await host.Admin.PostAsync(Route, body, Token)).Expect(HttpStatusCode.OK).Json.GetProperty("ContentItemId").GetString()!;

    private static async Task<CmsClient> ClientAsync(CmsHost host, string scopes)
    {
        var made = await host.RunAsync<ApiTokens, string>(async tokens =>
            (await tokens.CreateAsync("orchard", scopes.Split(' '), null, Actor.System, null, Token)).Value.Secret);
        return new CmsClient(host.Url, made);
    }
}
