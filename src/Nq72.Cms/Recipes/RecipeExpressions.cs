using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Recipes;

/// <summary>
/// Evaluates the expressions in a recipe's texts: <c>[js:uuid()]</c>, <c>[js: variables('x')]</c>, <c>[js: parameters('SiteName')]</c>,
/// <c>[file:text('p')]</c>. Others are taken out and told of. An id that is made up is the same at every run: it hangs on the recipe's name and the place, so that running a
/// recipe again finds what it made.
/// </summary>
/// <param name="recipe">The recipe's name.</param>
/// <param name="variables">Its variables.</param>
/// <param name="parameters">What Orchard Core's set-up would know, by name; case does not count.</param>
/// <param name="files">Where its files lie; null where there are none.</param>
/// <param name="maxFileBytes">Largest file that is read.</param>
internal sealed partial class RecipeExpressions(string recipe, JsonObject? variables, IReadOnlyDictionary<string, string> parameters, RecipeFiles? files, int maxFileBytes)
{
    private readonly Dictionary<string, string?> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> evaluating = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Replaces every expression below the node; returns a note for each that is not known.</summary>
    public IReadOnlyList<string> Evaluate(JsonObject node, string path)
    {
        var notes = new List<string>();
        Visit(node, path, notes);
        return notes;
    }

    private void Visit(JsonNode? node, string path, List<string> notes)
    {
        if (node is JsonObject members)
        {
            foreach (var name in members.Select(member => member.Key).ToList())
            {
                if (Replace(members[name], $"{path}.{name}", notes) is { } replaced)
                    members[name] = replaced.Text is { } text ? JsonValue.Create(text) : null;
            }
        }
        else if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                if (Replace(array[i], $"{path}[{i}]", notes) is { } replaced)
                    array[i] = replaced.Text is { } text ? JsonValue.Create(text) : null;
            }
        }
    }

    private Replacement? Replace(JsonNode? value, string path, List<string> notes)
    {
        if (value is not JsonValue single || single.GetValueKind() != JsonValueKind.String)
        {
            Visit(value, path, notes);
            return null;
        }

        var text = single.GetValue<string>();
        if (!IsExpression().IsMatch(text))
            return null;
        var evaluated = EvaluateText(text, path, out var reason);
        if (evaluated is null)
            notes.Add($"{path}: biểu thức {text} {reason}, bỏ trống. / The expression is not known and was left empty.");
        return new Replacement(evaluated);
    }

    private string? EvaluateText(string text, string seed, out string reason)
    {
        reason = "không dùng được ở đây";
        if (Uuid().IsMatch(text))
            return ContentIds.Of($"{recipe}\n{seed}");
        if (Variable().Match(text) is { Success: true } variable)
            return ReadVariable(variable.Groups["name"].Value, out reason);
        if (Parameter().Match(text) is { Success: true } parameter)
            return parameters.GetValueOrDefault(parameter.Groups["name"].Value);
        return FileText().Match(text) is { Success: true } file ? ReadFile(file.Groups["path"].Value, out reason) : null;
    }

    private string? ReadVariable(string name, out string reason)
    {
        reason = "không dùng được ở đây";
        if (known.TryGetValue(name, out var value))
            return value;
        reason = $"hỏi biến '{name}' không có";
        // a variable that asks for itself has no value
        if (variables?.Text(name) is not { } text || !evaluating.Add(name))
            return null;
        value = IsExpression().IsMatch(text) ? EvaluateText(text, $"variables.{name}", out reason) : text;
        evaluating.Remove(name);
        return known[name] = value;
    }

    private string? ReadFile(string path, out string reason)
    {
        reason = "chỉ đọc được tệp nằm trong thư mục của công thức";
        if (files?.Find(path) is not { } file)
            return null;
        reason = $"chỉ tệp lớn quá {maxFileBytes} byte";
        return file.Length <= maxFileBytes ? ReadText(file) : null;
    }

    // what a package says of a length is not believed
    private static string? ReadText(RecipeFile file)
    {
        using var bytes = file.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
        var read = new byte[file.Length + 1];
        var length = bytes.ReadAtLeast(read, read.Length, throwOnEndOfStream: false);
        if (length > file.Length)
            return null;
        using var reader = new StreamReader(new MemoryStream(read, 0, length));
        return reader.ReadToEnd();
    }

    private readonly record struct Replacement(string? Text);

    [GeneratedRegex(@"^\[\s*(js|file|base64|html|gzip|appsettings|localization)\s*:.*\]$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex IsExpression();

    [GeneratedRegex(@"^\[\s*js\s*:\s*uuid\(\s*\)\s*;?\s*\]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^\[\s*js\s*:\s*variables\(\s*(?<quote>['""])(?<name>[^'""]*)\k<quote>\s*\)\s*;?\s*\]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\[\s*js\s*:\s*parameters\(\s*(?<quote>['""])(?<name>[^'""]*)\k<quote>\s*\)\s*;?\s*\]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^\[\s*file\s*:\s*text\(\s*(?<quote>['""])(?<path>[^'""]*)\k<quote>\s*\)\s*;?\s*\]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileText();
}
