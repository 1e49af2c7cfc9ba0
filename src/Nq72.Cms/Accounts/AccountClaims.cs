using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Accounts;

/// <summary>Gives a signed-in person the scopes of their roles, and their display name.</summary>
internal sealed class AccountClaims(UserManager<Account> users, RoleManager<AccountRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account, AccountRole>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        foreach (var name in identity.FindAll(ClaimTypes.Name).ToList())
            identity.RemoveClaim(name);
        identity.AddClaim(new Claim(ClaimTypes.Name, user.DisplayName.Length > 0 ? user.DisplayName : user.UserName!));
        identity.AddClaim(new Claim(RequestFacts.ActorKindClaim, nameof(ActorKind.User)));
        var scopes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var roleName in await UserManager.GetRolesAsync(user))
        {
            if (await RoleManager.FindByNameAsync(roleName) is { } role)
                scopes.UnionWith(role.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        identity.AddClaims(scopes.Select(scope => new Claim(RequestFacts.ScopeClaim, scope)));
        return identity;
    }
}
