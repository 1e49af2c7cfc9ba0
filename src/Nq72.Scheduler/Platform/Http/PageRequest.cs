using System.Globalization;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Platform.Http;

/// <summary>Which page is asked for.</summary>
/// <param name="Limit">How many items, 1–100.</param>
/// <param name="After">The keys of the last item of the page before; empty for the first page.</param>
public sealed record PageRequest(int Limit, IReadOnlyList<string> After)
{
    /// <summary>Items on a page when the caller does not say.</summary>
    public const int DefaultLimit = 20;

    /// <summary>Most items on a page.</summary>
    public const int MaxLimit = 100;

    /// <summary>The first page, as long as can be.</summary>
    public static readonly PageRequest First = new(MaxLimit, []);

    /// <summary>Reads <c>limit</c> and <c>cursor</c> as they stand in the query string.</summary>
    /// <param name="limit">As given; null for the default.</param>
    /// <param name="cursor">As given; null for the first page.</param>
    /// <param name="keys">How many keys this list's cursors hold.</param>
    public static Outcome<PageRequest> Read(string? limit, string? cursor, int keys)
    {
        var size = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > MaxLimit))
            return Problem.Malformed("limit", new($"limit phải từ 1 đến {MaxLimit}.", $"limit must be between 1 and {MaxLimit}."));
        if (string.IsNullOrEmpty(cursor))
            return new PageRequest(size, []);
        return Cursor.TryDecode(cursor, out var after) && after.Count == keys
            ? new PageRequest(size, after)
            : Problem.Malformed("cursor", new("cursor không đúng; hãy đọc lại từ trang đầu.", "This cursor is not one of ours; start again from the first page."));
    }

    /// <summary>Cuts a list that was read one item too long into a page.</summary>
    public Page<T> Cut<T>(IReadOnlyList<T> read, Func<T, string> cursorOf) =>
        read.Count <= Limit ? new(read, null) : new([.. read.Take(Limit)], cursorOf(read[Limit - 1]));
}
