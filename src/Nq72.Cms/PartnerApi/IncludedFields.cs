using System.Text.Json;
using Nq72.Cms.ContentTypes;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.PartnerApi;

/// <summary>The parameter <c>include</c>: fields that link to other items, which then come along.</summary>
internal static class IncludedFields
{
    /// <summary>Linked items that come along with an answer at most.</summary>
    public const int MostItems = 500;

    private const string Parameter = "include";

    /// <summary>The fields, in one order however they were written. One that none of the types has, or that links to nothing, is told of.</summary>
    public static string[] Read(IQueryCollection query, IEnumerable<ContentType> types, List<FieldError> unknown)
    {
        var names = query[Parameter].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var links = types.SelectMany(type => type.Fields).Where(field => field.Kind == FieldKind.ContentLink).Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.Where(name => !links.Contains(name)))
            unknown.Add(new(Parameter, "unknownField", new($"Không có trường liên kết '{name}'.", $"There is no field '{name}' that links to items.")));
        return names;
    }

    /// <summary>The ids that items link to in these fields, each once, in the order of the items.</summary>
    public static IReadOnlyList<string> LinksOf(IEnumerable<VersionFragments> items, IReadOnlyList<string> fields) =>
        [.. items.SelectMany(item => item.Fields.Where(field => fields.Contains(field.Name))).SelectMany(field => LinksOf(field.Value)).Distinct(StringComparer.Ordinal)];

    /// <summary>Too many items would come along.</summary>
    public static Problem TooMany => Problem.Malformed(Parameter, new(
        $"Trang này liên kết tới hơn {MostItems} nội dung; hãy giảm 'limit'.", $"This page links to more than {MostItems} items; ask for a smaller 'limit'."));

    private static IEnumerable<string> LinksOf(byte[] json)
    {
        var value = JsonElement.Parse(json);
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => value.EnumerateArray().Where(link => link.ValueKind == JsonValueKind.String).Select(link => link.GetString()!),
            _ => [],
        };
    }
}
