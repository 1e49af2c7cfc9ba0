using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.AuditLog;

/// <summary>Reads the audit log, the newest first.</summary>
public sealed class AuditQueries(SchedulerDb scheduler, CmsDb cms, InstallationOptions installation)
{
    /// <summary>How many keys a cursor of this list holds.</summary>
    public const int CursorKeys = 2;

    public async Task<Page<AuditView>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var rows = await NarrowAsync(scheduler.Set<AuditEntry>().AsNoTracking(), filter, cancellationToken);
        if (page.After is [var instant, var id] && long.TryParse(instant, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && Guid.TryParse(id, out var last))
        {
            var at = Instants.FromMicroseconds(microseconds);
            rows = rows.Where(entry => entry.At < at || (entry.At == at && entry.Id.CompareTo(last) < 0));
        }

        var found = await rows.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var devices = await DevicesAsync(found, cancellationToken);
        return page.Cut([.. found.Select(entry => View(entry, devices))], view => Cursor.Encode(view.At.ToMicroseconds().ToString(CultureInfo.InvariantCulture), view.Id.ToString("D")));
    }

    private async Task<IQueryable<AuditEntry>> NarrowAsync(IQueryable<AuditEntry> rows, AuditFilter filter, CancellationToken cancellationToken)
    {
        var (from, before) = filter.Span(installation);
        if (from is { } first)
            rows = rows.Where(entry => entry.At >= first);
        if (before is { } end)
            rows = rows.Where(entry => entry.At < end);
        if (filter.Action is { } action)
            rows = rows.Where(entry => entry.Action.StartsWith(action));
        if (filter.Subject is { } subject)
            rows = rows.Where(entry => entry.SubjectId == subject);
        if (filter.Text is { } text)
            rows = rows.Where(entry => entry.Detail != null && entry.Detail.Contains(text));
        if (filter.Who is { } who)
        {
            var ids = await IdsOfAsync(who, cancellationToken);
            rows = rows.Where(entry => ids.Contains(entry.ActorId) || entry.ActorId == who || entry.ActorName.Contains(who));
        }

        return rows;
    }

    // people and keys are looked for as they are called today too: who was renamed is found under both names
    private async Task<List<string>> IdsOfAsync(string who, CancellationToken cancellationToken)
    {
        var people = await cms.Users.AsNoTracking().Select(account => new { account.Id, Names = account.UserName + " " + account.DisplayName }).ToListAsync(cancellationToken);
        var tokens = await cms.ApiTokens.AsNoTracking().Select(token => new { token.Id, Names = token.Name }).ToListAsync(cancellationToken);
        return [.. people.Concat(tokens).Where(known => CultureInfo.InvariantCulture.CompareInfo.IndexOf(known.Names, who, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0).Select(known => known.Id.ToString())];
    }

    private async Task<IReadOnlyDictionary<Guid, string>> DevicesAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var sessions = entries.Select(entry => Guid.TryParse(entry.Session, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().ToList();
        return await cms.AccountSessions.AsNoTracking().Where(session => sessions.Contains(session.Id)).ToDictionaryAsync(session => session.Id, session => session.UserAgent, cancellationToken);
    }

    private static AuditView View(AuditEntry entry, IReadOnlyDictionary<Guid, string> devices) => new(
        entry.Id, entry.At, entry.ActorKind, entry.ActorId, entry.ActorName, entry.Action, entry.SubjectKind, entry.SubjectId, entry.Address, entry.Session,
        Guid.TryParse(entry.Session, out var session) ? devices.GetValueOrDefault(session) : null, entry.Detail is null ? null : JsonSerializer.Deserialize<JsonElement>(entry.Detail));
}
