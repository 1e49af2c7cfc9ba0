using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts.Sessions;

/// <summary>The sessions at the desk: which hold, and their end. Ended here, the cookie opens nothing from the next request on, on every node.</summary>
public sealed class DeskSessions(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>A session that is not used for so long is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    private static readonly TimeSpan SeenGrain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>Makes a session. Call it inside a unit of work.</summary>
    internal async Task<AccountSession> BeginAsync(Guid accountId, SignInMethod method, string address, string userAgent, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var old = now - KeptFor;
        await db.AccountSessions.Where(session => session.AccountId == accountId && session.SeenAt < old).ExecuteDeleteAsync(cancellationToken);
        var made = new AccountSession
        {
            Id = Guid.CreateVersion7(now), AccountId = accountId, CreatedAt = now, SeenAt = now, Address = address, Method = method,
            UserAgent = userAgent.Length > AccountSessionMapping.UserAgentLength ? userAgent[..AccountSessionMapping.UserAgentLength] : userAgent,
        };
        db.AccountSessions.Add(made);
        return made;
    }

    /// <summary>The account of a session that holds, and what its roles and delegations give it now; null when it does not hold. Notes its use, at most once a minute.</summary>
    internal async Task<(Account Account, IReadOnlyList<Grant> Grants)?> FindAsync(Guid id, string address, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var found = await db.AccountSessions.AsNoTracking().Where(session => session.Id == id && session.EndedAt == null)
            .Join(db.Users.AsNoTracking().Where(account => account.DisabledAt == null), session => session.AccountId, account => account.Id, (session, account) => new { Session = session, Account = account })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null || now - found.Session.SeenAt > Idle)
            return null;
        if (now - found.Session.SeenAt > SeenGrain)
        {
            await using var work = await unitOfWork.BeginAsync(cancellationToken);
            await db.AccountSessions.Where(session => session.Id == id).ExecuteUpdateAsync(row => row.SetProperty(session => session.SeenAt, now).SetProperty(session => session.Address, address), cancellationToken);
            await work.CommitAsync(cancellationToken);
        }

        return (found.Account, await AccountGrants.ReadAsync(db, found.Account.Id, now, cancellationToken));
    }

    /// <summary>A person's sessions that hold, the one used last first.</summary>
    public async Task<IReadOnlyList<AccountSession>> ListAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var since = clock.Now() - Idle;
        return await db.AccountSessions.AsNoTracking().Where(session => session.AccountId == accountId && session.EndedAt == null && session.SeenAt > since)
            .OrderByDescending(session => session.SeenAt).ThenBy(session => session.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Ends one session of an account; one that is over, or another's, is passed over. A null actor leaves the telling to whoever calls.</summary>
    public async Task<int> EndAsync(Guid accountId, Guid id, Actor? actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var ended = await db.AccountSessions.Where(session => session.Id == id && session.AccountId == accountId && session.EndedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(session => session.EndedAt, now), cancellationToken);
        if (ended > 0 && actor is not null)
            audit.Record(actor, "account.endSession", "account", accountId.ToString(), new { session = id });
        await work.CommitAsync(cancellationToken);
        return ended;
    }

    /// <summary>A person ends all their sessions but the one at hand.</summary>
    public async Task EndOthersAsync(Guid accountId, Guid own, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var ended = await EndAllAsync(accountId, own, cancellationToken);
        audit.Record(actor, "account.endSessions", "account", accountId.ToString(), new { ended });
        await work.CommitAsync(cancellationToken);
    }

    /// <summary>Ends every session of an account but one (null: every one), and leaves the telling to whoever calls. Returns how many ended.</summary>
    public async Task<int> EndAllAsync(Guid accountId, Guid? except, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var ended = await db.AccountSessions.Where(session => session.AccountId == accountId && session.EndedAt == null && session.Id != except)
            .ExecuteUpdateAsync(row => row.SetProperty(session => session.EndedAt, now), cancellationToken);
        await work.CommitAsync(cancellationToken);
        return ended;
    }
}
