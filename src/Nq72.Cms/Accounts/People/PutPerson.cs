using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts.People;

/// <summary>Changes people: what is known of them, their roles, whether they may sign in. All of it counts from the person's next request on.</summary>
public sealed class PutPerson(CmsDb db, UnitOfWork unitOfWork, UserManager<Account> users, Administrators administrators, DeskSessions sessions, AuditRecorder audit, TimeProvider clock)
{
    internal static Problem NoSuchPerson => Problem.NotFound("Không có tài khoản này.", "There is no such account.");

    internal static Problem IsDisabled => Problem.Conflict("accountDisabled", new("Tài khoản đã bị khóa", "The account is closed"), new("Hãy mở lại tài khoản trước.", "Open it again first."));

    /// <summary>Gives a person another name, address, office and roles; what is not named they have no longer.</summary>
    public Task<Outcome<Done>> RunAsync(Guid id, PersonTerms terms, Actor actor, CancellationToken cancellationToken) => ChangeAsync(id, async account =>
    {
        var roles = await db.Roles.AsNoTracking().ToDictionaryAsync(role => role.Name!, role => role.Id, StringComparer.OrdinalIgnoreCase, cancellationToken);
        var read = terms.Check([.. roles.Keys], isNew: false);
        if (!read.Succeeded)
            return read.Problem;
        var held = await db.UserRoles.Where(row => row.UserId == id).ToListAsync(cancellationToken);
        var before = new { account.DisplayName, account.Email, account.Unit, Roles = roles.Where(role => held.Exists(row => row.RoleId == role.Value)).Select(role => role.Key).Order(StringComparer.Ordinal).ToList() };
        (account.DisplayName, account.Email, account.NormalizedEmail, account.Unit) = (read.Value.DisplayName!, read.Value.Email, users.NormalizeEmail(read.Value.Email), read.Value.Unit);
        var wanted = read.Value.Roles!.Select(name => roles[name]).ToHashSet();
        db.UserRoles.RemoveRange(held.Where(row => !wanted.Contains(row.RoleId)));
        db.UserRoles.AddRange(wanted.Where(role => !held.Exists(row => row.RoleId == role)).Select(role => new IdentityUserRole<Guid> { UserId = id, RoleId = role }));
        audit.Record(actor, "account.put", "account", id.ToString(), new { account.UserName, before, after = new { account.DisplayName, account.Email, account.Unit, read.Value.Roles } });
        return Done.Value;
    }, cancellationToken);

    /// <summary>Closes an account: the person is out at once and cannot come back; what they wrote stays theirs. Doing it again changes nothing.</summary>
    public Task<Outcome<Done>> DisableAsync(Guid id, Actor actor, CancellationToken cancellationToken) => ChangeAsync(id, async account =>
    {
        if (account.DisabledAt is not null)
            return Done.Value;
        account.DisabledAt = clock.Now();
        await sessions.EndAllAsync(id, null, cancellationToken);
        await db.AccountLinks.Where(link => link.AccountId == id).ExecuteDeleteAsync(cancellationToken);
        audit.Record(actor, "account.disable", "account", id.ToString(), new { account.UserName });
        return Done.Value;
    }, cancellationToken);

    /// <summary>Opens a closed account again, with the password and roles that it had.</summary>
    public Task<Outcome<Done>> EnableAsync(Guid id, Actor actor, CancellationToken cancellationToken) => ChangeAsync(id, account =>
    {
        if (account.DisabledAt is not null)
            audit.Record(actor, "account.enable", "account", id.ToString(), new { account.UserName });
        account.DisabledAt = null;
        return Task.FromResult<Outcome<Done>>(Done.Value);
    }, cancellationToken);

    /// <summary>Ends the rest that an account takes after wrong passwords.</summary>
    public Task<Outcome<Done>> UnlockAsync(Guid id, Actor actor, CancellationToken cancellationToken) => ChangeAsync(id, account =>
    {
        if (account.LockoutEnd is not null)
            audit.Record(actor, "account.unlock", "account", id.ToString(), new { account.UserName });
        (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
        return Task.FromResult<Outcome<Done>>(Done.Value);
    }, cancellationToken);

    /// <summary>Ends every session of a person.</summary>
    public Task<Outcome<Done>> EndSessionsAsync(Guid id, Actor actor, CancellationToken cancellationToken) => ChangeAsync(id, async account =>
    {
        var ended = await sessions.EndAllAsync(id, null, cancellationToken);
        audit.Record(actor, "account.endSessions", "account", id.ToString(), new { account.UserName, ended });
        return Done.Value;
    }, cancellationToken);

    /// <summary>Takes second factor and passkeys from a person who lost them: the password alone lets them in again.</summary>
    public Task<Outcome<Done>> ResetSecondFactorAsync(Guid id, Actor actor, CancellationToken cancellationToken) => ChangeAsync(id, async account =>
    {
        var passkeys = await db.Set<IdentityUserPasskey<Guid>>().Where(passkey => passkey.UserId == id).ExecuteDeleteAsync(cancellationToken);
        if (account.CodeSecret is not null || passkeys > 0)
            audit.Record(actor, "account.resetSecondFactor", "account", id.ToString(), new { account.UserName, passkeys });
        (account.CodeSecret, account.LastCodeStep, account.RecoveryCodes, account.TwoFactorEnabled) = (null, null, null, false);
        return Done.Value;
    }, cancellationToken);

    private async Task<Outcome<Done>> ChangeAsync(Guid id, Func<Account, Task<Outcome<Done>>> change, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        // two administrators who close each other's account at once take turns, and the second one stays
        await work.WriteAloneAsync(Register.Accounts, cancellationToken);
        if (await db.Users.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } account)
            return NoSuchPerson;
        var some = await administrators.AnyAsync(cancellationToken);
        var changed = await change(account);
        if (!changed.Succeeded)
            return changed.Problem;
        await work.FlushAsync(cancellationToken);
        if (some && !await administrators.AnyAsync(cancellationToken))
            return Administrators.Last;
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
