namespace Nq72.Cms.Tests.Support;

/// <summary>
/// What a timeline should be, told another way than the database tells it: every interval keeps the begin and the end that it was given, and
/// what is visible follows; an interval ends where it was told to, or where the next one begins. Taking one away gives back what it cut.
/// </summary>
internal sealed class TimelineModel
{
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    private List<Placed> placed = [];

    /// <summary>What is visible when, in order.</summary>
    public IReadOnlyList<Shown> Intervals => [.. placed.Select((interval, i) => new Shown(interval.Version, interval.From, EndOf(i), PublishedAt(i), interval.Reason))];

    /// <summary>Returns the code of the refusal; null when it was done.</summary>
    public string? Publish(DateTimeOffset now, int version, DateTimeOffset from, DateTimeOffset? until, string? future)
    {
        var ahead = placed.FindAll(interval => interval.From > from);
        var kept = placed.ToList();
        if (ahead.Count > 0)
        {
            if (future is null)
                return "futureInterval";
            if (future != "keep" && ahead.Exists(interval => interval.From < now + Margin))
                return "tooLate";
            if (future == "withdraw")
                kept.RemoveAll(ahead.Contains);
            if (future == "repin")
                kept = kept.ConvertAll(interval => ahead.Contains(interval) ? interval with { Version = version } : interval);
        }

        if (kept.Exists(interval => interval.From == from) || (until is not null && kept.Exists(interval => interval.From > from && interval.From < until)))
            return "overlap";
        placed = kept;
        placed.Insert(placed.FindLastIndex(interval => interval.From < from) + 1, new Placed(version, from, until, null));
        return null;
    }

    /// <summary>Returns the code of the refusal; null when it was done.</summary>
    public string? Unpublish(DateTimeOffset now, DateTimeOffset at)
    {
        var first = Enumerable.Range(0, placed.Count).FirstOrDefault(i => EndOf(i) is not { } end || end > at, -1);
        if (first < 0)
            return "notOnTimeline";
        if (placed[first].From < at)
        {
            placed[first] = placed[first] with { Until = at };
            return null;
        }

        if (placed[first].From < now + Margin)
            return "tooLate";
        placed.RemoveAt(first);
        return null;
    }

    /// <summary>Returns the code of the refusal; null when it was done.</summary>
    public string? Retract(DateTimeOffset now, string reason)
    {
        var last = placed.FindLastIndex(interval => interval.From <= now);
        if (last < 0)
            return "neverVisible";
        if (placed.Skip(last + 1).Any(interval => interval.From < now + Margin))
            return "tooLate";
        var end = EndOf(last);
        placed.RemoveRange(last + 1, placed.Count - last - 1);
        var ended = end <= now ? end : now > placed[last].From ? now : placed[last].From.AddMicroseconds(1);
        placed[last] = placed[last] with { Until = ended, Reason = reason };
        return null;
    }

    // the begin of the stretch without a gap that the interval lies in
    private DateTimeOffset PublishedAt(int index) =>
        index > 0 && EndOf(index - 1) == placed[index].From && placed[index - 1].Reason is null ? PublishedAt(index - 1) : placed[index].From;

    private DateTimeOffset? EndOf(int index)
    {
        var own = placed[index].Until;
        var next = index + 1 < placed.Count ? placed[index + 1].From : (DateTimeOffset?)null;
        return own is null || next < own ? next ?? own : own;
    }

    /// <summary>An interval as the timeline shows it.</summary>
    public sealed record Shown(int Version, DateTimeOffset From, DateTimeOffset? Until, DateTimeOffset PublishedAt, string? Reason);

    private sealed record Placed(int Version, DateTimeOffset From, DateTimeOffset? Until, string? Reason);
}
