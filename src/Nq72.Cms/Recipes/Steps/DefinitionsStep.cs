using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary><c>ContentDefinition</c>: content types and parts.</summary>
internal sealed class DefinitionsStep(CmsDb db, UnitOfWork unitOfWork, DefineContentTypes define)
{
    /// <summary>The step's name.</summary>
    public const string Name = "ContentDefinition";

    public async Task<Outcome<Done>> RunAsync(StepRun step, CancellationToken cancellationToken)
    {
        var stored = await db.ContentDefinitions.AsNoTracking().ToListAsync(cancellationToken);
        var knownTypes = stored.Where(row => row.Kind == DefinitionKind.Type).ToDictionary(row => row.Name, row => row.ReadType(), StringComparer.Ordinal);
        var knownParts = stored.Where(row => row.Kind == DefinitionKind.Part).ToDictionary(row => row.Name, row => row.ReadPart(), StringComparer.Ordinal);
        var aliases = await db.Taxonomies.AsNoTracking().ToDictionaryAsync(taxonomy => taxonomy.ContentItemId, taxonomy => taxonomy.Alias, StringComparer.Ordinal, cancellationToken);
        var definitions = new OrchardDefinitions(id => aliases.GetValueOrDefault(id) ?? AliasFurtherOn(step.Recipe, id));
        var records = step.Body.Objects("ContentTypes").Where(record => IsContent(step, record)).ToList();
        var types = records.ConvertAll(record => OrchardDefinitions.ReadType(record, knownTypes.GetValueOrDefault(record.Text("Name") ?? "")));
        // some were left out: a number leads to the record in the file
        var places = records.ConvertAll(record => record.Path[(step.Body.Path.Length + 1)..]);
        var parts = step.Body.Objects("ContentParts").Select(record => definitions.ReadPart(record, knownParts.GetValueOrDefault(record.Text("Name") ?? ""), step.Report.Note)).ToList();
        foreach (var (name, part) in OrchardFieldType.BodyParts)
        {
            var attached = types.Exists(type => type.Parts.Any(known => known.PartName == name));
            if (attached && parts.TrueForAll(given => given.Name != name || given.Fields.Count == 0))
            {
                parts.RemoveAll(given => given.Name == name);
                parts.Add(part);
            }
        }

        NoteWithoutPlace(step, types, parts.Select(part => part.Name).Concat(knownParts.Keys).ToHashSet(StringComparer.Ordinal));
        FindDuplicates(step, types.ConvertAll(type => type.Name), index => places[index]);
        FindDuplicates(step, parts.ConvertAll(part => part.Name), index => $"ContentParts[{index}]");
        if (step.IsInvalid)
            return step.Problem;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var defined = await define.RunAsync(types, parts, step.Actor, cancellationToken);
        if (defined.Problem is { } problem)
        {
            step.Body.Add(problem, field => PlaceOf(field, types, places, parts));
            return step.Problem;
        }

        await work.CommitAsync(cancellationToken);
        var created = types.Count(type => !knownTypes.ContainsKey(type.Name)) + parts.Count(part => !knownParts.ContainsKey(part.Name));
        step.Report.Created = created;
        step.Report.Updated = defined.Value - created;
        step.Report.Unchanged = types.Count + parts.Count - defined.Value;
        return Done.Value;
    }

    // a stock recipe defines the field first and brings its taxonomy in a later step
    private static string? AliasFurtherOn(Recipe recipe, string id) =>
        recipe.Steps.Where(step => step.Is(ContentStep.Name))
            .SelectMany(step => (step.Body.Member("data") as JsonArray ?? []).OfType<JsonObject>())
            .FirstOrDefault(item => item.Text("ContentItemId") == id) is { } taxonomy
            ? TaxonomyItems.AliasOf(taxonomy)
            : null;

    private static bool IsContent(StepRun step, RecipeObject record)
    {
        if (OrchardStock.WhyNoContent(step.Recipe, record.Node) is not { } reason)
            return true;
        if (reason.Length > 0)
            step.Report.Note($"{record.Path}: {reason}");
        return false;
    }

    // what such a part holds is told of again with each item; here an editor learns of it at once
    private static void NoteWithoutPlace(StepRun step, List<ContentTypeDefinition> types, HashSet<string> known)
    {
        foreach (var type in types)
        {
            var without = type.Parts.Where(part => OrchardStock.IsWithoutPlace(part.PartName, name => known.Contains(name) || name == type.Name))
                .Select(part => part.Name == part.PartName ? part.Name : $"{part.Name} ({part.PartName})").ToList();
            if (without.Count > 0)
                step.Report.Note($"{type.Name}: không có ở đây: {string.Join(", ", without)}; phần nội dung đó bị bỏ qua. / These parts have no equal here; what they hold is left out.");
        }
    }

    private static void FindDuplicates(StepRun step, List<string> names, Func<int, string> placeOf)
    {
        foreach (var twice in names.Index().Where(entry => entry.Item.Length > 0).GroupBy(entry => entry.Item, StringComparer.Ordinal).Where(group => group.Count() > 1))
            step.Body.Error($"{placeOf(twice.Last().Index)}.Name", "duplicate", $"'{twice.Key}' có hai lần.", $"'{twice.Key}' is defined twice.");
    }

    private static string PlaceOf(string field, List<ContentTypeDefinition> types, List<string> places, List<ContentPartDefinition> parts)
    {
        // the verb names the type and the field's key
        var type = types.FindIndex(known => field.StartsWith(known.Name + ".", StringComparison.Ordinal));
        if (type >= 0)
            return places[type];
        var part = parts.FindIndex(known => field.StartsWith(known.Name + ".", StringComparison.Ordinal));
        return part >= 0 ? $"ContentParts[{part}]" : field == "type" ? "ContentTypes" : "ContentParts";
    }
}
