using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nq72.Scheduler.Platform.Text;
using Nq72.Cms.ContentTypes;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.ContentItems;

/// <summary>
/// Reads what someone saved into a <see cref="VersionContent"/>, gathering every error. A member that is absent keeps its value from the
/// version before; null, or an empty list, clears it; <c>fields</c>, when present, replaces all fields.
/// </summary>
public sealed partial class DraftInput(JsonObject body, ContentType type, KnownReferences references)
{
    private const int MaxTitle = 300;
    private const int MaxSummary = 2000;
    private const int MaxShort = 200;
    private const int MaxList = 200;

    // members of the answer that a client may send back unchanged, and those that belong to other verbs
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "id", "type", "lang", "version", "versionId", "state", "review", "translationOf", "translations", "sourceVersion", "createdAt", "createdBy", "updatedAt", "author",
        "submittedAt", "approvedAt", "approvedBy", "reviewNote", "visible", "next", "publishedAt", "url", "media", "correction", "etag", "html", "localizationSet", "stale", "newestVersion",
    };

    private readonly List<FieldError> errors = [];

    /// <summary>Everything that was wrong.</summary>
    public IReadOnlyList<FieldError> Errors => errors;

    /// <summary>The new content; meaningful only without <see cref="Errors"/>.</summary>
    public VersionContent Read(VersionContent? before)
    {
        before ??= new VersionContent();
        var values = new FieldValues(type, references);
        var content = new VersionContent
        {
            Title = OneLine(ReadText("title", MaxTitle, before.Title)),
            Summary = ReadText("summary", MaxSummary, before.Summary) ?? "",
            Slug = ReadSlug(before.Slug),
            Fields = body.ContainsKey("fields") ? values.Normalise(ReadFields()) : before.Fields,
            Tags = ReadList("tags", before.Tags),
            Genre = ReadTerm("genre", before.Genre),
            Strand = ReadTerm("strand", before.Strand),
            Audience = ReadList("audience", before.Audience, key => KnownTerm("audience", key)),
            Unit = ReadTerm("unit", before.Unit),
            Authority = ReadName("authority", 300, before.Authority),
            Campaign = ReadName("campaign", MaxShort, before.Campaign),
            Places = ReadList("places", before.Places, KnownPlace),
            Flags = ReadFlags(before.Flags),
        };
        errors.AddRange(values.Errors);
        if (content.Title.Length == 0)
            Error("title", "required", "Thiếu tiêu đề.", "The title is missing.");
        foreach (var (name, _) in body.Where(member => !Ignored.Contains(member.Key) && !IsRead(member.Key)))
            Error(name, "unknownField", $"Nội dung không có '{name}'.", $"An item has no '{name}'.");
        return content;
    }

    private static bool IsRead(string name) => name is "title" or "summary" or "slug" or "fields" or "tags" or "genre" or "strand" or "audience" or "unit" or "authority" or "campaign" or "places" or "flags";

    private string? ReadText(string name, int maxLength, string? before)
    {
        if (!body.TryGetPropertyValue(name, out var value))
            return before;
        if (value is null)
            return null;
        if (value.GetValueKind() != JsonValueKind.String)
        {
            Error(name, "wrongKind", $"'{name}' phải là một đoạn chữ.", $"'{name}' must be text.");
            return before;
        }

        var text = NormalText.Of(value.GetValue<string>());
        if (text.Length > maxLength)
            Error(name, "tooLong", $"'{name}' dài {text.Length} ký tự; nhiều nhất {maxLength}.", $"'{name}' has {text.Length} characters; at most {maxLength}.");
        return text;
    }

    // nothing but blanks is no name: what stands in where there is none must not be hidden by it
    private string? ReadName(string name, int maxLength, string? before) => OneLine(ReadText(name, maxLength, before)) is { Length: > 0 } text ? text : null;

    private static string OneLine(string? text) => string.Join(' ', (text ?? "").Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private string ReadSlug(string before)
    {
        var slug = ReadText("slug", MaxShort, before);
        if (slug is { Length: > 0 } && !SlugPattern().IsMatch(slug))
            Error("slug", "slug", $"Đường dẫn '{slug}' chỉ được gồm chữ thường a–z, số và dấu nối.", $"The slug '{slug}' may hold only a–z, digits and hyphens.");
        return slug ?? "";
    }

    private JsonObject? ReadFields()
    {
        if (body["fields"] is JsonObject or null)
            return body["fields"] as JsonObject;
        Error("fields", "wrongKind", "'fields' phải là một đối tượng.", "'fields' must be an object.");
        return null;
    }

    private IReadOnlyList<string> ReadList(string name, IReadOnlyList<string> before, Func<string, string?>? unknown = null)
    {
        if (!body.TryGetPropertyValue(name, out var value))
            return before;
        if (value is null)
            return [];
        if (value is not JsonArray array || array.Any(element => element?.GetValueKind() != JsonValueKind.String))
        {
            Error(name, "wrongKind", $"'{name}' phải là một danh sách chữ.", $"'{name}' must be a list of texts.");
            return before;
        }

        if (array.Count > MaxList)
        {
            Error(name, "tooMany", $"'{name}' có {array.Count} giá trị; nhiều nhất {MaxList}.", $"'{name}' has {array.Count} values; at most {MaxList}.");
            return before;
        }

        var list = array.Select(element => NormalText.Of(element!.GetValue<string>()).Trim()).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].Length > MaxShort)
                Error($"{name}[{i}]", "tooLong", $"'{list[i]}' dài quá {MaxShort} ký tự.", $"'{list[i]}' is longer than {MaxShort} characters.");
            else if (unknown?.Invoke(list[i]) is { } code)
                Error($"{name}[{i}]", code, $"'{name}': không có '{list[i]}'.", $"'{name}': there is no '{list[i]}'.");
        }

        return list;
    }

    private string? ReadTerm(string taxonomy, string? before)
    {
        var key = ReadText(taxonomy, MaxShort, before);
        if (key is { Length: > 0 } && KnownTerm(taxonomy, key) is { } code)
            Error(taxonomy, code, $"'{taxonomy}': không có '{key}'.", $"'{taxonomy}': there is no '{key}'.");
        return string.IsNullOrEmpty(key) ? null : key;
    }

    private string? KnownTerm(string taxonomy, string key) =>
        references.Terms.TryGetValue(taxonomy, out var terms) && terms.Contains(key) ? null : "unknownTerm";

    private string? KnownPlace(string code) => references.Places.Contains(code) ? null : "unknownPlace";

    private IReadOnlyList<EditorialFlag> ReadFlags(IReadOnlyList<EditorialFlag> before)
    {
        if (!body.TryGetPropertyValue("flags", out var value))
            return before;
        if (value is null)
            return [];
        if (value is not JsonArray array || !array.All(element => element is JsonObject flag && flag.All(member => member.Value?.GetValueKind() == JsonValueKind.String)))
        {
            Error("flags", "wrongKind", "'flags' phải là danh sách {field, note}.", "'flags' must be a list of {field, note}.");
            return before;
        }

        if (array.Count > MaxList)
            Error("flags", "tooMany", $"'flags' có {array.Count} giá trị; nhiều nhất {MaxList}.", $"'flags' has {array.Count} values; at most {MaxList}.");
        var flags = array.Take(MaxList).Select(flag => new EditorialFlag(NormalText.Of((string?)flag!["field"] ?? ""), NormalText.Of((string?)flag["note"] ?? ""))).ToList();
        foreach (var (index, _) in flags.Index().Where(entry => entry.Item.Field.Length > MaxShort || entry.Item.Note.Length > MaxSummary))
            Error($"flags[{index}]", "tooLong", $"Trường dài nhất {MaxShort} ký tự, ghi chú {MaxSummary}.", $"The field has at most {MaxShort} characters, the note {MaxSummary}.");
        return flags;
    }

    private void Error(string field, string code, string vi, string en) => errors.Add(new FieldError(field, code, new(vi, en)));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SlugPattern();
}
