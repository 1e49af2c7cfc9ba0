using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>Signs out, by a post only: a link on another site cannot do it. The session ends, not only its cookie.</summary>
[AllowAnonymous]
public sealed class SignOut(DeskSessions sessions) : PageModel
{
    public IActionResult OnGet() => LocalRedirect(DeskPaths.Home);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (HttpContext.Actor() is { } person && Guid.TryParse(person.Session, out var session) && Guid.TryParse(person.Id, out var account))
            await sessions.EndAsync(account, session, person, cancellationToken);
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        return LocalRedirect(DeskPaths.SignIn);
    }
}
