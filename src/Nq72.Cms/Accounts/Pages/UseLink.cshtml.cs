using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>Where the link of an invitation or a reset leads: the person chooses a password, and signs in with it.</summary>
[AllowAnonymous]
public sealed class UseLink(AccountLinks links, Microsoft.Extensions.Options.IOptions<AccountOptions> options) : DeskPage
{
    /// <summary>Whose password it sets; null when the link cannot be used.</summary>
    public Account? Account { get; private set; }

    /// <summary>Shortest password.</summary>
    public int MinLength => options.Value.PasswordMinLength;

    protected override string? NeededScope => null;

    public async Task<IActionResult> OnGetAsync(string secret, CancellationToken cancellationToken)
    {
        // the address is the secret: no page that is opened from here learns it
        Response.Headers["Referrer-Policy"] = "no-referrer";
        var found = await links.FindAsync(secret, cancellationToken);
        Account = found.Value;
        if (!found.Succeeded)
            Show(found.Problem);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string secret, string? password, string? repeated, CancellationToken cancellationToken)
    {
        var set = await links.UseAsync(secret, password, repeated, HttpContext.Address(), cancellationToken);
        if (set.Succeeded)
            return Done(DeskPaths.SignIn, "link.done");
        var answer = await OnGetAsync(secret, cancellationToken);
        Show(set.Problem);
        return answer;
    }
}
