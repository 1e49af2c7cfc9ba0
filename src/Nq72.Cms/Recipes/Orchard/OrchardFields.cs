using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Cms.ContentTypes;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>A field's value in Orchard Core's form and in ours, both ways. What does not fit is passed on as it is: the item's own check names it.</summary>
internal sealed class OrchardFields(OrchardTerms terms)
{
    /// <summary>What stands for the recipe itself as verifier or owner: whoever runs it is recorded instead.</summary>
    public const string RecipeItself = "recipe";

    private const string VerifiedBy = "verifiedBy";

    /// <summary>Our value of the field's object; null when it has none.</summary>
    public JsonNode? Read(ContentFieldDefinition field, JsonObject value)
    {
        var type = OrchardFieldType.Of(field);
        var given = value.Member(type.Member);
        if (given is null)
            return null;
        if (given is JsonArray array)
        {
            var elements = array.Where(element => element is not null).Select(element => ReadOne(field, element!)).ToList();
            return field.Multiple || elements.Count > 1 || !type.IsList ? new JsonArray([.. elements]) : elements.FirstOrDefault();
        }

        var one = ReadOne(field, given);
        return field.Multiple && !type.IsList ? new JsonArray(one) : one;
    }

    /// <summary>The field's object in Orchard Core's form.</summary>
    public JsonObject Write(ContentFieldDefinition field, JsonNode value)
    {
        var type = OrchardFieldType.Of(field);
        var written = value is JsonArray array
            ? new JsonArray([.. array.Select(element => WriteOne(field, element!))])
            : type.IsList ? new JsonArray(WriteOne(field, value)) : WriteOne(field, value);
        var result = new JsonObject { [type.Member] = written };
        if (field.Kind == FieldKind.Taxonomy)
            result.Insert(0, "TaxonomyContentItemId", terms.TaxonomyId(field.Taxonomy ?? ""));
        return result;
    }

    /// <summary>Where a field's value stands in the file: <c>claims[0].text</c> is <c>Article.Claims.Claims[0].Text</c>.</summary>
    /// <param name="part">Name of the part on the type.</param>
    /// <param name="field">The field.</param>
    /// <param name="rest">What follows the field's key: <c>[0].text</c>, or nothing.</param>
    public static string PathOf(string part, ContentFieldDefinition field, string rest)
    {
        var type = OrchardFieldType.Of(field);
        var inside = OrchardJson.ToPascalPath(rest);
        return type.IsPart ? $"{part}.{type.Member}{inside}" : $"{part}.{field.Name}.{type.Member}{inside}";
    }

    private JsonNode ReadOne(ContentFieldDefinition field, JsonNode value)
    {
        switch (field.Kind)
        {
            case FieldKind.Claim when value is JsonObject claim:
                return ReadClaim(claim);
            case FieldKind.Taxonomy when value.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(terms.KeyOf(value.GetValue<string>()));
            case FieldKind.Media when value.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(terms.Media.Find(value.GetValue<string>()));
            // Orchard Core writes a day as an instant at midnight
            case FieldKind.Date when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 10 } text && text[10] is 'T' or ' ':
                return JsonValue.Create(text[..10]);
            default:
                return value.DeepClone();
        }
    }

    private JsonNode WriteOne(ContentFieldDefinition field, JsonNode value) => field.Kind switch
    {
        FieldKind.Claim when value is JsonObject claim => new JsonObject(claim.Select(member => KeyValuePair.Create(OrchardJson.ToPascal(member.Key), member.Value?.DeepClone()))),
        FieldKind.Taxonomy => JsonValue.Create(terms.IdOf(field.Taxonomy ?? "", value.GetValue<string>())),
        FieldKind.Media => JsonValue.Create(terms.Media.Write(value.GetValue<string>())),
        _ => value.DeepClone(),
    };

    private static JsonObject ReadClaim(JsonObject claim)
    {
        var read = new JsonObject(claim.Select(member => KeyValuePair.Create(OrchardJson.ToCamel(member.Key), member.Value?.DeepClone())));
        if (read.Text(VerifiedBy) == RecipeItself)
            read.Remove(VerifiedBy);
        return read;
    }
}
