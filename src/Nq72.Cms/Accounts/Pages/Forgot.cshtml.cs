using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>Who forgot the password asks for a link by mail. The answer is the same whoever is named.</summary>
[AllowAnonymous]
public sealed class Forgot(ResetRequests requests, LinkMails mails) : DeskPage
{
    private const int Longest = 254;

    /// <summary>Whether there is a mail server; without one an administrator helps.</summary>
    public bool CanMail => mails.CanSend;

    /// <summary>Whether somebody was just named.</summary>
    public bool WasAsked { get; private set; }

    protected override string? NeededScope => null;

    public IActionResult OnGet() => Page();

    public IActionResult OnPost(string? name)
    {
        if (!CanMail)
            return Page();
        var named = name?.Trim() ?? "";
        if (named.Length is 0 or > Longest)
        {
            Show(Problem.Invalid("name", "required", "Hãy nhập tên đăng nhập hoặc thư điện tử.", "Enter your user name or e-mail address."));
            return Page();
        }

        requests.Add(named, HttpContext.Address());
        WasAsked = true;
        return Page();
    }
}
