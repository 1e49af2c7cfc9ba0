namespace Nq72.Cms.CampaignCalendar;

/// <summary>How far what an occasion rests on can be trusted, by the words that recipes use.</summary>
internal static class Evidence
{
    private static readonly string[] DoubtfulWords = ["weak", "partial", "unverified", "[U]"];

    /// <summary>Whether nobody has confirmed it: nothing is said, or one of <c>weak</c>, <c>partial</c>, <c>unverified…</c>, <c>[U]</c> is. It is not to be shown to readers as certain.</summary>
    public static bool IsDoubtful(string? evidence) =>
        string.IsNullOrWhiteSpace(evidence) || DoubtfulWords.Any(word => evidence.TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase) || evidence.Contains("[U]", StringComparison.Ordinal));
}
