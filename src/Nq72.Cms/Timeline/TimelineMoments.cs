using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Timeline;

/// <summary>
/// Where an instant lies on the timeline, asked of the database in one statement: all of it is of one state. The end of a file's rights or consent is
/// a boundary as the end of an interval is.
/// </summary>
public sealed class TimelineMoments(PlainReads reads)
{
    internal const string Statement = """
        SELECT value, changed_at,
            (SELECT max(visible_from) FROM publication WHERE visible_from <= @at), (SELECT max(visible_until) FROM publication WHERE visible_until <= @at),
            (SELECT min(visible_from) FROM publication WHERE visible_from > @at), (SELECT min(visible_until) FROM publication WHERE visible_until > @at),
            (SELECT max(public_until) FROM media_file WHERE public_until <= @at), (SELECT min(public_until) FROM media_file WHERE public_until > @at)
        FROM content_epoch
        """;

    /// <summary>The moment of an instant.</summary>
    public async Task<TimelineMoment> ReadAsync(DateTimeOffset at, CancellationToken cancellationToken) => (await reads.FirstAsync(Statement, [("at", at)], row => new TimelineMoment(
        row.GetInt64(0), reads.Sql.Instant(row, 1),
        Last: Greater(Greater(reads.Sql.InstantOrNull(row, 2), reads.Sql.InstantOrNull(row, 3)), reads.Sql.InstantOrNull(row, 6)),
        Next: Smaller(Smaller(reads.Sql.InstantOrNull(row, 4), reads.Sql.InstantOrNull(row, 5)), reads.Sql.InstantOrNull(row, 7))), cancellationToken))!;

    private static DateTimeOffset? Greater(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right ?? left : left;

    private static DateTimeOffset? Smaller(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right ?? left : left;
}

/// <summary>Where an instant lies on the timeline.</summary>
/// <param name="Epoch">The number of the last recorded change.</param>
/// <param name="RecordedAt">When that was written down.</param>
/// <param name="Last">The last boundary up to the instant; null when there was none.</param>
/// <param name="Next">The next boundary after it; null when nothing is planned.</param>
public sealed record TimelineMoment(long Epoch, DateTimeOffset RecordedAt, DateTimeOffset? Last, DateTimeOffset? Next);
