using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Platform.Audit;

/// <summary>Writes the audit log. Call it inside a unit of work: the entry is committed with what it tells of, or not at all.</summary>
public sealed class AuditRecorder(SchedulerDb db, SqlDialect sql, TimeProvider clock)
{
    /// <summary>Adds an entry.</summary>
    /// <param name="actor">Who did it.</param>
    /// <param name="action">Subject and verb: <c>release.arm</c>.</param>
    /// <param name="subjectKind">What it was done to: <c>release</c>.</param>
    /// <param name="subjectId">Its id.</param>
    /// <param name="detail">Further facts, kept as JSON; no secrets.</param>
    public void Record(Actor actor, string action, string subjectKind, string subjectId, object? detail = null) =>
        db.Add(Entry(actor, action, subjectKind, subjectId, detail, clock.Now()));

    /// <summary>Writes an entry for each of many subjects at once; the work is begun, and nothing is tracked.</summary>
    public Task RecordEachAsync(Actor actor, string action, string subjectKind, IEnumerable<(string Id, object? Detail)> subjects, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return sql.InsertAllAsync(db, [.. subjects.Select(subject => Entry(actor, action, subjectKind, subject.Id, subject.Detail, now))], cancellationToken);
    }

    /// <summary>Rewrites the facts of a subject's entries where personal data is blacked out: the one change that the log takes. What was done, when and by whom stays.</summary>
    public async Task RewriteAsync(string subjectKind, string subjectId, Func<string?, string?> rewrite, CancellationToken cancellationToken)
    {
        foreach (var entry in await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.SubjectKind == subjectKind && entry.SubjectId == subjectId && entry.Detail != null).ToListAsync(cancellationToken))
        {
            var detail = rewrite(entry.Detail);
            if (detail != entry.Detail)
                await db.Set<AuditEntry>().Where(row => row.Id == entry.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Detail, detail), cancellationToken);
        }
    }

    private static AuditEntry Entry(Actor actor, string action, string subjectKind, string subjectId, object? detail, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        ActorKind = actor.Kind,
        ActorId = actor.Id,
        ActorName = actor.Name,
        Action = action,
        SubjectKind = subjectKind,
        SubjectId = subjectId,
        Address = actor.Address,
        Session = actor.Session,
        Detail = detail is null ? null : JsonSerializer.Serialize(detail, Json.Options),
    };
}
