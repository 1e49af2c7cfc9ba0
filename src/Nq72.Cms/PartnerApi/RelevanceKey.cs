using System.Globalization;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.PartnerApi;

/// <summary>
/// What a cursor by relevance holds: the score and the instant, <c>47 2027-04-07T00:00:00Z</c>. Where the index was not complete there was no score
/// (<c>- 2027-…</c>), and the next page goes on without one, so that nothing is lost between them.
/// </summary>
internal static class RelevanceKey
{
    private const string NoScore = "-";

    /// <summary>The key of the last item of a page.</summary>
    public static string Of(int? score, DateTimeOffset publishedAt) => $"{score?.ToString(CultureInfo.InvariantCulture) ?? NoScore} {publishedAt.ToWire()}";

    /// <summary>Whether a page by relevance was read without scores.</summary>
    public static bool IsUnranked(ItemSort sort, string key) => sort == ItemSort.Relevance && key.StartsWith($"{NoScore} ", StringComparison.Ordinal);

    /// <summary>Reads the key of an order by instants, with its score where there is one.</summary>
    public static bool TryRead(ItemSort sort, string key, out int? score, out DateTimeOffset instant)
    {
        score = null;
        if (sort != ItemSort.Relevance)
            return Instants.TryParseWire(key, out instant);
        instant = default;
        if (key.Split(' ') is not [var first, var second] || !Instants.TryParseWire(second, out instant))
            return false;
        if (first == NoScore)
            return true;
        var isNumber = int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        score = number;
        return isNumber;
    }
}
