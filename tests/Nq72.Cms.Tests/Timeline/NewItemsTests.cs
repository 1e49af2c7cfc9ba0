using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Tests.Recipes;
using Nq72.Cms.Tests.Support;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;
using static Nq72.Cms.Tests.Recipes.RecipeRuns;

namespace Nq72.Cms.Tests.Timeline;

/// <summary>Items that come many at once are written as if each had come by the verbs; what these would refuse is left to them.</summary>
public sealed partial class NewItemsTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static readonly Actor Importer = Actor.Recipe("test");

    // what an item leaves behind
    private static readonly string[] Tables = ["content_item", "content_version", "version_facet", "slug_owner", "search_text", "publication", "audit_entry", "content_epoch"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Everything_that_is_written_is_what_the_verbs_write(DatabaseProvider provider)
    {
        await using var one = await CmsHost.StartNewAsync(provider, Token);
        await using var many = await CmsHost.StartNewAsync(provider, Token);

        await ByVerbsAsync(one);
        await TogetherAsync(many);

        var (left, right) = (await LeftBehindAsync(one), await LeftBehindAsync(many));
        Assert.Contains(left, row => row.Contains("Sốt xuất huyết", StringComparison.Ordinal));
        Assert.Equal(left, right);
        foreach (var host in new[] { one, many })
        {
            var found = (await host.Public.GetAsync("/api/v1/items?q=rua+tay&type=Article", Token)).ExpectSuccess();
            Assert.Equal([Id('a')], found.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Long_file_keeps_its_order_on_the_timeline(DatabaseProvider provider)
    {
        // on the clock that the program has: each appears at an instant of its own
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var host = await CmsHost.StartAsync(database.Options, null, Token);
        var letters = "abcdefghjkmnpqrstvwxyz0123456789".ToCharArray();

        var report = await host.RunSuccessfullyAsync(Content([.. letters.Select(letter => Article(letter, letter))]), Token);

        Assert.Equal(letters.Length, report.Steps[0].Created);
        var listed = (await host.Public.GetAsync("/api/v1/items?type=Article&limit=100&sort=publishedAt", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
        Assert.Equal([.. letters.Select(Id)], listed.Where(id => letters.Any(letter => id == Id(letter))));
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_in_the_way_of_one_is_left_to_the_verbs_and_stops_no_other(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var types = host.Services.GetRequiredService<ContentTypeCatalog>();
        var type = (await types.GetAsync(Token)).Find("Article")!;
        var taken = (await host.Admin.CreateItemAsync("Article", "Đã có", Token, fields: Items.Complete)).Id;
        var set = await host.InDatabaseAsync(db => Task.FromResult(db.ContentItems.Single(item => item.Id == taken).LocalizationSet));

        NewItems.Input[] inputs =
        [
            Input('a', "mot-duong"), Input('b', "mot-duong"), Input('c', "da-co"), Input('d', "khac", set), Input('e', "nam") with { ItemId = taken },
            Input('f', "thieu") with { Content = new VersionContent { Title = "Thiếu nội dung" } },
            Input('m', "anh") with { Content = new VersionContent { Title = "Có ảnh", Slug = "anh", Fields = new JsonObject { ["body"] = "x", ["image"] = Id('0') } } },
        ];
        var made = await host.RunAsync<NewItems, IReadOnlySet<string>>(verb => verb.CreateAsync(inputs, Importer, Token));
        var approved = await host.RunAsync<NewItems, IReadOnlySet<string>>(verb => verb.ApproveAsync([.. inputs.Where(input => made.Contains(input.ItemId))], Importer, Token));

        Assert.Equal([Id('a'), Id('f'), Id('m')], made.Order(StringComparer.Ordinal));
        Assert.Equal([Id('a')], approved);

        NewItems.Input Input(char id, string slug, string? inSet = null) =>
            new(Id(id), Id(id), inSet, "vi", type, new VersionContent { Title = $"Bài {id}", Slug = slug, Fields = new JsonObject { ["body"] = "x" } });
    }

    [Theory, OnEveryDatabase]
    public async Task Draft_that_somebody_changed_or_threw_away_meanwhile_is_not_approved(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var type = (await host.Services.GetRequiredService<ContentTypeCatalog>().GetAsync(Token)).Find("Article")!;
        var inputs = "ghjk".Select(id => new NewItems.Input(Id(id), Id(id), null, "vi", type, new VersionContent { Title = $"Bài {id}", Slug = $"doi-{id}", Fields = new JsonObject { ["body"] = "x" } })).ToList();
        Assert.Equal(4, (await host.RunAsync<NewItems, IReadOnlySet<string>>(verb => verb.CreateAsync(inputs, Importer, Token))).Count);
        await host.NextDraftAsync(Id('g'), Token);
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(Id('h')), null, Token)).ExpectSuccess();
        await host.Admin.SubmitAsync(Id('j'), Token);

        var approved = await host.RunAsync<NewItems, IReadOnlySet<string>>(verb => verb.ApproveAsync(inputs, Importer, Token));

        Assert.Equal([Id('k')], approved);
    }

    private static JsonObject Body(char id) => id switch
    {
        'a' => new JsonObject
        {
            ["type"] = "Article", ["lang"] = "vi", ["title"] = "Rửa tay với xà phòng", ["summary"] = "Sáu bước rửa tay.", ["slug"] = "rua-tay", ["tags"] = new JsonArray("rửa tay", "vệ sinh"),
            ["authority"] = "Sở Y tế", ["flags"] = new JsonArray(new JsonObject { ["field"] = "summary", ["note"] = "Còn đúng không?" }),
            ["fields"] = new JsonObject
            {
                ["body"] = "Rửa tay **sáu bước**.\n\nBằng xà phòng.",
                ["related"] = new JsonArray(Id('b')),
                ["claims"] = new JsonArray(new JsonObject { ["text"] = "Giảm một nửa", ["source"] = "WHO", ["verified"] = true }),
            },
        },
        // without a slug, and planned
        'b' => new JsonObject { ["type"] = "Article", ["lang"] = "en", ["title"] = "Sốt xuất huyết", ["fields"] = new JsonObject { ["body"] = "Dengue." } },
        _ => new JsonObject { ["type"] = "Article", ["lang"] = "vi", ["title"] = "Nháp", ["fields"] = new JsonObject { ["body"] = "x" } },
    };

    private static DateTimeOffset? From(char id, CmsHost host) => id == 'b' ? host.Now.AddDays(1) : null;

    private static DateTimeOffset? Until(char id, CmsHost host) => id == 'b' ? host.Now.AddDays(3) : null;

    private static async Task ByVerbsAsync(CmsHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        T Of<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
        await using var work = await Of<UnitOfWork>().BeginAsync(Token);
        foreach (var id in "abc")
            Assert.Null((await Of<CreateItem>().RunAsync(Body(id), Importer, Token, new(Id(id), Id(id), Id(id)))).Problem);
        foreach (var id in "ab")
        {
            Assert.Null((await Of<SubmitItem>().RunAsync(Id(id), Importer, Token)).Problem);
            Assert.Null((await Of<ApproveItem>().RunAsync(Id(id), 1, Importer, Token)).Problem);
            Assert.Null((await Of<PublishItem>().RunAsync(Id(id), new PublishItem.Request(1, (WallTime?)From(id, host), (WallTime?)Until(id, host), Future: "keep"), Importer, Token)).Problem);
        }

        await work.CommitAsync(Token);
    }

    private static async Task TogetherAsync(CmsHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        T Of<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
        var type = (await Of<ContentTypeCatalog>().GetAsync(Token)).Find("Article")!;
        var references = await References.ReadAsync(Of<CmsDb>(), Token);
        var inputs = "abc".Select(id => new NewItems.Input(Id(id), Id(id), Id(id), (string)Body(id)["lang"]!, type, new DraftInput(Body(id), type, references).Read(null))).ToList();
        Assert.Equal(3, (await Of<NewItems>().CreateAsync(inputs, Importer, Token)).Count);
        await using var work = await Of<UnitOfWork>().BeginAsync(Token);
        Assert.Equal(2, (await Of<NewItems>().ApproveAsync(inputs[..2], Importer, Token)).Count);
        await Of<PublishNewItems>().RunAsync([.. "ab".Select((id, i) => new PublishNewItems.Input(inputs[i], From(id, host), Until(id, host)))], Importer, Token);
        await work.CommitAsync(Token);
    }

    private static async Task<IReadOnlyList<string>> LeftBehindAsync(CmsHost host)
    {
        var rows = new List<string>();
        var table = "";
        foreach (var line in (await TableDump.ReadAsync(host.Services.GetRequiredService<DatabaseOptions>(), Token)).Split('\n'))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
                table = line[3..];
            else if (Tables.Contains(table))
                rows.Add($"{table}: {Guids().Replace(line, "-")}");
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Guids();
}
