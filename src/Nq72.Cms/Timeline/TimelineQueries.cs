using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;

namespace Nq72.Cms.Timeline;

/// <summary>Questions to the timeline. Each takes its instant as a parameter; no SQL asks the time.</summary>
public static class TimelineQueries
{
    /// <summary>What is visible at the instant.</summary>
    public static IQueryable<Publication> VisibleAt(this IQueryable<Publication> publications, DateTimeOffset instant) =>
        publications.Where(publication => publication.VisibleFrom <= instant && (publication.VisibleUntil == null || publication.VisibleUntil > instant));

    /// <summary>The next instant after this one at which the timeline changes by schedule; null when nothing is planned.</summary>
    public static async Task<DateTimeOffset?> NextBoundaryAsync(this CmsDb db, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var from = await db.Publications.Where(publication => publication.VisibleFrom > instant).MinAsync(publication => (DateTimeOffset?)publication.VisibleFrom, cancellationToken);
        var until = await db.Publications.Where(publication => publication.VisibleUntil > instant).MinAsync(publication => publication.VisibleUntil, cancellationToken);
        return Earlier(from, until);
    }

    /// <summary>The last instant up to this one at which the timeline changed by schedule; null when nothing did.</summary>
    public static async Task<DateTimeOffset?> LastBoundaryAsync(this CmsDb db, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var from = await db.Publications.Where(publication => publication.VisibleFrom <= instant).MaxAsync(publication => (DateTimeOffset?)publication.VisibleFrom, cancellationToken);
        var until = await db.Publications.Where(publication => publication.VisibleUntil <= instant).MaxAsync(publication => publication.VisibleUntil, cancellationToken);
        return from is null || until > from ? until ?? from : from;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right ?? left : left;
}
