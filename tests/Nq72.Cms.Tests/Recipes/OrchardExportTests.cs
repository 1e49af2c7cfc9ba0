using System.Globalization;
using System.Text.Json;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>Whether a stock Orchard Core could make sense of an export: its form against <see cref="OrchardFacts"/>, and that everything it names is there.</summary>
public sealed class OrchardExportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Export_has_the_form_that_orchard_core_reads(DatabaseProvider provider)
    {
        await using var host = await RecipeTemplate.StartNewAsync(provider, Token);
        await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(RecipeRuns.Campaign, Token), Token);
        foreach (var name in new[] { "blog", "landing-page", "localized" })
            await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(RepositoryRoot.Combine("tests", "Nq72.Cms.Tests", "Recipes", "orchard", $"{name}.recipe.json"), Token), Token);
        await EditorialWork.DoAsync(host, Token);
        // the same slug under two types is one path in Orchard Core
        var slug = new Dictionary<string, object?>(StringComparer.Ordinal) { ["slug"] = "trung-ten" };
        await host.Admin.CreateItemAsync("Article", "Trùng tên", Token, further: slug);
        await host.Admin.CreateItemAsync("Slogan", "Trùng tên", Token, further: slug);

        using var export = JsonDocument.Parse(await host.ExportAsync(Token));

        var root = export.RootElement;
        Assert.All(new[] { "name", "displayName", "description", "version" }, member => Assert.NotEmpty(root.GetProperty(member).GetString()!));
        // its import runs into a site that stands; a set-up recipe would be offered for new ones only
        Assert.False(root.GetProperty("issetuprecipe").GetBoolean());
        var steps = root.GetProperty("steps").EnumerateArray().ToList();
        var names = steps.ConvertAll(step => step.GetProperty("name").GetString()!);
        Assert.All(names, name => Assert.True(OrchardFacts.Steps.Contains(name) || name.StartsWith("Nq72", StringComparison.Ordinal), name));
        Assert.Equal(["feature", "settings", "Roles", "ContentDefinition"], names.Take(4));
        Assert.Contains("OrchardCore.Taxonomies", steps[0].GetProperty("enable").EnumerateArray().Select(feature => feature.GetString()));
        var cultures = steps[1].GetProperty("LocalizationSettings");
        Assert.Contains(cultures.GetProperty("DefaultCulture").GetString(), cultures.GetProperty("SupportedCultures").EnumerateArray().Select(tag => tag.GetString()));
        // its import replaces a role's permissions
        Assert.Contains("SiteOwner", steps[2].GetProperty("Roles").EnumerateArray().Single(role => role.GetProperty("Name").GetString() == "Administrator").GetProperty("Permissions").EnumerateArray().Select(permission => permission.GetString()));
        var definitions = Definitions.Read(steps[3]);
        var items = steps.Where(step => step.GetProperty("name").GetString() == "content").SelectMany(step => step.GetProperty("data").EnumerateArray()).ToList();
        var taxonomies = items.Where(item => item.GetProperty("ContentType").GetString() == "Taxonomy").ToDictionary(item => item.GetProperty("ContentItemId").GetString()!, StringComparer.Ordinal);
        CheckDefinitions(definitions, taxonomies);
        foreach (var item in items)
            CheckItem(item, definitions);
        CheckTaxonomies(taxonomies, definitions);
        CheckTogether(items);
        Assert.True(items.Count > 80, $"{items.Count} items are too few to tell.");
        // every kind of part and field was met
        Assert.Equal([], OrchardFacts.Parts.Keys.Except(definitions.Met).Order(StringComparer.Ordinal));
        Assert.Equal(["MultiTextField", "TimeField"], OrchardFacts.Fields.Keys.Except(definitions.Met).Order(StringComparer.Ordinal));
    }

    private static void CheckDefinitions(Definitions definitions, Dictionary<string, JsonElement> taxonomies)
    {
        foreach (var (name, type) in definitions.Types)
        {
            Assert.Matches("^[A-Z][A-Za-z0-9]*$", name);
            Assert.NotEmpty(type.GetProperty("DisplayName").GetString()!);
            Assert.Equal(JsonValueKind.Object, type.GetProperty("Settings").ValueKind);
            foreach (var part in type.GetProperty("ContentTypePartDefinitionRecords").EnumerateArray())
            {
                var partName = part.GetProperty("PartName").GetString()!;
                Assert.NotEmpty(part.GetProperty("Name").GetString()!);
                Assert.Equal(JsonValueKind.Object, part.GetProperty("Settings").ValueKind);
                Assert.True(OrchardFacts.Parts.ContainsKey(partName) || definitions.Parts.ContainsKey(partName) || partName == name || partName is "EditorialPart" or "ListPart" or "FlowPart" or "BagPart", $"{name} has {partName}");
            }
        }

        foreach (var (part, fields) in definitions.Parts)
        {
            foreach (var field in fields.Values)
            {
                var kind = field.GetProperty("FieldName").GetString()!;
                Assert.True(OrchardFacts.Fields.ContainsKey(kind) || OrchardFacts.OurFields.Contains(kind), $"{part} has a {kind}");
                var settings = field.GetProperty("Settings");
                if (settings.TryGetProperty("ContentPartFieldSettings", out var general) && general.TryGetProperty("Position", out var position))
                    Assert.Equal(JsonValueKind.String, position.ValueKind);
                if (kind == "TaxonomyField")
                    Assert.True(taxonomies.ContainsKey(settings.GetProperty("TaxonomyFieldSettings").GetProperty("TaxonomyContentItemId").GetString()!), $"{part} names a taxonomy that is not there");
            }
        }
    }

    private static void CheckItem(JsonElement item, Definitions definitions)
    {
        var type = item.GetProperty("ContentType").GetString()!;
        Assert.Matches(OrchardFacts.IdPattern, item.GetProperty("ContentItemId").GetString());
        Assert.Matches(OrchardFacts.IdPattern, item.GetProperty("ContentItemVersionId").GetString());
        Assert.NotEmpty(item.GetProperty("DisplayText").GetString()!);
        Assert.True(item.GetProperty("Latest").ValueKind is JsonValueKind.True or JsonValueKind.False && item.GetProperty("Published").ValueKind is JsonValueKind.True or JsonValueKind.False);
        foreach (var name in new[] { "ModifiedUtc", "PublishedUtc", "CreatedUtc" })
            CheckInstant(item, name);
        var attached = type == "Taxonomy" ? ["TitlePart", "AliasPart", "TaxonomyPart"] : definitions.PartsOf(type);
        foreach (var part in item.EnumerateObject().Where(member => !OrchardFacts.ItemMembers.Contains(member.Name)))
        {
            definitions.Met.Add(part.Name);
            Assert.Equal(JsonValueKind.Object, part.Value.ValueKind);
            Assert.True(attached.Contains(part.Name), $"{type} has no part {part.Name}: Orchard Core would not look at it");
            if (OrchardFacts.Parts.TryGetValue(part.Name, out var members))
                Assert.Empty(part.Value.EnumerateObject().Select(member => member.Name).Except(members));
            else if (part.Name != "EditorialPart" && definitions.Parts.TryGetValue(part.Name, out var fields))
                CheckFields(part.Value, fields, definitions);
            foreach (var member in part.Value.EnumerateObject().Where(member => member.Name.EndsWith("Utc", StringComparison.Ordinal)))
                CheckInstant(part.Value, member.Name);
        }
    }

    private static void CheckFields(JsonElement part, Dictionary<string, JsonElement> fields, Definitions definitions)
    {
        foreach (var value in part.EnumerateObject())
        {
            Assert.True(fields.TryGetValue(value.Name, out var field), value.Name);
            var kind = field.GetProperty("FieldName").GetString()!;
            definitions.Met.Add(kind);
            if (!OrchardFacts.Fields.TryGetValue(kind, out var members))
                continue;
            foreach (var member in value.Value.EnumerateObject())
            {
                Assert.Contains(member.Name, members);
                Assert.Equal(OrchardFacts.Lists.Contains(member.Name), member.Value.ValueKind == JsonValueKind.Array);
            }
        }
    }

    private static void CheckTaxonomies(Dictionary<string, JsonElement> taxonomies, Definitions definitions)
    {
        foreach (var (id, taxonomy) in taxonomies)
        {
            var part = taxonomy.GetProperty("TaxonomyPart");
            Assert.Contains(part.GetProperty("TermContentType").GetString()!, definitions.Types.Keys);
            foreach (var term in part.GetProperty("Terms").EnumerateArray())
            {
                Assert.Matches(OrchardFacts.IdPattern, term.GetProperty("ContentItemId").GetString());
                Assert.Equal(id, term.GetProperty("TermPart").GetProperty("TaxonomyContentItemId").GetString());
                Assert.NotEmpty(term.GetProperty("TitlePart").GetProperty("Title").GetString()!);
            }
        }
    }

    /// <summary>What Orchard Core's import checks across items, and would stop at.</summary>
    private static void CheckTogether(List<JsonElement> items)
    {
        Assert.Equal(items.Count, items.Select(item => item.GetProperty("ContentItemVersionId").GetString()).Distinct(StringComparer.Ordinal).Count());
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var cultures = new Dictionary<(string, string), string>();
        foreach (var versions in items.GroupBy(item => item.GetProperty("ContentItemId").GetString()!, StringComparer.Ordinal))
        {
            Assert.Single(versions, item => item.GetProperty("Latest").GetBoolean());
            Assert.True(versions.Count(item => item.GetProperty("Published").GetBoolean()) <= 1, versions.Key);
            foreach (var item in versions)
            {
                if (item.TryGetProperty("AutoroutePart", out var route))
                {
                    Assert.Matches(OrchardFacts.PathPattern, route.GetProperty("Path").GetString());
                    Assert.Equal(versions.Key, paths.GetOrAdd(route.GetProperty("Path").GetString()!, versions.Key));
                }

                if (item.TryGetProperty("LocalizationPart", out var localization))
                    Assert.Equal(versions.Key, cultures.GetOrAdd((localization.GetProperty("LocalizationSet").GetString()!, localization.GetProperty("Culture").GetString()!), versions.Key));
            }
        }
    }

    private static void CheckInstant(JsonElement holder, string member)
    {
        if (holder.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null)
            Assert.True(DateTime.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out _) && value.GetString()!.EndsWith('Z'), $"{member}: {value}");
    }

    private sealed record Definitions(Dictionary<string, JsonElement> Types, Dictionary<string, Dictionary<string, JsonElement>> Parts)
    {
        /// <summary>Parts and field types that values were seen of.</summary>
        public HashSet<string> Met { get; } = new(StringComparer.Ordinal);

        public static Definitions Read(JsonElement step) => new(
            step.GetProperty("ContentTypes").EnumerateArray().ToDictionary(type => type.GetProperty("Name").GetString()!, StringComparer.Ordinal),
            step.GetProperty("ContentParts").EnumerateArray().ToDictionary(part => part.GetProperty("Name").GetString()!,
                part => part.GetProperty("ContentPartFieldDefinitionRecords").EnumerateArray().ToDictionary(field => field.GetProperty("Name").GetString()!, StringComparer.Ordinal), StringComparer.Ordinal));

        public List<string> PartsOf(string type)
        {
            Assert.True(Types.TryGetValue(type, out var definition), $"The type {type} is not defined.");
            return [.. definition.GetProperty("ContentTypePartDefinitionRecords").EnumerateArray().Select(part => part.GetProperty("Name").GetString()!)];
        }
    }
}

internal static class DictionaryReading
{
    public static TValue GetOrAdd<TKey, TValue>(this Dictionary<TKey, TValue> dictionary, TKey key, TValue value)
        where TKey : notnull => dictionary.TryAdd(key, value) ? value : dictionary[key];
}
