namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>A request and its answer, as they went over the wire.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">Path and query from the root.</param>
/// <param name="Sent">The JSON that was sent; null for none.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="ContentType">The answer's media type; null without a body.</param>
/// <param name="Body">The answer's text; null of a stream that does not end.</param>
internal sealed record Exchange(string Method, string Path, string? Sent, int Status, string? ContentType, string? Body);
