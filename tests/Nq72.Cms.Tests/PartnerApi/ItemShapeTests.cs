using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Tests.Recipes;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>
/// What partners get of each of the campaign's types, as reviewed files in <c>tests/snapshots</c>: no member comes, goes or changes its kind by
/// accident. To take a wanted change over: <c>NQ72_ACCEPT_SNAPSHOTS=1 tests/run Cms</c>.
/// </summary>
public sealed partial class ItemShapeTests
{
    private const string Commune = "05977";
    private static readonly JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_type_of_the_campaign_looks_as_reviewed()
    {
        await using var host = await RecipeTemplate.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(RecipeRuns.Campaign, Token), Token);
        var types = (await host.Admin.GetAsync("/api/v1/manage/types", Token)).ExpectSuccess().Json.GetProperty("items").Deserialize<List<ContentTypeView>>(Json.Options)!;
        Assert.NotEmpty(types);
        var document = await PublishAsync(host, types.Single(type => type.Name == "Document"), null);
        foreach (var type in types)
        {
            var id = type.Name == "Document" ? document : await PublishAsync(host, type, document);
            var item = (await host.Public.GetAsync(Items.Delivery(id), Token)).ExpectSuccess().Text;
            await AssertReviewedAsync(type.Name, Normal(item));
        }
    }

    private static async Task<string> PublishAsync(CmsHost host, ContentTypeView type, string? document)
    {
        var further = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["summary"] = "Tóm tắt của nội dung.", ["tags"] = new[] { "sức khỏe" }, ["genre"] = "tin", ["authority"] = "Sở Y tế", ["places"] = new[] { Commune },
        };
        var fields = new JsonObject(type.Fields.Select(field => KeyValuePair.Create(field.Name, Sample(field, document))).Where(field => field.Value is not null));
        var item = await host.Admin.CreateItemAsync(type.Name, $"Nội dung kiểu {type.Name}", Token, fields: fields, further: further);
        await host.Admin.SubmitAsync(item.Id, Token);
        await host.Admin.ApproveAsync(item.Id, item.Version, Token);
        await host.Admin.PublishAsync(item.Id, Token);
        return item.Id;
    }

    private static JsonNode? Sample(ContentFieldView field, string? document)
    {
        JsonNode? value = field.Kind switch
        {
            FieldKind.Text => "Một dòng chữ.",
            FieldKind.Markdown => "Một **đoạn** văn.",
            FieldKind.Html => "<p>Một <strong>đoạn</strong> văn.</p>",
            FieldKind.Number => 7,
            FieldKind.Boolean => true,
            FieldKind.Date => "2027-04-07",
            FieldKind.Place => Commune,
            FieldKind.ContentLink => document,
            FieldKind.Claim => new JsonObject { ["text"] = "Mục tiêu 95%", ["source"] = "Nghị quyết", ["url"] = "https://example.vn/nq", ["kind"] = "target", ["verified"] = true, ["verifiedBy"] = "Người xác nhận" },
            // nothing can be uploaded yet: a reference to nothing would be a sample of a mistake
            FieldKind.Media => null,
            _ => throw new InvalidOperationException($"A sample of {field.Kind} is missing."),
        };
        return value is not null && field.Multiple ? new JsonArray(value) : value;
    }

    private static async Task AssertReviewedAsync(string type, string actual)
    {
        var file = RepositoryRoot.Combine("tests", "snapshots", "items", $"{type}.json");
        if (Environment.GetEnvironmentVariable("NQ72_ACCEPT_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, actual, Token);
        }

        Assert.True(File.Exists(file), $"{file} is missing: review the new type's shape and take it over with NQ72_ACCEPT_SNAPSHOTS=1.");
        Assert.Equal(await File.ReadAllTextAsync(file, Token), actual);
    }

    // what differs from run to run has a name instead
    private static string Normal(string json)
    {
        var readable = JsonSerializer.Serialize(JsonNode.Parse(json), Readable).ReplaceLineEndings("\n") + "\n";
        return Instant().Replace(Id().Replace(readable, "\"{id}\""), "\"{instant}\"");
    }

    [GeneratedRegex("\"[0-9a-hj-kmnp-tv-z]{26}\"", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z\"", RegexOptions.None, 1000)]
    private static partial Regex Instant();
}
