namespace Nq72.Cms.Newsroom.Word;

/// <summary>A Word document as Markdown.</summary>
/// <param name="Markdown">In NFC.</param>
/// <param name="Left">What did not come along, or not as it was: code, how often. In the order in which it stands in the document.</param>
/// <param name="Pictures">How many pictures are in the library now.</param>
public sealed record WordText(string Markdown, IReadOnlyList<KeyValuePair<string, int>> Left, int Pictures);
