using System.Text.Json.Nodes;

namespace Nq72.Cms.ContentTypes;

/// <summary>The JSON Schema (draft 2020-12) of what is saved for a type.</summary>
internal static class ItemSchema
{
    public static JsonObject Of(ContentType type)
    {
        var fields = new JsonObject();
        foreach (var field in type.Fields)
        {
            var value = ValueSchema(field);
            fields[field.Key] = field.Multiple ? new JsonObject { ["type"] = "array", ["items"] = value, ["title"] = field.DisplayName } : value;
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = type.Definition.DisplayName,
            ["type"] = "object",
            ["required"] = new JsonArray("type", "lang", "title"),
            ["properties"] = new JsonObject
            {
                ["type"] = new JsonObject { ["const"] = type.Name },
                ["lang"] = new JsonObject { ["type"] = "string" },
                ["title"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 300 },
                ["summary"] = new JsonObject { ["type"] = "string", ["maxLength"] = 2000 },
                ["fields"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = fields,
                    ["required"] = new JsonArray([.. type.Fields.Where(field => field.Required).Select(field => (JsonNode)field.Key)]),
                    ["additionalProperties"] = false,
                },
            },
        };
    }

    private static JsonObject ValueSchema(ContentFieldDefinition field)
    {
        var schema = field.Kind switch
        {
            FieldKind.Number => new JsonObject { ["type"] = "number" },
            FieldKind.Boolean => new JsonObject { ["type"] = "boolean" },
            FieldKind.Date => new JsonObject { ["type"] = "string", ["format"] = "date" },
            FieldKind.Claim => new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("text"),
                ["properties"] = new JsonObject
                {
                    ["text"] = new JsonObject { ["type"] = "string" },
                    ["kind"] = new JsonObject { ["enum"] = new JsonArray("fact", "target") },
                    ["source"] = new JsonObject { ["type"] = "string" },
                    ["url"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "uri" },
                    ["verified"] = new JsonObject { ["type"] = "boolean" },
                    ["verifiedBy"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
                },
            },
            _ => new JsonObject { ["type"] = "string" },
        };
        if (field.MaxLength is { } maxLength)
            schema["maxLength"] = maxLength;
        schema["title"] = field.DisplayName;
        return schema;
    }
}
