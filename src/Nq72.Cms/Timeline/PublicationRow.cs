using System.Data.Common;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Timeline;

/// <summary>Reads intervals from plain statements.</summary>
internal static class PublicationRow
{
    /// <summary>The columns, of the alias <c>p</c>, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns =
        "p.id, p.item_id, p.version, p.type, p.lang, p.published_at, p.visible_from, p.visible_until, p.release_id, p.correction_note, p.retracted_reason, p.cut_id, p.cut_until, p.recorded_at, p.recorded_by, p.changed_epoch";

    /// <summary>How many these are: further columns of an answer begin here.</summary>
    public const int Count = 16;

    /// <summary>Whether the alias <c>p</c> holds the instant <c>@at</c>.</summary>
    public const string IsVisible = "p.visible_from <= @at AND (p.visible_until IS NULL OR p.visible_until > @at)";

    /// <summary>The row's interval.</summary>
    public static Publication Read(DbDataReader row, SqlDialect sql) => new()
    {
        Id = row.GetGuid(0),
        ItemId = row.GetString(1),
        Version = row.GetInt32(2),
        Type = row.GetString(3),
        Lang = row.GetString(4),
        PublishedAt = sql.Instant(row, 5),
        VisibleFrom = sql.Instant(row, 6),
        VisibleUntil = sql.InstantOrNull(row, 7),
        ReleaseId = row.IsDBNull(8) ? null : row.GetString(8),
        CorrectionNote = row.IsDBNull(9) ? null : row.GetString(9),
        RetractedReason = row.IsDBNull(10) ? null : row.GetString(10),
        CutId = row.IsDBNull(11) ? null : row.GetGuid(11),
        CutUntil = sql.InstantOrNull(row, 12),
        RecordedAt = sql.Instant(row, 13),
        RecordedBy = row.GetString(14),
        ChangedEpoch = row.GetInt64(15),
    };
}
