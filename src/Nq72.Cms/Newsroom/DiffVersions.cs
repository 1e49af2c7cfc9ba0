using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom;

/// <summary>What changed between two versions, field by field.</summary>
public sealed class DiffVersions(CmsDb db)
{
    /// <summary>The differences.</summary>
    public sealed record Result(int From, int To, IReadOnlyList<Change> Changes);

    /// <summary>One changed member (<c>title</c>, <c>fields.body</c>): its value before and after, null where there was none.</summary>
    public sealed record Change(string Field, JsonNode? Before, JsonNode? After);

    /// <summary>Compares two versions; <paramref name="from"/> 0 compares with nothing.</summary>
    public async Task<Outcome<Result>> RunAsync(string id, int from, int to, CancellationToken cancellationToken)
    {
        var versions = await db.ContentVersions.AsNoTracking().Where(row => row.ItemId == id && (row.Number == from || row.Number == to)).ToListAsync(cancellationToken);
        foreach (var number in new[] { from, to }.Where(number => number != 0))
        {
            if (!versions.Exists(version => version.Number == number))
                return ItemProblems.NoVersion(id, number);
        }

        return Between(versions.Find(version => version.Number == from), versions.Find(version => version.Number == to)!);
    }

    /// <summary>Compares two versions that were read already; null for nothing.</summary>
    public static Result Between(ContentVersion? from, ContentVersion to) => new(from?.Number ?? 0, to.Number, Compare(Flatten(from), Flatten(to)));

    private static List<Change> Compare(Dictionary<string, JsonNode?> before, Dictionary<string, JsonNode?> after) =>
        [.. after.Keys.Union(before.Keys, StringComparer.Ordinal)
            .Select(field => new Change(field, before.GetValueOrDefault(field), after.GetValueOrDefault(field)))
            .Where(change => !JsonNode.DeepEquals(change.Before, change.After))];

    private static Dictionary<string, JsonNode?> Flatten(ContentVersion? version)
    {
        var flat = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        if (version is null)
            return flat;
        foreach (var (name, value) in JsonSerializer.SerializeToNode(version.Read(), Json.Options)!.AsObject())
        {
            if (name != "fields")
                flat[name] = value?.DeepClone();
            else
                foreach (var (field, content) in value!.AsObject())
                    flat[$"fields.{field}"] = content?.DeepClone();
        }

        return flat;
    }
}
