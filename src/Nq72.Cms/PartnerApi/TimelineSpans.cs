using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Timeline;

namespace Nq72.Cms.PartnerApi;

/// <summary>
/// The stretch between two boundaries of the timeline in which answers are made now: asked of the database once for a stretch and an epoch,
/// not once an answer. Thread-safe.
/// </summary>
public sealed class TimelineSpans(ContentEpoch epoch)
{
    private volatile Known? current;

    /// <summary>The stretch that holds the instant.</summary>
    public async Task<TimelineSpan> GetAsync(TimelineMoments moments, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // read before the database is: what is kept under an epoch is never older than it
        var known = epoch.Current;
        if (current is { } kept && kept.Epoch == known && kept.Span.Holds(at))
            return kept.Span;
        var moment = await moments.ReadAsync(at, cancellationToken);
        var span = new TimelineSpan(moment.RecordedAt, moment.Last, moment.Next);
        current = new Known(known, span);
        return span;
    }

    private sealed record Known(long Epoch, TimelineSpan Span);
}

/// <summary>A stretch of time without a boundary.</summary>
/// <param name="Recorded">When the last change was written down.</param>
/// <param name="Last">The boundary at which it begins; null when there is none before.</param>
/// <param name="Next">The boundary at which it ends; null when nothing is planned.</param>
public sealed record TimelineSpan(DateTimeOffset Recorded, DateTimeOffset? Last, DateTimeOffset? Next)
{
    /// <summary>Whether the instant lies in it.</summary>
    public bool Holds(DateTimeOffset at) => (Last is null || Last <= at) && (Next is null || at < Next);

    /// <summary>The last change that shapes an answer at an instant of this stretch.</summary>
    public DateTimeOffset? AsOf(DateTimeOffset at) => Recorded <= at && (Last is null || Recorded > Last) ? Recorded : Last;
}
