namespace Nq72.Cms.Search;

/// <summary>Something that must occur: a word, or a phrase whose words stand side by side.</summary>
/// <param name="Words">The words; one, or those of the phrase.</param>
/// <param name="IsPrefix">Whether words that begin with it will do: the last word, while it is typed.</param>
public sealed record SearchTerm(IReadOnlyList<SearchWord> Words, bool IsPrefix)
{
    /// <summary>Whether a word of a text is this one's word.</summary>
    /// <param name="index">Which of <see cref="Words"/>.</param>
    /// <param name="word">The word of the text.</param>
    public bool Fits(int index, SearchWord word) =>
        word.Folded == Words[index].Folded || (IsPrefix && (word.TypedFolded.StartsWith(Words[index].TypedFolded, StringComparison.Ordinal) || word.Folded.StartsWith(Words[index].TypedFolded, StringComparison.Ordinal)));
}
