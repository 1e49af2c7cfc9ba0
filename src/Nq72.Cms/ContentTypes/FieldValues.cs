using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nq72.Scheduler.Platform.Text;
using Nq72.Cms.Platform.Text;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.ContentTypes;

/// <summary>Checks and normalises the <c>fields</c> of an item by its type's definition, gathering every error.</summary>
public sealed partial class FieldValues(ContentType type, KnownReferences references)
{
    private const int MaxTextLength = 10_000;
    private const int MaxLongTextLength = 200_000;
    private const int MaxArrayLength = 200;

    private readonly List<FieldError> errors = [];

    /// <summary>Everything that was wrong, in the order of the input.</summary>
    public IReadOnlyList<FieldError> Errors => errors;

    /// <summary>The values in NFC, HTML sanitised, absent and null ones left out.</summary>
    public JsonObject Normalise(JsonObject? input)
    {
        var normal = new JsonObject();
        foreach (var (key, value) in input ?? [])
        {
            if (type.Field(key) is not { } field)
                Error(key, "unknownField", $"Kiểu {type.Name} không có trường '{key}'.", $"The type {type.Name} has no field '{key}'.");
            else if (value is not null && NormaliseField(field, value) is { } kept)
                normal[key] = kept;
        }

        return normal;
    }

    /// <summary>What is missing for handing in: required fields without a value.</summary>
    public static IEnumerable<FieldError> Missing(ContentType type, JsonObject fields) =>
        type.Fields.Where(field => field.Required && IsEmpty(fields[field.Key])).Select(field => new FieldError(
            $"fields.{field.Key}", "required", new($"Thiếu '{field.DisplayName}'.", $"'{field.DisplayName}' is missing.")));

