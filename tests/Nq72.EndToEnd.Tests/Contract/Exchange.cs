namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>A request and its answer, as they went over the wire.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">Path and query from the root.</param>
/// <param name="Sent">The text that was sent; null for none, and for files.</param>
/// <param name="SentType">Its media type; null for none.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="ContentType">The answer's media type; null without a body.</param>
/// <param name="Body">The answer's text; null of a stream that does not end.</param>
internal sealed record Exchange(string Method, string Path, string? Sent, string? SentType, int Status, string? ContentType, string? Body)
{
    /// <summary>Whether what was sent is JSON.</summary>
    public bool SentJson => SentType?.Contains("json", StringComparison.Ordinal) == true;
}
