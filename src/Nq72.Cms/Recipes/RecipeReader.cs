using System.Text.Json.Nodes;
using Nq72.Scheduler.Platform.Text;
using Microsoft.Extensions.Options;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes;

/// <summary>Reads a recipe file: Orchard Core's form, comments and trailing commas allowed. What is wrong is said with its line and byte.</summary>
internal sealed class RecipeReader(IOptions<RecipeOptions> options)
{
    /// <summary>
    /// Member of the root that says that nothing in the file is an expression. Exports carry it: a title such as <c>[js: uuid()]</c> is a title.
    /// </summary>
    public const string Literal = "Nq72Literal";

    private const int BufferSize = 81920;
    private const int MaxName = 60;

    /// <summary>Reads and evaluates; nothing is written.</summary>
    /// <param name="source">The file.</param>
    /// <param name="parameters">What <c>[js: parameters('…')]</c> may ask for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<Recipe>> ReadAsync(RecipeSource source, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var bytes = await ReadBytesAsync(source.File, options.Value.MaxBytes, cancellationToken);
        if (!bytes.Succeeded)
            return bytes.Problem;
        var parsed = RecipeJson.Parse(bytes.Value);
        if (!parsed.Succeeded)
            return parsed.Problem;
        if (parsed.Value is not { } node || node is not JsonObject root)
            return Shape("recipeNotObject", "Công thức phải là một đối tượng JSON { … }.", "A recipe is a JSON object { … }.");
        if (root.Member("steps") is not JsonArray steps)
            return Shape("recipeNoSteps", "Công thức không có danh sách 'steps'.", "The recipe has no list 'steps'.");
        var name = NormalText.Of(root.Text("name") ?? "").Trim();
        name = name.Length == 0 ? "recipe" : name.Length > MaxName ? name[..MaxName] : name;
        var expressions = new RecipeExpressions(name, root.Member("variables") as JsonObject, parameters, source.Files, options.Value.MaxBytes);
        var isLiteral = root.Boolean(Literal) ?? false;
        var read = new List<RecipeStep>();
        var errors = new List<FieldError>();
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is JsonObject step && step.Text("name") is { Length: > 0 } kind)
                read.Add(new RecipeStep(i, kind, step, isLiteral ? [] : expressions.Evaluate(step, $"steps[{i}]")));
            else
                errors.Add(new($"steps[{i}].name", "required", new($"Bước thứ {i + 1} không có tên (name).", $"Step {i + 1} has no name.")));
        }

        return errors.Count > 0 ? Problem.Invalid(errors) : new Recipe(name, read, bytes.Value, source.Files);
    }

    /// <summary>413: the file is larger than the installation takes.</summary>
    public static Problem TooLarge(int limit) => new(413, "tooLarge",
        new("Công thức quá lớn", "The recipe is too large"),
        new($"Nhiều nhất {limit} byte ({RecipeOptions.Section}:{nameof(RecipeOptions.MaxBytes)}).", $"At most {limit} bytes ({RecipeOptions.Section}:{nameof(RecipeOptions.MaxBytes)})."));

    private static async Task<Outcome<ReadOnlyMemory<byte>>> ReadBytesAsync(Stream file, int limit, CancellationToken cancellationToken)
    {
        // a length is believed when it says too much; a stream without one is counted while it is read
        if (file.CanSeek && file.Length > limit)
            return TooLarge(limit);
        var read = new MemoryStream();
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (read.Length + count > limit)
                return TooLarge(limit);
            read.Write(buffer, 0, count);
        }

        return (ReadOnlyMemory<byte>)read.GetBuffer().AsMemory(0, (int)read.Length);
    }

    private static Problem Shape(string code, string vi, string en) => new(422, code, new("Tệp không phải công thức", "The file is not a recipe"), new(vi, en));
}
