namespace Nq72.Cms.Timeline;

/// <summary>Questions to the timeline. Each takes its instant as a parameter; no SQL asks the time.</summary>
public static class TimelineQueries
{
    /// <summary>What is visible at the instant.</summary>
    public static IQueryable<Publication> VisibleAt(this IQueryable<Publication> publications, DateTimeOffset instant) =>
        publications.Where(publication => publication.VisibleFrom <= instant && (publication.VisibleUntil == null || publication.VisibleUntil > instant));
}
