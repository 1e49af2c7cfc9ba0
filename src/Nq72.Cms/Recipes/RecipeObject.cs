using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Scheduler.Platform.Text;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes;

/// <summary>An object of a recipe, read member by member: what has the wrong kind is noted with its path, what nobody read can be told of.</summary>
internal sealed class RecipeObject(JsonObject node, string path, List<FieldError> errors)
{
    private readonly HashSet<string> read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The object itself.</summary>
    public JsonObject Node => node;

    /// <summary>Where it stands in the file.</summary>
    public string Path => path;

    /// <summary>The member as it is; null when there is none.</summary>
    public JsonNode? Any(string name)
    {
        read.Add(name);
        return node.Member(name);
    }

    /// <summary>A text in NFC; null when there is none.</summary>
    public string? Text(string name) => Any(name) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => NormalText.Of(value.GetValue<string>()),
        _ => Wrong<string>(name, "một đoạn chữ", "text"),
    };

    /// <summary>A text that must not be empty; empty when it is wrong.</summary>
    public string RequiredText(string name)
    {
        var before = errors.Count;
        var text = Text(name)?.Trim() ?? "";
        if (text.Length == 0 && errors.Count == before)
            Error(name, "required", $"Thiếu '{name}'.", $"'{name}' is missing.");
        return text;
    }

    /// <summary>True or false; null when there is none.</summary>
    public bool? Boolean(string name) => Any(name) is null ? null : node.Boolean(name) ?? WrongValue<bool>(name, "true hoặc false", "true or false");

    /// <summary>A whole number; null when there is none.</summary>
    public int? Integer(string name) => Any(name) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var number) => number,
        _ => WrongValue<int>(name, "một số nguyên", "a whole number"),
    };

    /// <summary>A day such as 2027-04-07; null when there is none.</summary>
    public DateOnly? Day(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)
            ? day
            : WrongValue<DateOnly>(name, "một ngày như 2027-04-07", "a day such as 2027-04-07");
    }

    /// <summary>A list of texts; empty when there is none.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        switch (Any(name))
        {
            case null:
                return [];
            case JsonArray array when array.All(element => element?.GetValueKind() == JsonValueKind.String):
                return [.. array.Select(element => NormalText.Of(element!.GetValue<string>()))];
            default:
                return Wrong<IReadOnlyList<string>>(name, "một danh sách chữ", "a list of texts") ?? [];
        }
    }

    /// <summary>An object; null when there is none.</summary>
    public RecipeObject? Object(string name) => Any(name) switch
    {
        null => null,
        JsonObject child => new RecipeObject(child, $"{path}.{name}", errors),
        _ => Wrong<RecipeObject>(name, "một đối tượng", "an object"),
    };

    /// <summary>A list of objects; empty when there is none.</summary>
    public IReadOnlyList<RecipeObject> Objects(string name)
    {
        if (Any(name) is not { } value)
            return [];
        if (value is not JsonArray array)
            return Wrong<IReadOnlyList<RecipeObject>>(name, "một danh sách", "a list") ?? [];
        var written = node.NameOf(name);
        var objects = new List<RecipeObject>(array.Count);
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is JsonObject child)
                objects.Add(new RecipeObject(child, $"{path}.{written}[{i}]", errors));
            else
                Error($"{written}[{i}]", "wrongKind", $"'{written}[{i}]' phải là một đối tượng.", $"'{written}[{i}]' must be an object.");
        }

        return objects;
    }

    /// <summary>The members that were not asked for, cloned; null ones left out.</summary>
    public JsonObject Rest() => new(node.Where(member => !read.Contains(member.Key) && member.Value is not null).Select(member => KeyValuePair.Create(member.Key, (JsonNode?)member.Value!.DeepClone())));

    /// <summary>Notes an error of a member.</summary>
    public void Error(string name, string code, string vi, string en) => errors.Add(new FieldError($"{path}.{name}", code, new(vi, en)));

    /// <summary>Takes over a verb's problem; its fields become places of the file.</summary>
    /// <param name="problem">What the verb answered.</param>
    /// <param name="place">The file's name of a field; null capitalises.</param>
    public void Add(Problem problem, Func<string, string>? place = null)
    {
        foreach (var error in problem.Errors)
            errors.Add(error with { Field = $"{path}.{(place ?? OrchardJson.ToPascalPath)(error.Field)}" });
        if (problem.Errors.Count == 0)
            errors.Add(new FieldError(path, problem.Code, problem.Detail ?? problem.Title));
    }

    private T? Wrong<T>(string name, string vi, string en)
        where T : class
    {
        Error(name, "wrongKind", $"'{name}' phải là {vi}.", $"'{name}' must be {en}.");
        return null;
    }

    private T? WrongValue<T>(string name, string vi, string en)
        where T : struct
    {
        Error(name, "wrongKind", $"'{name}' phải là {vi}.", $"'{name}' must be {en}.");
        return null;
    }
}
