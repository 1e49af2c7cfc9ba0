using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.People;

/// <summary>Sees to it that somebody can always administer.</summary>
public sealed class Administrators(CmsDb db)
{
    /// <summary>What a change is told that would leave nobody who administers.</summary>
    internal static Problem Last => Problem.Conflict("lastAdministrator", new("Đây là người quản trị cuối cùng", "This is the last administrator"),
        new("Phải luôn có ít nhất một người đang hoạt động với quyền quản trị; hãy trao quyền cho người khác trước.", "At least one active person must be able to administer; give the role to somebody else first."));

    /// <summary>Whether anybody who may sign in and has a password holds the scope <c>admin</c>. Write what is tracked first.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        var roles = (await db.Roles.AsNoTracking().Select(role => new { role.Id, role.Scopes }).ToListAsync(cancellationToken))
            .Where(role => role.Scopes.Split(' ').Contains(Scopes.Admin)).Select(role => role.Id).ToList();
        return await db.UserRoles.Where(held => roles.Contains(held.RoleId))
            .Join(db.Users.Where(account => account.DisabledAt == null && account.PasswordHash != null), held => held.UserId, account => account.Id, (held, _) => held).AnyAsync(cancellationToken);
    }
}
