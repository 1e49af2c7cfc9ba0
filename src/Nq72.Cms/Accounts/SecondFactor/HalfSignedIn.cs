using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Nq72.Cms.Accounts.SecondFactor;

/// <summary>Somebody whose password was right and whose code is still to come: five minutes, in a sealed cookie that opens nothing else.</summary>
/// <param name="AccountId">Who it is.</param>
/// <param name="Keep">Whether to stay signed in.</param>
/// <param name="ReturnUrl">Where to go then.</param>
internal sealed record HalfSignedIn(Guid AccountId, bool Keep, string ReturnUrl)
{
    /// <summary>The page that asks for the code.</summary>
    public const string Path = "/admin/sign-in/code";

    // a claim of its own: passkeys keep their challenge in the same cookie, and must open nothing here
    private const string HalfClaim = "nq72:half", KeepItem = "keep", ReturnItem = "return";

    public static Task BeginAsync(HttpContext http, Guid accountId, bool keep, string returnUrl, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : http.SignInAsync(
        IdentityConstants.TwoFactorUserIdScheme,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(HalfClaim, accountId.ToString())], IdentityConstants.TwoFactorUserIdScheme)),
        new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal) { [KeepItem] = keep ? "1" : "0", [ReturnItem] = returnUrl }));

    public static async Task<HalfSignedIn?> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        return read.Succeeded && Guid.TryParse(read.Principal.FindFirstValue(HalfClaim), out var id)
            ? new(id, read.Properties.GetString(KeepItem) == "1", read.Properties.GetString(ReturnItem) ?? "/admin")
            : null;
    }

    public static Task EndAsync(HttpContext http, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}
