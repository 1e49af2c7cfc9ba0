using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>One role: what it is for and may do.</summary>
public sealed class OneRole(EditRole roles) : DeskPage
{
    public RoleView View { get; private set; } = null!;

    public RoleTerms Form { get; private set; } = new();

    /// <summary>Scopes, in words.</summary>
    public IReadOnlyList<Choice> Choices => [.. Scopes.All.Select(scope => new Choice(scope, T[$"roles.may.{scope}"]))];

    protected override string? NeededScope => Scopes.Admin;

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken)
    {
        if ((await roles.ListAsync(cancellationToken)).FirstOrDefault(role => string.Equals(role.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } found)
            return NotFound();
        View = found;
        if (Form.Scopes is null && Form.Description is null)
            Form = new(found.Description, found.Scopes);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string name, RoleTerms form, CancellationToken cancellationToken)
    {
        Form = form with { Scopes = form.Scopes ?? [] };
        if (await OnGetAsync(name, cancellationToken) is NotFoundResult missing)
            return missing;
        var put = await roles.RunAsync(View.Name, Form, Actor, cancellationToken);
        if (put.Succeeded)
            return Done("/admin/roles", "roles.saved");
        Show(put.Problem);
        return Page();
    }
}
