using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts.SecondFactor;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Admin;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>A person's second factor: set up, new recovery codes, off.</summary>
public sealed class SecondFactorPage(CmsDb db, SecondFactors factors, CheckPassword check) : DeskPage
{
    public Account Account { get; private set; } = null!;

    /// <summary>What is to be scanned; null when the factor is on.</summary>
    public CodeSetUp? SetUp { get; private set; }

    /// <summary>The secret that the form brings back, sealed.</summary>
    public string? Sealed { get; private set; }

    /// <summary>New recovery codes, to be shown this once.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    /// <summary>Which form stands open after an error: renew, off.</summary>
    public string? Opened { get; private set; }

    protected override string? NeededScope => null;

    private Guid Id => Guid.Parse(Actor.Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Account = await db.Users.AsNoTracking().FirstAsync(row => row.Id == Id, cancellationToken);
        if (Account.CodeSecret is null)
        {
            // after a wrong code the same secret stays: it was scanned already
            SetUp = factors.Open(Account, Sealed);
            if (SetUp is null)
                (Sealed, SetUp) = factors.Propose(Account);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostOnAsync(string? secret, string? code, CancellationToken cancellationToken)
    {
        Sealed = secret;
        return await ShowCodesAsync(await factors.TurnOnAsync(Id, secret, code, Actor, cancellationToken), cancellationToken);
    }

    public async Task<IActionResult> OnPostRenewAsync(string? current, CancellationToken cancellationToken)
    {
        Opened = "renew";
        return await ShowCodesAsync(await check.IsOwnAsync(Id, current, HttpContext.Address(), cancellationToken) ? await factors.RenewAsync(Id, Actor, cancellationToken) : Me.WrongCurrent, cancellationToken);
    }

    public async Task<IActionResult> OnPostOffAsync(string? current, CancellationToken cancellationToken)
    {
        Opened = "off";
        var off = await check.IsOwnAsync(Id, current, HttpContext.Address(), cancellationToken) ? await factors.TurnOffAsync(Id, Actor, cancellationToken) : Me.WrongCurrent;
        if (off.Succeeded)
            return Done(DeskPaths.Me, "factor.offDone");
        Show(off.Problem);
        return await OnGetAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowCodesAsync(Outcome<IReadOnlyList<string>> made, CancellationToken cancellationToken)
    {
        if (made.Succeeded)
            (Codes, Opened) = (made.Value, null);
        else
            Show(made.Problem);
        return await OnGetAsync(cancellationToken);
    }
}
