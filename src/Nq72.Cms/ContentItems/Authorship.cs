using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.ContentItems;

/// <summary>
/// Who wrote what would be approved: everyone who changed the text since the version approved last. Setting or taking back the verified flag of
/// a claim is a check, not writing, so a reviewer who verifies claims has not become an author, and the author has not ceased to be one.
/// </summary>
public sealed class Authorship(CmsDb db, ContentTypeCatalog catalog)
{
    /// <summary>Whether the person changed the text between the last approval and this version.</summary>
    public async Task<bool> WroteAsync(string actorId, ContentVersion version, CancellationToken cancellationToken)
    {
        var approved = await db.ContentVersions.Where(row => row.ItemId == version.ItemId && row.Number < version.Number && row.Review == ReviewState.Approved)
            .MaxAsync(row => (int?)row.Number, cancellationToken) ?? 0;
        var since = await db.ContentVersions.AsNoTracking().Where(row => row.ItemId == version.ItemId && row.Number >= approved && row.Number <= version.Number)
            .OrderBy(row => row.Number).ToListAsync(cancellationToken);
        return Wrote(actorId, since, (await catalog.GetAsync(cancellationToken)).Find(version.Type));
    }

    /// <summary>As above, for versions that were read already: from the one approved last (or the first, where none was) to the one that would be approved, in order.</summary>
    public static bool Wrote(string actorId, IReadOnlyList<ContentVersion> since, ContentType? type) =>
        since.Where((row, index) => (index > 0 || row.Review != ReviewState.Approved) && row.AuthorId == actorId && (index == 0 || !SameText(since[index - 1], row, type))).Any();

    private static bool SameText(ContentVersion before, ContentVersion after, ContentType? type) =>
        JsonNode.DeepEquals(WithoutChecks(before, type), WithoutChecks(after, type));

    private static JsonNode WithoutChecks(ContentVersion version, ContentType? type)
    {
        var content = JsonSerializer.SerializeToNode(version.Read(), Json.Options)!;
        foreach (var field in type?.Fields.Where(field => field.Kind == FieldKind.Claim) ?? [])
        {
            foreach (var claim in Claims(content["fields"]?[field.Key]))
            {
                claim.Remove("verified");
                claim.Remove("verifiedBy");
            }
        }

        return content;
    }

    private static IEnumerable<JsonObject> Claims(JsonNode? value) => value is JsonArray many ? many.OfType<JsonObject>() : new[] { value }.OfType<JsonObject>();
}
