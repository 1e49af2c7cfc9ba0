using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;

namespace Nq72.Cms.Accounts;

/// <summary>What a person may do by their roles.</summary>
internal static class AccountScopes
{
    /// <summary>The scopes of all the person's roles.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(CmsDb db, Guid accountId, CancellationToken cancellationToken) =>
        [.. (await db.UserRoles.AsNoTracking().Where(held => held.UserId == accountId).Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Scopes).ToListAsync(cancellationToken))
            .SelectMany(scopes => scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
