using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts.People;

/// <summary>Makes an account without a password, and a link by which its person chooses one; or a new link for an account that is there.</summary>
public sealed class InvitePerson(CmsDb db, UnitOfWork unitOfWork, UserManager<Account> users, AccountLinks links, LinkMails mails, PersonQueries people, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Invites a person. The link is in the answer, and goes by mail where there are a mail server and an address.</summary>
    public async Task<Outcome<InvitedPerson>> RunAsync(PersonTerms terms, Actor actor, CancellationToken cancellationToken)
    {
        var roles = await db.Roles.AsNoTracking().ToDictionaryAsync(role => role.Name!, role => role.Id, StringComparer.OrdinalIgnoreCase, cancellationToken);
        var read = terms.Check([.. roles.Keys], isNew: true);
        if (!read.Succeeded)
            return read.Problem;
        Account account;
        (string Secret, AccountLink Link) made;
        await using (var work = await unitOfWork.BeginAsync(cancellationToken))
        {
            account = new Account { Id = Guid.CreateVersion7(clock.Now()), UserName = read.Value.UserName, DisplayName = read.Value.DisplayName!, Email = read.Value.Email, Unit = read.Value.Unit, CreatedAt = clock.Now() };
            var created = await users.CreateAsync(account);
            if (!created.Succeeded)
                return IdentityProblems.Of(created);
            foreach (var role in read.Value.Roles!)
                db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = account.Id, RoleId = roles[role] });
            made = await links.MakeAsync(account, askedByPerson: false, cancellationToken);
            audit.Record(actor, "account.invite", "account", account.Id.ToString(), new { after = new { account.UserName, account.DisplayName, account.Email, account.Unit, read.Value.Roles }, made.Link.ExpiresAt });
            await work.CommitAsync(cancellationToken);
        }

        var link = new PersonLink(mails.Address(made.Secret), made.Link.ExpiresAt, await mails.SendAsync(account, made.Secret, made.Link.ExpiresAt, cancellationToken));
        return new InvitedPerson((await people.FindAsync(account.Id, cancellationToken))!, link);
    }

    /// <summary>Makes a new link for a person: to accept the invitation, or to choose a new password. Earlier ones end; the password stays until it is used.</summary>
    public async Task<Outcome<PersonLink>> LinkAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        Account? account;
        (string Secret, AccountLink Link) made;
        await using (var work = await unitOfWork.BeginAsync(cancellationToken))
        {
            account = await db.Users.FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
            if (account is null)
                return PutPerson.NoSuchPerson;
            if (account.DisabledAt is not null)
                return PutPerson.IsDisabled;
            made = await links.MakeAsync(account, askedByPerson: false, cancellationToken);
            audit.Record(actor, account.PasswordHash is null ? "account.inviteAgain" : "account.resetLink", "account", id.ToString(), new { account.UserName, made.Link.ExpiresAt });
            await work.CommitAsync(cancellationToken);
        }

        return new PersonLink(mails.Address(made.Secret), made.Link.ExpiresAt, await mails.SendAsync(account, made.Secret, made.Link.ExpiresAt, cancellationToken));
    }
}
