using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Nq72.Cms.Admin;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>Signs out, by a post only: a link on another site cannot do it.</summary>
[AllowAnonymous]
public sealed class SignOut(SignInManager<Account> signIn) : PageModel
{
    public IActionResult OnGet() => LocalRedirect(DeskPaths.Home);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await signIn.SignOutAsync();
        return LocalRedirect(DeskPaths.SignIn);
    }
}
