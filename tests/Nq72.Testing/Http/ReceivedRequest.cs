using System.Text;
using System.Text.Json;

namespace Nq72.Testing.Http;

/// <summary>What a receiver got.</summary>
/// <param name="Number">1 for the first that arrived.</param>
/// <param name="Method">Such as <c>POST</c>.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">By name, whatever its case; several values are joined by commas.</param>
/// <param name="Body">The bytes as they came.</param>
/// <param name="ArrivedAt">When the body was complete, by the machine's clock.</param>
public sealed record ReceivedRequest(
    int Number, string Method, string Path, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset ArrivedAt)
{
    /// <summary>The body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Body.Span);

    /// <summary>A header that must be there.</summary>
    public string Header(string name) =>
        Headers.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"Request {Number} has no header '{name}'; it has {string.Join(", ", Headers.Keys)}");
}

/// <summary>How a receiver answers.</summary>
/// <param name="Status">The HTTP status.</param>
public sealed record ReceiverAnswer(int Status)
{
    /// <summary>200 without a body.</summary>
    public static readonly ReceiverAnswer Ok = new(200);

    /// <summary>No answer: the connection is cut after the request was read, so that the sender cannot know.</summary>
    public static readonly ReceiverAnswer Cut = new(0) { CutConnection = true };

    /// <summary>Headers of the answer, such as <c>Retry-After</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The answer's body.</summary>
    public string Body { get; init; } = "";

    /// <summary>Whether the connection is cut instead.</summary>
    public bool CutConnection { get; private init; }
}
