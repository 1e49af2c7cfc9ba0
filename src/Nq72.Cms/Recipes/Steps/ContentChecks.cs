using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Taxonomies;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>
/// Asks of a whole step, before a word of it is written, what the verbs will ask of each item, so that a step that cannot be carried out
/// leaves nothing behind and its writer learns of everything at once. The verbs ask again.
/// </summary>
internal sealed class ContentChecks(CmsDb db)
{
    private const int BatchSize = 500;

    /// <summary>Which of the items and versions the installation has.</summary>
    public async Task<KnownItems> ReadKnownAsync(IReadOnlyList<PlannedVersion> versions, CancellationToken cancellationToken)
    {
        var items = new Dictionary<string, ContentItem>(StringComparer.Ordinal);
        var known = new Dictionary<string, ContentVersion>(StringComparer.Ordinal);
        foreach (var batch in versions.Chunk(BatchSize))
        {
            var itemIds = batch.Select(version => version.ItemId).Distinct(StringComparer.Ordinal).ToList();
            foreach (var item in await db.ContentItems.AsNoTracking().Where(row => itemIds.Contains(row.Id)).ToListAsync(cancellationToken))
                items.TryAdd(item.Id, item);
            var versionIds = batch.Select(version => version.VersionId).ToList();
            foreach (var version in await db.ContentVersions.AsNoTracking().Where(row => versionIds.Contains(row.VersionId)).ToListAsync(cancellationToken))
                known.TryAdd(version.VersionId, version);
        }

        return new KnownItems(items, known);
    }

    /// <summary>Fills the step's errors.</summary>
    public async Task CheckAsync(
        StepRun step, IReadOnlyList<PlannedVersion> versions, ContentTypeSet types, IReadOnlyList<PutTaxonomies.Input> taxonomies, KnownItems known, CancellationToken cancellationToken)
    {
        var references = With(await References.ReadAsync(db, cancellationToken), taxonomies);
        var targets = await ReadTargetsAsync(versions, types, cancellationToken);
        // in a dry run items of earlier steps were not written
        foreach (var item in step.IsDryRun ? step.Recipe.Steps.Where(before => before.Index < step.Index && before.Is(ContentStep.Name)).SelectMany(before => (before.Body.Member("data") as JsonArray ?? []).OfType<JsonObject>()) : [])
            targets.TryAdd(item.Text("ContentItemId") ?? "", item.Text("ContentType") ?? "");
        foreach (var version in versions)
        {
            var type = types.Find((string?)version.Draft.Body["type"])!;
            if (known.Versions.GetValueOrDefault(version.VersionId) is { } stored)
            {
                CheckKnown(step, version, stored, type, references);
                continue;
            }

            var input = new DraftInput(version.Draft.Body, type, references);
            var content = input.Read(null);
            Add(version, input.Errors);
            Add(version, Identity(version, known, references));
            if (version.Goal >= Goal.Submitted)
            {
                Add(version, FieldValues.Missing(type, content.Fields));
                Add(version, ItemLinks.Dangling(type, content.Fields, targets));
            }

            if (version.Goal >= Goal.Approved)
                Add(version, ClaimValues.Unverified(type, content.Fields));
            version.Content = content;
        }

        CheckTranslations(versions, targets);
    }

    private static KnownReferences With(KnownReferences references, IReadOnlyList<PutTaxonomies.Input> taxonomies)
    {
        var terms = references.Terms.ToDictionary(taxonomy => taxonomy.Key, taxonomy => taxonomy.Value, StringComparer.Ordinal);
        foreach (var taxonomy in taxonomies)
            terms[taxonomy.Alias] = taxonomy.Terms.Select(term => term.Key).Concat(terms.GetValueOrDefault(taxonomy.Alias) ?? new HashSet<string>(StringComparer.Ordinal)).ToHashSet(StringComparer.Ordinal);
        return references with { Terms = terms };
    }

