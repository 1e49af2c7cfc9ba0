using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Feeds.Hubs;

/// <summary>Who is telling a hub of what, and what came of it. A selection is claimed for a time, so nodes do not tell of the same.</summary>
public sealed class HubLedger(CmsDb db, UnitOfWork unitOfWork, SqlDialect sql, TimeProvider clock)
{
    // longer than telling a hub of everything may take
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // any number of our own: nodes claim one after another
    private const long Turn = 0x4E71_3732_0012;

    private static readonly TimeSpan[] Ladder =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)];

    /// <summary>What a hub has still to be told, whether it is due or not.</summary>
    public async Task<IReadOnlyList<HubTopic>> PendingAsync(string hub, IReadOnlyDictionary<string, string> marks, CancellationToken cancellationToken)
    {
        var known = await db.Set<HubTopic>().AsNoTracking().Where(topic => topic.Hub == hub).ToDictionaryAsync(topic => topic.Selection, StringComparer.Ordinal, cancellationToken);
        return [.. marks.Select(mark => (known.GetValueOrDefault(mark.Key) ?? new HubTopic { Hub = hub, Selection = mark.Key }, mark.Value)).Where(pair => pair.Item1.Told != pair.Value).Select(pair => pair.Item1)];
    }

    /// <summary>When it may be told of this mark.</summary>
    public static DateTimeOffset DueAt(HubTopic topic, string mark)
    {
        // what has changed since a failed attempt is news, and is told at once
        var due = topic.Tried == mark ? topic.DueAt ?? DateTimeOffset.MinValue : DateTimeOffset.MinValue;
        return topic.LeaseUntil > due ? topic.LeaseUntil.Value : due;
    }

    /// <summary>Claims what is due now.</summary>
    public async Task<IReadOnlyList<HubTopic>> ClaimAsync(string hub, IReadOnlyDictionary<string, string> marks, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        await sql.TakeTurnAsync(db.Database.CurrentTransaction!.GetDbTransaction(), Turn, cancellationToken);
        var now = clock.Now();
        var lease = Guid.NewGuid();
        var known = await db.Set<HubTopic>().Where(topic => topic.Hub == hub).ToListAsync(cancellationToken);
        // of types that are gone there are no feeds
        db.RemoveRange(known.Where(topic => !marks.ContainsKey(topic.Selection)));
        var claimed = new List<HubTopic>();
        foreach (var (selection, mark) in marks)
        {
            var topic = known.Find(one => one.Selection == selection);
            if (topic is null)
                db.Add(topic = new HubTopic { Hub = hub, Selection = selection });
            if (topic.Told == mark || DueAt(topic, mark) > now)
                continue;
            (topic.Attempts, topic.Tried) = (topic.Tried == mark ? topic.Attempts + 1 : 1, mark);
            (topic.LeasedBy, topic.LeaseUntil) = (lease, now + Lease);
            claimed.Add(topic);
        }

        await work.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return claimed;
    }

    /// <summary>Writes down that the hub took it, or why it did not (<paramref name="error"/>); nothing when the claim has ended meanwhile.</summary>
    public async Task SettleAsync(HubTopic topic, string? error, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var lease = topic.LeasedBy;
        var mine = await db.Set<HubTopic>().FirstOrDefaultAsync(one => one.Hub == topic.Hub && one.Selection == topic.Selection && one.LeasedBy == lease, cancellationToken);
        if (mine is not null)
        {
            if (error is null)
                (mine.Told, mine.ToldAt, mine.Attempts, mine.DueAt, mine.LastError, mine.FailingSince) = (mine.Tried, now, 0, null, null, null);
            else
                (mine.DueAt, mine.LastError, mine.FailingSince) = (now + Ladder[Math.Min(mine.Attempts, Ladder.Length) - 1], error, mine.FailingSince ?? now);
            (mine.LeasedBy, mine.LeaseUntil) = (null, null);
        }

        await work.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    /// <summary>Forgets hubs that the settings do not name any more.</summary>
    public async Task ForgetOthersAsync(IReadOnlyList<string> hubs, CancellationToken cancellationToken)
    {
        if (!await db.Set<HubTopic>().AnyAsync(topic => !hubs.Contains(topic.Hub), cancellationToken))
            return;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        await db.Set<HubTopic>().Where(topic => !hubs.Contains(topic.Hub)).ExecuteDeleteAsync(cancellationToken);
        await work.CommitAsync(cancellationToken);
    }
}
