using Nq72.Scheduler.Platform.Text;

namespace Nq72.Scheduler.Platform.Problems;

/// <summary>Gathers what is wrong with an input, so that its sender learns of everything at once.</summary>
public sealed class Fields
{
    private readonly List<FieldError> errors = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<FieldError> Errors => errors;

    /// <summary>Whether anything is wrong.</summary>
    public bool AreInvalid => errors.Count > 0;

    /// <summary>The 422 that tells all of it.</summary>
    public Problem Problem => Problem.Invalid(errors);

    /// <summary>Adds an error.</summary>
    public void Add(string field, string code, string vi, string en) => errors.Add(new(field, code, new(vi, en)));

    /// <summary>Adds the errors of a problem that was found elsewhere.</summary>
    public void Add(Problem problem) => errors.AddRange(problem.Errors);

    /// <summary>Asks for a text of 1 to <paramref name="max"/> characters. Returns it trimmed and as it is stored; empty when it is wrong.</summary>
    public string Required(string field, string? value, int max)
    {
        var text = NormalText.Of(value ?? "").Trim();
        if (text.Length == 0)
            Add(field, "required", $"'{field}' không được để trống.", $"'{field}' is required.");
        CheckLength(field, text, max);
        return text;
    }

    /// <summary>Allows a text of up to <paramref name="max"/> characters. Returns it trimmed and as it is stored; null for nothing.</summary>
    public string? Optional(string field, string? value, int max)
    {
        var text = NormalText.Of(value ?? "").Trim();
        if (text.Length == 0)
            return null;
        CheckLength(field, text, max);
        return text;
    }

    /// <summary>Asks for a key: 1 to 64 letters without accents, digits, <c>-</c>, <c>_</c>, beginning with a letter or digit.</summary>
    public void Key(string field, string? value)
    {
        if (!IsKey(value))
            Add(field, "key", $"'{value}' không dùng làm khóa được: chỉ gồm chữ không dấu, chữ số, '-' và '_', dài 1–64.", $"'{value}' cannot be a key: use 1 to 64 letters, digits, '-' and '_', beginning with a letter or digit.");
    }

    /// <summary>Whether the text can be a key, and so a path segment and a file name.</summary>
    public static bool IsKey(string? value) =>
        value is { Length: >= 1 and <= 64 } && char.IsAsciiLetterOrDigit(value[0]) && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    private void CheckLength(string field, string text, int max)
    {
        if (text.Length > max)
            Add(field, "tooLong", $"'{field}' dài {text.Length} ký tự, nhiều nhất {max}.", $"'{field}' has {text.Length} characters, at most {max} are allowed.");
    }
}