    // versions never change: a file that says something else under a known version's id is told of, and not obeyed
    private static void CheckKnown(StepRun step, PlannedVersion version, ContentVersion stored, ContentType type, KnownReferences references)
    {
        if (stored.ItemId != version.ItemId)
        {
            version.At.Error("ContentItemVersionId", "versionOfOther", $"Phiên bản '{version.VersionId}' thuộc nội dung khác ({stored.ItemId}).", $"The version '{version.VersionId}' belongs to another item ({stored.ItemId}).");
            return;
        }

        var input = new DraftInput(version.Draft.Body, type, references);
        var given = input.Read(null);
        if (input.Errors.Count > 0 || !Comparable(given with { Slug = stored.Slug }).Equals(Comparable(stored.Read()), StringComparison.Ordinal))
            step.Report.Note($"{version.At.Path}: phiên bản này đã có với nội dung khác, giữ nguyên; muốn đổi thì cho mã phiên bản mới. / This version is known with another text; give it a new version id.");
    }

    // who verified a claim is stamped when it is saved
    private static string Comparable(VersionContent content)
    {
        var node = JsonSerializer.SerializeToNode(content, Json.Options)!.AsObject();
        foreach (var claim in node["fields"]!.AsObject().SelectMany(field => field.Value is JsonArray many ? many.OfType<JsonObject>() : new[] { field.Value }.OfType<JsonObject>()))
            claim.Remove("verifiedBy");
        return node.ToJsonString(Json.Options);
    }

    private static IEnumerable<FieldError> Identity(PlannedVersion version, KnownItems known, KnownReferences references)
    {
        var lang = version.Draft.Lang;
        if (!references.IsLanguage(lang))
            yield return new("lang", "unknownLanguage", new($"Không có ngôn ngữ '{lang}'.", $"There is no language '{lang}'."));
        if (version.Draft.LocalizationSet is { Length: > 26 } set)
            yield return new("localizationSet", "tooLong", new($"Bộ bản dịch '{set}' dài quá 26 ký tự.", $"The localization set '{set}' is longer than 26 characters."));
        if (known.Items.GetValueOrDefault(version.ItemId) is not { } item)
            yield break;
        if (item.Type != (string?)version.Draft.Body["type"])
            yield return new("type", "unchangeable", new($"Kiểu của nội dung {item.Id} là {item.Type}, không đổi được.", $"The type of the item {item.Id} is {item.Type} and cannot change."));
        if (item.Lang != lang)
            yield return new("lang", "unchangeable", new($"Ngôn ngữ của nội dung {item.Id} là {item.Lang}, không đổi được.", $"The language of the item {item.Id} is {item.Lang} and cannot change."));
    }

    private static void CheckTranslations(IReadOnlyList<PlannedVersion> versions, Dictionary<string, string> targets)
    {
        foreach (var version in versions.Where(version => version.Draft.TranslationOf is { } source && (source == version.ItemId || !targets.ContainsKey(source))))
            Add(version, [new("translationOf", "unknownItem", new($"Không có nội dung nguồn '{version.Draft.TranslationOf}'.", $"There is no source item '{version.Draft.TranslationOf}'."))]);
    }

    private static void Add(PlannedVersion version, IEnumerable<FieldError> errors)
    {
        if (errors.ToList() is { Count: > 0 } found)
            version.At.Add(Problem.Invalid(found), version.PlaceOf);
    }

    private async Task<Dictionary<string, string>> ReadTargetsAsync(IReadOnlyList<PlannedVersion> versions, ContentTypeSet types, CancellationToken cancellationToken)
    {
        var targets = versions.GroupBy(version => version.ItemId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => (string)group.First().Draft.Body["type"]!, StringComparer.Ordinal);
        var wanted = versions.SelectMany(version => types.Find((string?)version.Draft.Body["type"])!.Fields.Where(field => field.Kind == FieldKind.ContentLink)
                .SelectMany(field => ItemLinks.Of((version.Draft.Body["fields"] as JsonObject)?[field.Key])).Append(version.Draft.TranslationOf))
            .OfType<string>().Where(id => !targets.ContainsKey(id)).Distinct(StringComparer.Ordinal);
        foreach (var batch in wanted.Chunk(BatchSize))
        {
            foreach (var item in await db.ContentItems.AsNoTracking().Where(row => batch.Contains(row.Id)).Select(row => new { row.Id, row.Type }).ToListAsync(cancellationToken))
                targets.TryAdd(item.Id, item.Type);
        }

        return targets;
    }
}
