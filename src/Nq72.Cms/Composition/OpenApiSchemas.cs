using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Composition;

/// <summary>What values of our own look like in JSON: the document cannot see it through their converters.</summary>
internal static class OpenApiSchemas
{
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var given = context.JsonTypeInfo.Type;
        var type = Nullable.GetUnderlyingType(given) ?? given;
        if (type == typeof(ProblemDetails))
            DescribeProblem(schema);
        else if (FormOf(type) is { } form && schema.OneOf is not { Count: > 0 })
            Shape(schema, form, nullable: given != type);
        // what is left out when there is nothing to say cannot be relied on
        foreach (var property in context.JsonTypeInfo.Properties.Where(property => property.ShouldSerialize is not null))
            schema.Required?.Remove(property.Name);
        return Task.CompletedTask;
    }

    /// <summary>Null is said where a list of names is used, not in the list: of two ways to allow it a strict reader takes neither.</summary>
    public static void TakeNullOutOfNames(IDictionary<string, IOpenApiSchema>? schemas)
    {
        foreach (var schema in (schemas?.Values ?? []).OfType<OpenApiSchema>().Where(schema => schema.Enum is { Count: > 0 }))
        {
            schema.Enum = [.. schema.Enum!.Where(name => name is not null && name.GetValueKind() == JsonValueKind.String)];
            schema.Type = JsonSchemaType.String;
        }
    }

    private static OpenApiSchema[]? FormOf(Type type) => type switch
    {
        _ when type == typeof(DateTimeOffset) => [Instant],
        _ when type == typeof(WallTime) => [Instant, Local],
        _ when type == typeof(DayOrTime) => [Day, Instant, Local],
        _ when type == typeof(TimeSpan) => [Text("duration", "ISO 8601", "PT12H")],
        _ when type == typeof(OccasionDate) => [MonthDay, Object(("from", MonthDay), ("to", MonthDay)), Object(("lunar", MonthDay))],
        _ when type == typeof(ContentMarks) => [Marks, Names],
        _ => null,
    };

    private static OpenApiSchema Instant => Text("date-time", "RFC 3339, UTC", "2027-04-07T00:00:00Z");

    private static OpenApiSchema Day => Text("date", null, "2027-04-07");

    private static OpenApiSchema MonthDay => new() { Type = JsonSchemaType.String, Pattern = "^[0-9]{2}-[0-9]{2}$", Examples = ["04-07"] };

    private static OpenApiSchema Local => Object(("local", new OpenApiSchema { Type = JsonSchemaType.String, Description = "Giờ địa phương. / Wall-clock time in the installation's zone.", Examples = ["2027-04-07T07:00"] }));

    private static OpenApiSchema Names => new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiSchema Marks => new()
    {
        Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["types"] = Names, ["tags"] = Names, ["genres"] = Names },
    };

    private static OpenApiSchema Text(string format, string? description, string example) => new() { Type = JsonSchemaType.String, Format = format, Description = description, Examples = [example] };

    private static OpenApiSchema Object(params (string Name, OpenApiSchema Value)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Required = members.Select(member => member.Name).ToHashSet(StringComparer.Ordinal),
        Properties = members.ToDictionary(member => member.Name, IOpenApiSchema (member) => member.Value, StringComparer.Ordinal),
    };

    private static void Shape(OpenApiSchema schema, OpenApiSchema[] forms, bool nullable)
    {
        schema.Pattern = null;
        schema.Properties = null;
        schema.Required = null;
        if (forms is [var only])
        {
            schema.Type = nullable ? only.Type | JsonSchemaType.Null : only.Type;
            schema.Format = only.Format;
            schema.Examples = only.Examples;
            return;
        }

        schema.Type = null;
        schema.AnyOf = [.. forms, .. nullable ? [new OpenApiSchema { Type = JsonSchemaType.Null }] : Array.Empty<OpenApiSchema>()];
    }

    private static void DescribeProblem(OpenApiSchema schema)
    {
        schema.Description = "RFC 9457.";
        schema.Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "code" };
        schema.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Examples = ["urn:nq72:problem:unknownType"] },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Theo Accept-Language: tiếng Việt hoặc tiếng Anh. / In Vietnamese or English." },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Ổn định: chương trình dựa vào mã này. / Stable: what programs go by.", Examples = ["unknownType"] },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["errors"] = ByField("Lời báo theo tên trường. / Messages by field."),
            ["errorCodes"] = ByField("Mã theo tên trường. / Codes by field."),
        };
    }

    private static OpenApiSchema ByField(string description) => new() { Type = JsonSchemaType.Object, Description = description, AdditionalProperties = Names };
}
