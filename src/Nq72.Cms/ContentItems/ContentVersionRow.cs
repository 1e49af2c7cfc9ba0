using System.Data.Common;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.ContentItems;

/// <summary>Reads versions from plain statements.</summary>
internal static class ContentVersionRow
{
    /// <summary>The columns, of the alias <c>v</c>, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns =
        "v.item_id, v.number, v.version_id, v.type, v.title, v.slug, v.document, v.folded, v.review, v.author_kind, v.author_id, v.author_name, v.created_at, v.submitted_at, v.approved_by, v.approved_at, v.review_note, v.source_version, v.source_item_id, v.redactions";

    /// <summary>How many these are: further columns of an answer begin here.</summary>
    public const int Count = 20;

    /// <summary>The row's version.</summary>
    public static ContentVersion Read(DbDataReader row, SqlDialect sql) => new()
    {
        ItemId = row.GetString(0),
        Number = row.GetInt32(1),
        VersionId = row.GetString(2),
        Type = row.GetString(3),
        Title = row.GetString(4),
        Slug = row.GetString(5),
        Document = row.GetString(6),
        Folded = row.GetString(7),
        Review = Enum.Parse<ReviewState>(row.GetString(8)),
        AuthorKind = Enum.Parse<ActorKind>(row.GetString(9)),
        AuthorId = row.GetString(10),
        AuthorName = row.GetString(11),
        CreatedAt = sql.Instant(row, 12),
        SubmittedAt = sql.InstantOrNull(row, 13),
        ApprovedBy = row.IsDBNull(14) ? null : row.GetString(14),
        ApprovedAt = sql.InstantOrNull(row, 15),
        ReviewNote = row.IsDBNull(16) ? null : row.GetString(16),
        SourceVersion = row.IsDBNull(17) ? null : row.GetInt32(17),
        SourceItemId = row.IsDBNull(18) ? null : row.GetString(18),
        Redactions = row.GetInt32(19),
    };
}
