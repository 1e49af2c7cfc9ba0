using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Nq72.Cms.Notices.Messages;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Notices;

/// <summary>
/// Makes the notices agree with what is the matter now: new causes open one, more of the same opens it again, a cause that is gone resolves
/// it. Because it reads states and not events, nothing that happened while no program ran is missed. Running it twice changes nothing.
/// </summary>
public sealed class SweepNotices(CmsDb db, UnitOfWork unitOfWork, SqlDialect sql, NoticeCauses causes, QueueMessages messages, TimeProvider clock)
{
    // any number of our own: nodes sweep one after another
    private const long Turn = 0x4E71_3732_0011;

    /// <summary>Returns how many notices were opened, changed or resolved.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var found = (await causes.ReadAsync(now, cancellationToken)).ToDictionary(cause => (cause.Kind, cause.Subject));
        var known = await LastingAsync(db.Set<Notice>().AsNoTracking(), cancellationToken);
        if (known.Count == found.Count && known.TrueForAll(notice => found.TryGetValue((notice.Kind, notice.Subject), out var cause) && Agrees(notice, cause)))
            return 0;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        await sql.TakeTurnAsync(db.Database.CurrentTransaction!.GetDbTransaction(), Turn, cancellationToken);
        var news = new List<NoticeNews>();
        var changes = Write(await LastingAsync(db.Set<Notice>(), cancellationToken), found, news, now);
        await messages.TellAsync(news, now, cancellationToken);
        await TidyAsync([.. news.Where(one => one.Event == NoticeEvent.Closed).Select(one => one.Notice.Id)], cancellationToken);
        await work.CommitAsync(cancellationToken);
        return changes;
    }

    // who has read what is over matters to nobody; what was marked while a sweep closed it goes with the next
    private Task<int> TidyAsync(List<Guid> closed, CancellationToken cancellationToken) => db.Set<NoticeRead>()
        .Where(read => closed.Contains(read.NoticeId) || db.Set<Notice>().Any(notice => notice.Id == read.NoticeId && notice.State == NoticeState.Resolved)).ExecuteDeleteAsync(cancellationToken);

    private static Task<List<Notice>> LastingAsync(IQueryable<Notice> notices, CancellationToken cancellationToken) =>
        notices.Where(notice => notice.State != NoticeState.Resolved).ToListAsync(cancellationToken);

    private static bool Agrees(Notice notice, NoticeCause cause) => notice.Count == cause.Count && notice.Code == cause.Code && notice.Name == cause.Name;

    private int Write(List<Notice> known, Dictionary<(NoticeKind Kind, string Subject), NoticeCause> found, List<NoticeNews> news, DateTimeOffset now)
    {
        var changes = 0;
        foreach (var notice in known)
        {
            if (!found.Remove((notice.Kind, notice.Subject), out var cause))
            {
                (notice.State, notice.ResolvedAt) = (NoticeState.Resolved, now);
                news.Add(new(notice, NoticeEvent.Closed));
                changes++;
                continue;
            }

            if (Agrees(notice, cause))
                continue;
            // more of it, or something else of it, is news to whoever has seen it
            if (cause.Count > notice.Count || cause.Code != notice.Code)
            {
                (notice.State, notice.LastAt, notice.SeenAt, notice.SeenBy) = (NoticeState.Open, now, null, null);
                news.Add(new(notice, NoticeEvent.Opened));
            }

            (notice.Count, notice.Code, notice.Name) = (cause.Count, cause.Code, cause.Name);
            changes++;
        }

        var opened = found.Values.Select(cause => new Notice
        {
            Id = Guid.CreateVersion7(now), Kind = cause.Kind, Subject = cause.Subject, Name = cause.Name, Severity = cause.Severity, Scope = cause.Scope, Count = cause.Count, Code = cause.Code,
            FirstAt = now, LastAt = now,
        }).ToList();
        db.AddRange(opened);
        news.AddRange(opened.Select(notice => new NoticeNews(notice, NoticeEvent.Opened)));
        return changes + found.Count;
    }
}