    /// <summary>The claims in the fields that lack a source or are not verified, with the path of each.</summary>
    public static IEnumerable<(string Path, string Text)> UnverifiedClaims(ContentType type, JsonObject fields)
    {
        foreach (var field in type.Fields.Where(field => field.Kind == FieldKind.Claim))
        {
            var claims = fields[field.Key] is JsonArray many ? [.. many] : new[] { fields[field.Key] };
            for (var i = 0; i < claims.Length; i++)
            {
                if (claims[i] is JsonObject claim && (string.IsNullOrWhiteSpace((string?)claim["source"]) || claim["verified"]?.GetValue<bool>() != true))
                    yield return (field.Multiple ? $"fields.{field.Key}[{i}]" : $"fields.{field.Key}", (string?)claim["text"] ?? "");
            }
        }
    }

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonArray array => array.Count == 0,
        JsonValue single when single.GetValueKind() == JsonValueKind.String => string.IsNullOrWhiteSpace(single.GetValue<string>()),
        _ => false,
    };

    private JsonNode? NormaliseField(ContentFieldDefinition field, JsonNode value)
    {
        if (!field.Multiple)
        {
            if (value is not JsonArray)
                return NormaliseValue(field, field.Key, value);
            Wrong(field.Key, field, "một giá trị, không phải danh sách", "one value, not a list");
            return null;
        }

        if (value is not JsonArray array)
        {
            Wrong(field.Key, field, "một danh sách", "a list");
            return null;
        }

        if (array.Count > MaxArrayLength)
        {
            Error(field.Key, "tooMany", $"'{field.DisplayName}' có {array.Count} giá trị; nhiều nhất {MaxArrayLength}.", $"'{field.DisplayName}' has {array.Count} values; at most {MaxArrayLength}.");
            return null;
        }

        var kept = new JsonArray();
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is { } element && NormaliseValue(field, $"{field.Key}[{i}]", element) is { } normal)
                kept.Add(normal);
        }

        return kept;
    }

    private JsonNode? NormaliseValue(ContentFieldDefinition field, string path, JsonNode value) => field.Kind switch
    {
        FieldKind.Text => Text(field, path, value, field.MaxLength ?? MaxTextLength),
        FieldKind.Markdown => Text(field, path, value, field.MaxLength ?? MaxLongTextLength),
        FieldKind.Html => Text(field, path, value, field.MaxLength ?? MaxLongTextLength) is { } html ? JsonValue.Create(SafeHtml.Sanitise((string?)html)) : null,
        FieldKind.Number => Kind(field, path, value, JsonValueKind.Number, "một số", "a number"),
        FieldKind.Boolean => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.DeepClone() : Wrong(path, field, "true hoặc false", "true or false"),
        FieldKind.Date => Date(field, path, value),
        FieldKind.Media => Reference(field, path, value, static text => text.Length <= 200, "mã tệp", "a media id"),
        FieldKind.ContentLink => Reference(field, path, value, static text => ItemId().IsMatch(text), "mã nội dung gồm 26 ký tự", "a content item's id of 26 characters"),
        FieldKind.Taxonomy => Known(field, path, value, references.Terms.TryGetValue(field.Taxonomy ?? "", out var terms) ? terms.Contains : static _ => false, "unknownTerm", "thuật ngữ", "term"),
        FieldKind.Place => Known(field, path, value, references.Places.Contains, "unknownPlace", "mã xã, phường", "place code"),
        FieldKind.Language => Known(field, path, value, references.IsLanguage, "unknownLanguage", "ngôn ngữ", "language"),
        FieldKind.Claim => Claim(field, path, value),
        _ => throw new InvalidOperationException($"Field kind {field.Kind} has no rule."),
    };

    private JsonNode? Kind(ContentFieldDefinition field, string path, JsonNode value, JsonValueKind kind, string vi, string en) =>
        value.GetValueKind() == kind ? value.DeepClone() : Wrong(path, field, vi, en);

    private JsonNode? Text(ContentFieldDefinition field, string path, JsonNode value, int maxLength)
    {
        if (value.GetValueKind() != JsonValueKind.String)
            return Wrong(path, field, "một đoạn chữ", "text");
        var text = NormalText.Of(value.GetValue<string>());
        if (text.Length > maxLength)
        {
            Error(path, "tooLong", $"'{field.DisplayName}' dài {text.Length} ký tự; nhiều nhất {maxLength}.", $"'{field.DisplayName}' has {text.Length} characters; at most {maxLength}.");
            return null;
        }

        return JsonValue.Create(text);
    }

    private JsonNode? Date(ContentFieldDefinition field, string path, JsonNode value)
    {
        if (value.GetValueKind() == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return value.DeepClone();
        return Wrong(path, field, "một ngày như 2027-04-07", "a day such as 2027-04-07");
    }

    private JsonNode? Reference(ContentFieldDefinition field, string path, JsonNode value, Func<string, bool> wellFormed, string vi, string en) =>
        value.GetValueKind() == JsonValueKind.String && wellFormed(value.GetValue<string>()) ? value.DeepClone() : Wrong(path, field, vi, en);

    private JsonNode? Known(ContentFieldDefinition field, string path, JsonNode value, Func<string, bool> isKnown, string code, string vi, string en)
    {
        if (value.GetValueKind() != JsonValueKind.String)
            return Wrong(path, field, $"một {vi}", $"a {en}");
        if (isKnown(value.GetValue<string>()))
            return value.DeepClone();
        Error(path, code, $"'{field.DisplayName}': không có {vi} '{value}'.", $"'{field.DisplayName}': there is no {en} '{value}'.");
        return null;
    }

    private JsonObject? Claim(ContentFieldDefinition field, string path, JsonNode value)
    {
        if (value is not JsonObject claim)
            return (JsonObject?)Wrong(path, field, "một đối tượng {text, source, verified}", "an object {text, source, verified}");
        var before = errors.Count;
        var text = ClaimText(claim, path, "text", MaxTextLength);
        var source = ClaimText(claim, path, "source", 1000);
        var url = ClaimText(claim, path, "url", 2000);
        var verifiedBy = ClaimText(claim, path, "verifiedBy", 200);
        var kind = ClaimText(claim, path, "kind", 20) ?? "fact";
        if (string.IsNullOrWhiteSpace(text))
            Error($"{path}.text", "required", "Thông tin cần kiểm chứng chưa có nội dung.", "The claim has no text.");
        if (kind is not ("fact" or "target"))
            Error($"{path}.kind", "unknownValue", $"Loại '{kind}' không có; dùng fact (sự thật) hoặc target (mục tiêu).", $"There is no kind '{kind}'; use fact or target.");
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme is "http" or "https"))
            Error($"{path}.url", "url", $"'{url}' không phải địa chỉ http(s).", $"'{url}' is not an http(s) address.");
        var verified = claim["verified"];
        if (verified is not null && verified.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            Error($"{path}.verified", "wrongKind", "'verified' là true hoặc false.", "'verified' is true or false.");
        foreach (var (key, _) in claim.Where(member => member.Key is not ("text" or "kind" or "source" or "url" or "verified" or "verifiedBy")))
            Error($"{path}.{key}", "unknownField", $"Thông tin cần kiểm chứng không có '{key}'.", $"A claim has no '{key}'.");
        if (errors.Count > before)
            return null;
        return new JsonObject
        {
            ["text"] = text,
            ["kind"] = kind,
            ["source"] = source,
            ["url"] = url,
            ["verified"] = verified?.GetValue<bool>() ?? false,
            ["verifiedBy"] = verifiedBy,
        };
    }

    private string? ClaimText(JsonObject claim, string path, string member, int maxLength)
    {
        if (claim[member] is not { } value)
            return null;
        if (value.GetValueKind() != JsonValueKind.String)
        {
            Error($"{path}.{member}", "wrongKind", $"'{member}' là một đoạn chữ.", $"'{member}' is text.");
            return null;
        }

        var text = NormalText.Of(value.GetValue<string>());
        if (text.Length <= maxLength)
            return text;
        Error($"{path}.{member}", "tooLong", $"'{member}' dài {text.Length} ký tự; nhiều nhất {maxLength}.", $"'{member}' has {text.Length} characters; at most {maxLength}.");
        return null;
    }

    private JsonNode? Wrong(string path, ContentFieldDefinition field, string vi, string en)
    {
        Error(path, "wrongKind", $"'{field.DisplayName}' phải là {vi}.", $"'{field.DisplayName}' must be {en}.");
        return null;
    }

    private void Error(string path, string code, string vi, string en) => errors.Add(new FieldError($"fields.{path}", code, new(vi, en)));

    [GeneratedRegex("^[0-9a-hj-km-np-tv-z]{26}$", RegexOptions.None, 1000)]
    private static partial Regex ItemId();
}
