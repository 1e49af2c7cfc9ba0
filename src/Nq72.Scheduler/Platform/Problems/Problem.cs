namespace Nq72.Scheduler.Platform.Problems;

/// <summary>
/// An outcome that is not success: expected, named, and shown to a person. Becomes RFC 9457 problem details over HTTP.
/// </summary>
/// <param name="Status">HTTP status, as <c>docs/api.md</c> assigns them.</param>
/// <param name="Code">Stable code, camelCase; the same in the API, the database, the desk and the metrics.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Detail">What exactly, and what to do; null when the title says it all.</param>
public sealed record Problem(int Status, string Code, LocalText Title, LocalText? Detail = null)
{
    /// <summary>Errors by field; empty when the problem is not about a field.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Further members of the problem document (for example <c>currentVersion</c>); a <c>Func&lt;string, object?&gt;</c> is asked with the caller's language.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>After how long the same request may well succeed, for what passes by itself; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>400: the request cannot be read.</summary>
    public static Problem Malformed(string code, LocalText title, LocalText? detail = null) => new(400, code, title, detail);

    /// <summary>404: there is no such thing, or it is not for the asker to know of it.</summary>
    public static Problem NotFound(string vi, string en) => new(404, "notFound", new(vi, en));

    /// <summary>409: the thing is not in a state that allows this.</summary>
    public static Problem Conflict(string code, LocalText title, LocalText? detail = null) => new(409, code, title, detail);

    /// <summary>422: understood, but not valid. All errors are gathered.</summary>
    public static Problem Invalid(IReadOnlyList<FieldError> errors) =>
        new(422, errors.Count == 1 ? errors[0].Code : "invalid",
            new("Dữ liệu chưa hợp lệ", "The data is not valid"),
            new(string.Join(" ", errors.Select(error => error.Message.Vi)), string.Join(" ", errors.Select(error => error.Message.En))))
        { Errors = errors };

    /// <summary>422 about one field.</summary>
    public static Problem Invalid(string field, string code, string vi, string en) => Invalid([new(field, code, new(vi, en))]);
}

/// <summary>One thing wrong with one field of the input.</summary>
/// <param name="Field">Name of the field as in JSON, dotted (<c>title</c>, <c>fields.body</c>, <c>items[2].id</c>).</param>
/// <param name="Code">Stable code, camelCase.</param>
/// <param name="Message">Names the thing, the value and the remedy.</param>
public sealed record FieldError(string Field, string Code, LocalText Message);
