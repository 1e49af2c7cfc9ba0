namespace Nq72.Cms.Newsroom.Word;

/// <summary>What of a document does not come along, or not as it was: nothing goes without being named.</summary>
internal sealed class WordLosses
{
    private readonly List<string> order = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>One more of them.</summary>
    /// <param name="code">Which; its words are <c>word.left.{code}</c>.</param>
    public void Add(string code)
    {
        if (!counts.TryAdd(code, 1))
            counts[code]++;
        else
            order.Add(code);
    }

    /// <summary>All of them, in the order in which each was met first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> All => [.. order.Select(code => KeyValuePair.Create(code, counts[code]))];
}
