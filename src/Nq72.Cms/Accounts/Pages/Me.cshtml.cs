using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.Accounts.Passkeys;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Admin;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>A person's own account: password, sessions, second factor.</summary>
public sealed class Me(CmsDb db, AccountLinks passwords, CheckPassword check, DeskSessions sessions, AccountPasskeys passkeys, Delegations delegations, IOptions<AccountOptions> options) : DeskPage
{
    public Account Account { get; private set; } = null!;

    public IReadOnlyList<AccountSession> Sessions { get; private set; } = [];

    /// <summary>The session that asks.</summary>
    public Guid Own => Guid.Parse(Actor.Session!);

    /// <summary>Whether the form of the password stands open after an error.</summary>
    public bool IsChanging { get; private set; }

    /// <summary>How many passkeys there are.</summary>
    public int Passkeys { get; private set; }

    /// <summary>Whether the person may delegate, or was delegated something.</summary>
    public bool HasDelegations { get; private set; }

    /// <summary>Shortest password.</summary>
    public int MinLength => options.Value.PasswordMinLength;

    protected override string? NeededScope => null;

    private Guid Id => Guid.Parse(Actor.Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Account = await db.Users.AsNoTracking().FirstAsync(row => row.Id == Id, cancellationToken);
        Sessions = await sessions.ListAsync(Id, cancellationToken);
        HasDelegations = await delegations.MayAsync(Id, cancellationToken) || (await delegations.ListAsync(Id, cancellationToken)).Count > 0;
        Passkeys = (await passkeys.ListAsync(Id, cancellationToken)).Count;
        return Page();
    }

    public async Task<IActionResult> OnPostPasswordAsync(string? current, string? password, string? repeated, CancellationToken cancellationToken)
    {
        IsChanging = true;
        var changed = await check.IsOwnAsync(Id, current, HttpContext.Address(), cancellationToken) ? await passwords.ChangeAsync(Id, password, repeated, Actor, cancellationToken) : WrongCurrent;
        if (changed.Succeeded)
            return Done(DeskPaths.Me, "me.passwordChanged");
        Show(changed.Problem);
        return await OnGetAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid session, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(Id, session, Actor, cancellationToken);
        return Done(DeskPaths.Me, "me.sessionEnded");
    }

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellationToken)
    {
        await sessions.EndOthersAsync(Id, Own, Actor, cancellationToken);
        return Done(DeskPaths.Me, "me.othersEnded");
    }

    internal static Problem WrongCurrent => Problem.Invalid("current", "wrongPassword", "Mật khẩu hiện tại không đúng.", "The present password is wrong.");
}
