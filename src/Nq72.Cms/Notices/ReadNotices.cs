using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Notices;

/// <summary>A person has read notices: for themselves alone. What the notice is for everyone (open, seen, resolved) stays (<see cref="SeeNotice"/>).</summary>
public sealed class ReadNotices(CmsDb db, UnitOfWork unitOfWork, SqlDialect sql, AuditRecorder audit, TimeProvider clock)
{
    // any number of our own: one person's two windows mark one after another
    private const long Turn = 0x4E71_3732_0031;

    /// <summary>Marks one as read, or every lasting one when <paramref name="id"/> is null; returns how many were unread.</summary>
    public async Task<Outcome<int>> RunAsync(Guid? id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await sql.TakeTurnAsync(db.Database.CurrentTransaction!.GetDbTransaction(), Turn, cancellationToken);
        var notices = await db.Set<Notice>().AsNoTracking().Where(notice => id == null ? notice.State != NoticeState.Resolved : notice.Id == id).ToListAsync(cancellationToken);
        if (id is not null && notices.Count == 0)
            return NoticeProblems.NotFound;
        var marks = await db.Set<NoticeRead>().Where(read => read.Person == actor.Id).ToDictionaryAsync(read => read.NoticeId, cancellationToken);
        var now = clock.Now();
        var read = 0;
        foreach (var notice in notices.Where(notice => notice.State != NoticeState.Resolved))
        {
            if (!marks.TryGetValue(notice.Id, out var mark))
                db.Add(mark = new NoticeRead { Person = actor.Id, NoticeId = notice.Id });
            else if (mark.ReadAt >= notice.LastAt)
                continue;
            mark.ReadAt = now;
            read++;
        }

        if (read > 0)
            audit.Record(actor, "notice.read", "notice", id?.ToString("D") ?? "*", new { read });
        await work.CommitAsync(cancellationToken);
        return read;
    }
}
