using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Accounts.Sessions;

/// <summary>What the desk's cookie says, and what is asked of the database each time it comes: whether the session holds, and what the person may do now.</summary>
internal static class SessionCookie
{
    /// <summary>The person as they stand at this moment. The cookie's own word about scopes is not taken.</summary>
    public static ClaimsPrincipal Principal(Account account, Guid session, IReadOnlyList<Grant> grants) => new(new ClaimsIdentity(
        grants.SelectMany(grant => grant.Scopes).Distinct(StringComparer.Ordinal).Select(scope => new Claim(RequestFacts.ScopeClaim, scope))
            .Concat(grants.Select(grant => new Claim(RequestFacts.GrantClaim, grant.Write())))
            .Append(new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()))
            .Append(new Claim(ClaimTypes.Name, account.DisplayName.Length > 0 ? account.DisplayName : account.UserName!))
            .Append(new Claim(RequestFacts.ActorKindClaim, nameof(ActorKind.User)))
            .Append(new Claim(RequestFacts.SessionClaim, session.ToString())),
        IdentityConstants.ApplicationScheme));

    /// <summary>Holds the cookie against the session that it names.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context, CancellationToken cancellationToken)
    {
        var http = context.HttpContext;
        // a page brings twenty files that are everyone's: nobody is asked for with them
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            context.RejectPrincipal();
            return;
        }

        if (Guid.TryParse(context.Principal?.FindFirstValue(RequestFacts.SessionClaim), out var id)
            && await http.RequestServices.GetRequiredService<DeskSessions>().FindAsync(id, http.Address() ?? "", cancellationToken) is var (account, grants))
        {
            context.ReplacePrincipal(Principal(account, id, grants));
            return;
        }

        context.RejectPrincipal();
        // the answers of public pages are kept by caches: no cookie is set or taken back with them
        if (http.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase))
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
