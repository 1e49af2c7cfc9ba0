using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Broadcasts.Slots;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Loudspeaker;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Recipes.Steps;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Recipes.Export;

/// <summary>
/// Writes a recipe of everything: what runs it on an empty installation gets an equal one. Left out: accounts and tokens, secrets, the trash,
/// releases, deliveries, and the past (older versions, ended intervals, the audit log). Files of the library go into the package only.
/// </summary>
internal sealed class ExportRecipe(CmsDb db, ReadSnapshot snapshot, StepFacts facts, ExportScheduler scheduler, ExportMedia media, ExportItems items, ReadingQueries readings)
{
    // what Orchard Core needs to make sense of the rest; it passes over what it does not have
    private static readonly string[] OrchardFeatures =
    [
        "OrchardCore.Contents", "OrchardCore.ContentTypes", "OrchardCore.ContentFields", "OrchardCore.Title", "OrchardCore.Alias", "OrchardCore.Autoroute", "OrchardCore.Html", "OrchardCore.Markdown",
        "OrchardCore.Media", "OrchardCore.Taxonomies", "OrchardCore.Localization", "OrchardCore.ContentLocalization", "OrchardCore.PublishLater", "OrchardCore.ArchiveLater", "OrchardCore.Roles",
    ];

    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = Json.Options.Encoder };

    /// <summary>Writes to the stream as it reads: the installation need not fit into memory.</summary>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        // one state of the installation, whatever is written meanwhile
        await using var reading = await snapshot.BeginAsync(cancellationToken);
        await WriteRecipeAsync(output, withMedia: false, cancellationToken);
    }

    /// <summary>Writes the recipe and the files of the library as a package (ZIP). The files are the originals: they may tell where they were made.</summary>
    public async Task PackAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var reading = await snapshot.BeginAsync(cancellationToken);
        await using var package = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await using (var recipe = await package.CreateEntry(RecipePackage.RecipeName, CompressionLevel.Optimal).OpenAsync(cancellationToken))
            await WriteRecipeAsync(recipe, withMedia: true, cancellationToken);
        await media.PackAsync(package, cancellationToken);
    }

    private async Task WriteRecipeAsync(Stream output, bool withMedia, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(output, Readable);
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        writer.WriteStartObject();
        writer.WriteString("name", "export");
        writer.WriteString("displayName", site.SiteName);
        writer.WriteString("description", "Xuất từ một hệ thống đang chạy. / Exported from an installation.");
        writer.WriteString("version", "1.0.0");
        // for Orchard Core: something to import into a site, not to set one up with
        writer.WriteBoolean("issetuprecipe", false);
        writer.WriteBoolean(RecipeReader.Literal, true);
        writer.WriteStartArray("steps");
        foreach (var step in await BeforeItemsAsync(site, cancellationToken))
            step.WriteTo(writer, Json.Options);
        if (withMedia)
            await StreamAsync(writer, OrchardMedia.Step, "Files", media.ReadAsync(cancellationToken), cancellationToken);
        var paths = withMedia ? await OrchardMedia.ReadForPackageAsync(db, cancellationToken) : await OrchardMedia.ReadAsync(db, cancellationToken);
        await StreamAsync(writer, ContentStep.Name, "data", items.ReadAsync(paths, cancellationToken), cancellationToken);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static async Task StreamAsync(Utf8JsonWriter writer, string name, string list, IAsyncEnumerable<JsonObject> things, CancellationToken cancellationToken)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteStartArray(list);
        await foreach (var thing in things)
        {
            thing.WriteTo(writer, Json.Options);
            await writer.FlushAsync(cancellationToken);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private async Task<IReadOnlyList<JsonObject>> BeforeItemsAsync(SiteSettings site, CancellationToken cancellationToken) =>
    [
        new JsonObject { ["name"] = "feature", ["enable"] = new JsonArray([.. OrchardFeatures.Select(feature => JsonValue.Create(feature))]) },
        Settings(site, StepFacts.Step(await facts.ReadAsync(SettingsStep.Name, cancellationToken))),
        await RolesAsync(cancellationToken),
        await DefinitionsAsync(cancellationToken),
        await PlacesAsync(cancellationToken),
        await TaxonomiesAsync(cancellationToken),
        await ReadingsAsync(cancellationToken),
        .. await BroadcastsAsync(cancellationToken),
        .. await scheduler.ReadAsync(cancellationToken),
    ];

    private static JsonObject Settings(SiteSettings site, JsonObject facts)
    {
        var step = new JsonObject
        {
            ["name"] = SettingsStep.Name,
            ["SiteName"] = site.SiteName,
            ["Tagline"] = site.Tagline,
            ["DefaultLanguage"] = site.DefaultLanguage,
            ["Theme"] = site.Theme,
            ["Publisher"] = site.Publisher,
            ["Script"] = InCapitals(site.Script),
            ["Languages"] = new JsonArray([.. site.Languages.Select(InCapitals)]),
            [OrchardCultures.Name] = OrchardCultures.Write(site),
            ["Sections"] = InCapitals(site.Sections),
            ["DocumentFields"] = InCapitals(site.DocumentFields),
        };
        if (site.Campaign is { } campaign)
            step["Campaign"] = campaign;
        if (!site.PostLimits.SequenceEqual(PostLimit.Known))
            step["PostLimits"] = new JsonArray([.. site.PostLimits.Select(limit => InCapitals(limit))]);
        var (rules, usual) = (site.Coverage, new CoverageRules());
        if (rules.Targets.Count > 0 || (rules.ApprovedAhead, rules.WaitsAtMost) != (usual.ApprovedAhead, usual.WaitsAtMost))
            step["Coverage"] = new JsonObject { ["ApprovedAhead"] = rules.ApprovedAhead, ["WaitsAtMost"] = rules.WaitsAtMost, ["Targets"] = new JsonArray([.. rules.Targets.Select(target => InCapitals(target))]) };
        if (site.Festive is { } festive)
            step["Festive"] = InCapitals(festive);
        return With(step, facts);
    }

    private async Task<JsonObject> RolesAsync(CancellationToken cancellationToken)
    {
        var roles = await db.Roles.AsNoTracking().OrderBy(role => role.Name).ToListAsync(cancellationToken);
        return Step(RolesStep.Name, "Roles", roles.Select(role => new JsonObject
        {
            ["Name"] = role.Name,
            ["Description"] = role.Description,
            ["Permissions"] = new JsonArray([.. RolesStep.PermissionsOf(role.Scopes).Select(permission => JsonValue.Create(permission))]),
        }));
    }

    private async Task<JsonObject> DefinitionsAsync(CancellationToken cancellationToken)
    {
        var rows = await db.ContentDefinitions.AsNoTracking().OrderBy(row => row.Name).ToListAsync(cancellationToken);
        var taxonomies = await db.Taxonomies.AsNoTracking().ToDictionaryAsync(taxonomy => taxonomy.Alias, taxonomy => taxonomy.ContentItemId, StringComparer.Ordinal, cancellationToken);
        var types = rows.Where(row => row.Kind == DefinitionKind.Type).Select(row => OrchardDefinitions.Write(row.ReadType()));
        var step = Step(DefinitionsStep.Name, "ContentTypes", taxonomies.Count == 0 ? types : types.Append(TaxonomyItems.TermType()));
        step["ContentParts"] = new JsonArray([.. rows.Where(row => row.Kind == DefinitionKind.Part).Select(row => OrchardDefinitions.Write(row.ReadPart(), taxonomies.GetValueOrDefault))]);
        return step;
    }

    private async Task<JsonObject> PlacesAsync(CancellationToken cancellationToken)
    {
        var places = await db.Places.AsNoTracking().OrderBy(place => place.Code).ToListAsync(cancellationToken);
        var step = Step(PlacesStep.Name, "Places", places.Select(place => With(
            new JsonObject { ["Code"] = place.Code, ["Name"] = place.Name, ["Kind"] = place.Kind, ["Province"] = place.Province },
            InCapitals(JsonNode.Parse(place.Facts)!.AsObject()))));
        return With(step, StepFacts.Step(await facts.ReadAsync(PlacesStep.Name, cancellationToken)));
    }

    // readings kept for one item stay here: whoever gets the item says anew how it is read
    private async Task<JsonObject> ReadingsAsync(CancellationToken cancellationToken)
    {
        var tables = await TabledReadings.ReadAsync(db, cancellationToken);
        var kept = await readings.ListAsync(null, cancellationToken);
        var step = Step(ReadingsStep.Name, "Abbreviations", tables.Abbreviations.Select(InCapitals));
        step["Units"] = new JsonArray([.. tables.Units.Select(InCapitals)]);
        step["Kept"] = new JsonArray([.. kept.Select(row => new JsonObject { ["Written"] = row.Written, ["Spoken"] = row.Spoken })]);
        return With(step, StepFacts.Step(await facts.ReadAsync(ReadingsStep.Name, cancellationToken)));
    }

    // the rules of an installation that set none are the next one's own
    private async Task<IEnumerable<JsonObject>> BroadcastsAsync(CancellationToken cancellationToken) =>
        await db.Settings.FindAsync([BroadcastRules.Key], cancellationToken) is { } stored ? [With(new JsonObject { ["name"] = BroadcastsStep.Name }, InCapitals(stored.Read<BroadcastRules>()))] : [];

    private async Task<JsonObject> TaxonomiesAsync(CancellationToken cancellationToken)
    {
        var taxonomies = await db.Taxonomies.AsNoTracking().OrderBy(taxonomy => taxonomy.Alias).ToListAsync(cancellationToken);
        var terms = (await db.Terms.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(term => term.Taxonomy, StringComparer.Ordinal);
        return Step(ContentStep.Name, "data", taxonomies.Select(taxonomy =>
            TaxonomyItems.Write(taxonomy, terms[taxonomy.Alias].OrderBy(term => term.Order).ThenBy(term => term.Key, StringComparer.Ordinal))));
    }

    /// <summary>A step with one list.</summary>
    internal static JsonObject Step(string name, string list, IEnumerable<JsonObject> things) => new() { ["name"] = name, [list] = new JsonArray([.. things]) };

    /// <summary>The object with facts that no column holds; what a column holds wins.</summary>
    internal static JsonObject With(JsonObject thing, JsonObject facts)
    {
        foreach (var (name, value) in facts.Where(fact => thing.NameOf(fact.Key) is null))
            thing[name] = value?.DeepClone();
        return thing;
    }

    /// <summary>One of our records in a recipe's letters, without what is null.</summary>
    internal static JsonObject InCapitals<T>(T record) => InCapitals(JsonSerializer.SerializeToNode(record, Json.Options)!.AsObject());

    private static JsonObject InCapitals(JsonObject members) =>
        new(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(OrchardJson.ToPascal(member.Key), member.Value?.DeepClone())));
}
