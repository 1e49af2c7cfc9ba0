using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.PartnerApi.Sync;

/// <summary>
/// Which items changed for readers between two points. A change is what was recorded (by epoch, which is counted last before a commit, so that
/// one that lands late is never passed over) or what crossed a boundary (by instant). An item whose other languages changed has changed too:
/// it lists them. So has one of whose files rights or consent ended. In the order of the instants at which they last changed, then of ids.
/// </summary>
public sealed class SyncChanges(PlainReads reads)
{
    // the beginning of all places
    private static readonly SyncPlace Beginning = new(DateTimeOffset.UnixEpoch, "");

    private readonly SqlDialect sql = reads.Sql;

    /// <summary>What changed between two points.</summary>
    internal const string Between = """
        WITH touched AS (
            SELECT item_id FROM publication WHERE changed_epoch > @sinceEpoch AND changed_epoch <= @untilEpoch
            UNION SELECT item_id FROM publication WHERE visible_from > @since AND visible_from <= @until
            UNION SELECT item_id FROM publication WHERE visible_until > @since AND visible_until <= @until
            UNION SELECT f.item_id FROM media_file m JOIN version_facet f ON f.kind = 'media' AND f.value = m.id WHERE m.public_until > @since AND m.public_until <= @until),
        concerned AS (
            SELECT DISTINCT other.id FROM touched JOIN content_item i ON i.id = touched.item_id JOIN content_item other ON other.localization_set = i.localization_set),
        changes AS (
            SELECT concerned.id, max(CASE WHEN p.visible_until <= @until THEN p.visible_until ELSE p.visible_from END) AS at
            FROM concerned JOIN publication p ON p.item_id = concerned.id WHERE p.visible_from <= @until GROUP BY concerned.id)
        SELECT at, id FROM changes WHERE (at, id) > (@at, @id) ORDER BY at, id LIMIT @limit
        """;

    /// <summary>What is visible.</summary>
    internal const string Everything = """
        SELECT p.visible_from, p.item_id FROM publication p
        WHERE p.visible_from <= @until AND (p.visible_until IS NULL OR p.visible_until > @now) AND (p.visible_from, p.item_id) > (@at, @id)
        ORDER BY p.visible_from, p.item_id LIMIT @limit
        """;

    /// <summary>What changed after <paramref name="since"/>, up to <paramref name="until"/>.</summary>
    public Task<List<SyncPlace>> BetweenAsync(SyncPoint since, SyncPoint until, SyncPlace? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(Between, [("sinceEpoch", since.Epoch), ("untilEpoch", until.Epoch), ("since", since.Boundary), ("until", until.Boundary)], after, limit, cancellationToken);

    /// <summary>Everything that is visible, for a partner that has nothing yet.</summary>
    public Task<List<SyncPlace>> EverythingAsync(SyncPoint until, DateTimeOffset at, SyncPlace? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(Everything, [("until", until.Boundary), ("now", at)], after, limit, cancellationToken);

    private Task<List<SyncPlace>> ListAsync(string statement, (string Name, object? Value)[] values, SyncPlace? after, int limit, CancellationToken cancellationToken)
    {
        var from = after ?? Beginning;
        return reads.ListAsync(statement, [.. values, ("at", from.At), ("id", from.Id), ("limit", limit)], row => new SyncPlace(sql.Instant(row, 0), row.GetString(1)), cancellationToken);
    }
}
