using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>A recipe as Orchard Core's own themes bring one: what we know runs, the rest is told of.</summary>
public sealed class StockRecipeTests
{
    private static readonly string Blog = $$"""
        {
          "name": "Blog", "displayName": "Blog", "issetuprecipe": true, "variables": { "post": "[js:uuid()]", "category": "[js:uuid()]", "term": "[js:uuid()]", "now": "[js:new Date()]" },
          "steps": [
            { "name": "feature", "enable": [ "OrchardCore.Title" ] },
            { "name": "themes", "admin": "TheAdmin", "site": "TheBlogTheme" },
            { "name": "settings", "HomeRoute": { "Action": "Display" }, "SiteName": "Blog" },
            { "name": "Roles", "Roles": [ { "Name": "Administrator", "Permissions": [ "SiteOwner" ] }, { "Name": "Author", "Permissions": [ "EditOwnContent" ] } ] },
            { "name": "ContentDefinition",
              "ContentTypes": [ { "Name": "BlogPost", "DisplayName": "Blog Post", "Settings": { "Creatable": "True" },
                "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} }, { "PartName": "MarkdownBodyPart", "Name": "MarkdownBodyPart", "Settings": {} },
                  { "PartName": "SeoMetaPart", "Name": "SeoMetaPart", "Settings": {} }, { "PartName": "BlogPost", "Name": "BlogPost", "Settings": {} } ] } ],
              "ContentParts": [ { "Name": "BlogPost", "Settings": {}, "ContentPartFieldDefinitionRecords": [
                { "FieldName": "TaxonomyField", "Name": "Category", "Settings": { "ContentPartFieldSettings": { "DisplayName": "Category", "Position": "2" }, "TaxonomyFieldSettings": { "TaxonomyContentItemId": "[js: variables('category')]", "Unique": true } } },
                { "FieldName": "TextField", "Name": "Subtitle", "Settings": { "DisplayName": "Subtitle", "Position": "1", "TextFieldSettings": { "Required": true, "Hint": "Phụ đề" } } },
                { "FieldName": "MediaField", "Name": "Image", "Settings": { "MediaFieldSettings": { "Multiple": false } } },
                { "FieldName": "YoutubeField", "Name": "Video", "Settings": {} } ] } ] },
            { "name": "content", "data": [
              { "ContentItemId": "[js: variables('category')]", "ContentType": "Taxonomy", "DisplayText": "Categories", "Latest": true, "Published": true, "TitlePart": { "Title": "Categories" }, "AliasPart": { "Alias": "categories" },
                "TaxonomyPart": { "Terms": [ { "ContentItemId": "[js: variables('term')]", "ContentType": "Category", "DisplayText": "Earth", "TitlePart": { "Title": "Trái Đất" } } ] } },
              { "ContentItemId": "[js: variables('post')]", "ContentItemVersionId": "[js:uuid()]", "ContentType": "BlogPost", "DisplayText": "Man must explore", "Latest": true, "Published": true,
                "ModifiedUtc": "[js: variables('now')]", "Owner": "[js: parameters('AdminUserId')]", "TitlePart": { "Title": "Man must explore" }, "AutoroutePart": { "Path": "blog/Man must explore" },
                "MarkdownBodyPart": { "Markdown": "Khám phá" }, "SeoMetaPart": { "PageTitle": "x" }, "ContainedPart": { "ListContentItemId": "x" },
                "BlogPost": { "Subtitle": { "Text": "Phụ đề" }, "Category": { "TermContentItemIds": [ "[js: variables('term')]" ] }, "Image": { "Paths": [ "post-bg.jpg" ] }, "Video": { "RawAddress": "x" } } } ] },
            { "name": "layers", "Layers": [] }
          ]
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Blog_recipe_runs_and_tells_what_it_left_out(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);

        var report = await host.RunSuccessfullyAsync(Blog, Token);

        var item = (await host.Public.GetAsync("/api/v1/items/BlogPost/man-must-explore", Token)).ExpectSuccess().Json;
        var fields = item.GetProperty("fields");
        Assert.Equal(("Man must explore", "Khám phá", "Phụ đề", "trai-dat", "post-bg.jpg"), (
            item.GetProperty("title").GetString(), fields.GetProperty("markdownBody").GetString(), fields.GetProperty("subtitle").GetString(), fields.GetProperty("category").GetString(), fields.GetProperty("image").GetString()));
        var notes = report.Steps.SelectMany(step => step.Notes).ToList();
        foreach (var left in new[] { "HomeRoute", "'EditOwnContent'", "YoutubeField", "variables('now')", "SeoMetaPart", "ContainedPart", "BlogPost.Video" })
            Assert.Contains(notes, note => note.Contains(left, StringComparison.Ordinal));
        Assert.Equal(3, report.Steps.Count(step => step.State == Nq72.Cms.Recipes.StepState.Unknown));
        Assert.Contains("admin", (await host.InDatabaseAsync(db => Task.FromResult(db.Roles.Single(role => role.Name == "Administrator").Scopes))), StringComparison.Ordinal);
        Assert.All((await host.RunSuccessfullyAsync(Blog, Token)).Steps, step => Assert.Equal((0, 0), (step.Created, step.Updated)));
    }

    [Theory, OnEveryDatabase]
    public async Task Channels_that_people_configured_keep_their_address(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token, "--Nq72:Channels:AllowPrivateNetworks=127.0.0.0/8");
        const string Recipe = """{ "steps": [ { "name": "Nq72Channels", "Channels": [ { "Name": "c", "DisplayName": "Tên", "Format": "ninjs", "Transport": "webhook", "Lead": "12:00:00", "Destinations": [ { "Key": "d" } ] } ] } ] }""";
        await host.RunSuccessfullyAsync(Recipe, Token);
        (await host.Admin.PutAsync("/api/v1/manage/channels/c", new { format = "ninjs", transport = "webhook", lead = "PT12H", displayName = "Cũ", destinations = new[] { new { key = "d", url = "http://127.0.0.1:9/" }, new { key = "e", url = "http://127.0.0.1:8/" } } }, Token)).ExpectSuccess();

        Assert.Equal(1, (await host.RunSuccessfullyAsync(Recipe, Token)).Steps[0].Updated);

        var channel = (await host.Admin.GetAsync("/api/v1/manage/channels/c", Token)).ExpectSuccess().Json;
        Assert.Equal("Tên", channel.GetProperty("displayName").GetString());
        Assert.Equal(["http://127.0.0.1:9/", "http://127.0.0.1:8/"], channel.GetProperty("destinations").EnumerateArray().Select(destination => destination.GetProperty("url").GetString()));
        Assert.Equal(1, (await host.RunSuccessfullyAsync(Recipe, Token)).Steps[0].Unchanged);
    }
}
