using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Releases;

/// <summary>What a preflight would warn of in a text that is in no release yet: the same checks, those that ask for nothing else.</summary>
public static class TextPreflight
{
    /// <summary>Looks. What blocks is not among it: approval asks for that.</summary>
    /// <param name="facts">The text; it need not be saved.</param>
    /// <param name="around">What is around it.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<Finding> Look(ContentFacts facts, ContentSurroundings around, DateTimeOffset now)
    {
        var release = new Release { Id = "", Name = "", CreatedBy = "" };
        var pinned = new PinnedItem(new ReleaseItem { ReleaseId = "", ItemId = facts.ItemId, Version = facts.Version }, facts, around);
        return PreflightChecks.Run(PreflightChecks.All.Where(check => check.IsOfText), new(
            release, [pinned], new Dictionary<string, Channel>(StringComparer.Ordinal), new List<Blackout>(), new HashSet<(string, string)>(), [], new HashSet<(string, int)>(), now));
    }
}
