using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Accounts.Roles;

/// <summary>What a person may do at an instant: by their own roles, and by what others delegated to them.</summary>
internal static class AccountGrants
{
    // what passes on: seeing, deciding, putting out; never writing in another's name, nor administering
    private static readonly string[] Delegable = [Scopes.Read, Scopes.Preview, Scopes.Approve, Scopes.Publish];

    /// <summary>The person's own grants, and those of delegations that hold now. What was delegated to somebody is not passed on.</summary>
    public static async Task<IReadOnlyList<Grant>> ReadAsync(CmsDb db, Guid accountId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var grants = await OwnAsync(db, accountId, cancellationToken);
        var given = await db.Delegations.AsNoTracking().Where(delegation => delegation.ToId == accountId && delegation.StartsAt <= now && delegation.EndsAt > now)
            .Join(db.Users.Where(account => account.DisabledAt == null), delegation => delegation.FromId, account => account.Id, (_, account) => new { account.Id, account.DisplayName }).ToListAsync(cancellationToken);
        foreach (var from in given)
        {
            foreach (var grant in await OwnAsync(db, from.Id, cancellationToken))
            {
                string[] passed = grant.Scopes.Contains(Scopes.Admin) ? Delegable : [.. grant.Scopes.Intersect(Delegable, StringComparer.Ordinal)];
                if (passed.Contains(Scopes.Approve))
                    grants.Add(grant with { Scopes = passed, InPlaceOf = from.DisplayName });
            }
        }

        return grants;
    }

    /// <summary>What the person's own roles give.</summary>
    public static async Task<List<Grant>> OwnAsync(CmsDb db, Guid accountId, CancellationToken cancellationToken)
    {
        var roles = await db.UserRoles.AsNoTracking().Where(held => held.UserId == accountId).Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => new { role.Id, role.Scopes }).ToListAsync(cancellationToken);
        var limits = await db.GrantLimits.AsNoTracking().Where(limit => limit.AccountId == accountId).ToDictionaryAsync(limit => limit.RoleId, cancellationToken);
        return roles.ConvertAll(role => limits.GetValueOrDefault(role.Id) is { } limit ? new Grant(Words(role.Scopes), Words(limit.Types), limit.Unit) : new Grant(Words(role.Scopes), []));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
