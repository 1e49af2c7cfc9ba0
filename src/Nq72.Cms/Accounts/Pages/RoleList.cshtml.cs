using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>The roles, and what each may do, in words.</summary>
public sealed class RoleList(EditRole roles) : DeskPage
{
    public IReadOnlyList<RoleView> Rows { get; private set; } = [];

    protected override string? NeededScope => Scopes.Admin;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = await roles.ListAsync(cancellationToken);
        return Page();
    }
}
