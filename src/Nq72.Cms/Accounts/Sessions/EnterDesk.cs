using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts.Sessions;

/// <summary>Lets a person in who has shown who they are: always a new session, so that nobody can be given one that somebody else knows.</summary>
public sealed class EnterDesk(CmsDb db, UnitOfWork unitOfWork, DeskSessions sessions, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Begins a session and gives the browser its cookie.</summary>
    /// <param name="http">The request; a session that it came with ends.</param>
    /// <param name="accountId">Who it is.</param>
    /// <param name="method">How they showed it.</param>
    /// <param name="keep">Whether the cookie outlives the browser's window.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(HttpContext http, Guid accountId, SignInMethod method, bool keep, CancellationToken cancellationToken)
    {
        AccountSession session;
        Account account;
        await using (var work = await unitOfWork.BeginAsync(cancellationToken))
        {
            if (http.Actor()?.Session is { } before && Guid.TryParse(before, out var old))
                await sessions.EndAsync(accountId, old, null, cancellationToken);
            account = await db.Users.FirstAsync(row => row.Id == accountId, cancellationToken);
            account.LastSignInAt = clock.Now();
            session = await sessions.BeginAsync(accountId, method, http.Address() ?? "", http.Request.Headers.UserAgent.ToString(), cancellationToken);
            audit.Record(AccountLinks.Person(account) with { Address = http.Address(), Session = session.Id.ToString() }, "account.signIn", "account", accountId.ToString(), new { account.UserName, method });
            await work.CommitAsync(cancellationToken);
        }

        await http.SignInAsync(IdentityConstants.ApplicationScheme, SessionCookie.Principal(account, session.Id, await AccountGrants.ReadAsync(db, accountId, clock.Now(), cancellationToken)), new AuthenticationProperties { IsPersistent = keep });
    }
}
