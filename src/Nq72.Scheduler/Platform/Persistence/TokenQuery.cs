namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// What a row of an index of tokens must have: one of each group. Of ASCII a token holds letters, digits, <c>=</c> and <c>_</c> only; that is what makes it
/// safe to write into a database's own query language, and anything else is refused.
/// </summary>
public sealed class TokenQuery
{
    private readonly List<IReadOnlyList<Token>> groups = [];

    /// <summary>A token, or the beginning of one.</summary>
    public readonly record struct Token(string Text, bool IsPrefix);

    /// <summary>One of these must be there.</summary>
    public void Add(IReadOnlyList<Token> alternatives)
    {
        foreach (var token in alternatives)
        {
            if (token.Text.Length == 0 || !token.Text.All(static character => !char.IsAscii(character) || char.IsAsciiLetterOrDigit(character) || character is '=' or '_'))
                throw new ArgumentException($"'{token.Text}' is no token.", nameof(alternatives));
        }

        groups.Add(alternatives);
    }

    /// <summary>As FTS5 asks: <c>("suc") AND ("kh"*)</c>. Source: sqlite.org/fts5.html §3.</summary>
    internal string ToFts5() => string.Join(" AND ", groups.Select(group => $"({string.Join(" OR ", group.Select(token => $"\"{token.Text}\"{(token.IsPrefix ? "*" : "")}"))})"));

    /// <summary>As a tsquery is written: <c>('suc') &amp; ('kh':*)</c>. Source: PostgreSQL manual §8.11.2.</summary>
    internal string ToTsQuery() => string.Join(" & ", groups.Select(group => $"({string.Join(" | ", group.Select(token => $"'{token.Text}'{(token.IsPrefix ? ":*" : "")}"))})"));
}
