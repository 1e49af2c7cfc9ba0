using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nq72.Cms.Admin;
using Nq72.Cms.ContentTypes;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>Between the editor's form and the JSON that the verbs take. What cannot be read is passed on as it is, so that the verb says what is wrong with it.</summary>
internal static partial class ItemForm
{
    /// <summary>The members that every item has, in JSON names.</summary>
    private static readonly string[] Single = ["title", "summary", "slug", "genre", "strand", "unit", "authority", "campaign"];

    /// <summary>An item as the body that would save it unchanged.</summary>
    public static JsonObject Of(ItemView item) => new()
    {
        ["title"] = item.Title,
        ["summary"] = item.Summary,
        ["slug"] = item.Slug,
        ["genre"] = item.Genre,
        ["strand"] = item.Strand,
        ["unit"] = item.Unit,
        ["authority"] = item.Authority,
        ["campaign"] = item.Campaign,
        ["tags"] = List(item.Tags),
        ["audience"] = List(item.Audience),
        ["places"] = List(item.Places),
        ["fields"] = item.Fields.DeepClone(),
    };

    /// <summary>The form as the body of a save.</summary>
    public static JsonObject Read(IFormCollection form, ContentType type)
    {
        var body = new JsonObject();
        foreach (var name in Single)
            body[name] = Text(form, name) is { } value ? value : name == "title" ? "" : null;
        if (int.TryParse(Text(form, "sourceVersion"), NumberStyles.None, CultureInfo.InvariantCulture, out var made))
            body["sourceVersion"] = made;
        body["tags"] = List((Text(form, "tags") ?? "").Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        body["audience"] = List(form["audience"].OfType<string>());
        body["places"] = List(form["places"].OfType<string>());
        var fields = new JsonObject();
        foreach (var field in type.Fields)
        {
            if (ReadField(form, field) is { } value)
                fields[field.Key] = value;
        }

        body["fields"] = fields;
        return body;
    }

    /// <summary>How many claims of a field the form holds, blank ones included.</summary>
    public static int ClaimRows(IFormCollection form, string key)
    {
        var rows = 0;
        while (form.ContainsKey($"fields.{key}[{rows}].text"))
            rows++;
        return rows;
    }

    private static JsonNode? ReadField(IFormCollection form, ContentFieldDefinition field)
    {
        var name = $"fields.{field.Key}";
        if (field.Kind == FieldKind.Claim)
            return ReadClaims(form, field);
        if (field.Kind == FieldKind.Boolean)
            return JsonValue.Create(form[name].Contains("true"));
        var values = form[name].OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0)
            .Select(value => field.Kind is FieldKind.ContentLink or FieldKind.Media ? LinkedId(value) : value).Distinct(StringComparer.Ordinal).ToList();
        if (field.Multiple)
            return new JsonArray([.. values.Select(value => Value(field.Kind, value))]);
        return values.Count == 0 ? null : Value(field.Kind, values[0]);
    }

    private static JsonValue Value(FieldKind kind, string text) =>
        kind == FieldKind.Number && decimal.TryParse(text.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(kind == FieldKind.Date ? TypedTime.Day(text)! : text);

    private static JsonNode? ReadClaims(IFormCollection form, ContentFieldDefinition field)
    {
        var claims = new JsonArray();
        for (var i = 0; i < ClaimRows(form, field.Key); i++)
        {
            var name = $"fields.{field.Key}[{i}]";
            var (text, source, url) = (Text(form, $"{name}.text"), Text(form, $"{name}.source"), Text(form, $"{name}.url"));
            if (text is null && source is null && url is null)
                continue;
            claims.Add(new JsonObject
            {
                ["text"] = text ?? "",
                ["kind"] = Text(form, $"{name}.kind") ?? "fact",
                ["source"] = source,
                ["url"] = url,
                ["verified"] = form[$"{name}.verified"].Contains("true"),
            });
        }

        if (field.Multiple)
            return claims;
        return claims.Count == 0 ? null : claims[0]!.DeepClone();
    }

    // a link is typed or chosen as 'title · id'
    private static string LinkedId(string value) => TrailingId().Match(value) is { Success: true } match ? match.Value : value;

    private static string? Text(IFormCollection form, string name) =>
        form.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.ToString() : null;

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    [GeneratedRegex("[0-9a-hj-km-np-tv-z]{26}$", RegexOptions.None, 1000)]
    private static partial Regex TrailingId();
}
