using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>A person who approves lets somebody do it in their place while away.</summary>
public sealed class MyDelegations(Delegations delegations) : DeskPage
{
    public IReadOnlyList<DelegationView> Rows { get; private set; } = [];

    public IReadOnlyList<Choice> People { get; private set; } = [];

    /// <summary>Whether the person approves by a role of their own.</summary>
    public bool CanDelegate { get; private set; }

    /// <summary>The form as typed.</summary>
    public (string? To, string? First, string? Last) Typed { get; private set; }

    protected override string? NeededScope => null;

    private Guid Id => Guid.Parse(Actor.Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = await delegations.ListAsync(Id, cancellationToken);
        CanDelegate = await delegations.MayAsync(Id, cancellationToken);
        People = [.. (await delegations.CandidatesAsync(Id, cancellationToken)).Select(person => new Choice(person.Id.ToString(), person.Name))];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? to, string? first, string? last, CancellationToken cancellationToken)
    {
        Typed = (to, first, last);
        var made = await delegations.MakeAsync(Id, Guid.TryParse(to, out var id) ? id : null, TypedTime.DayOf(first), TypedTime.DayOf(last), Actor, cancellationToken);
        if (made.Succeeded)
            return Done("/admin/me/delegations", "delegations.made");
        Show(made.Problem);
        return await OnGetAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancellationToken)
    {
        await delegations.EndAsync(Id, id, Actor, cancellationToken);
        return Done("/admin/me/delegations", "delegations.ended");
    }
}
