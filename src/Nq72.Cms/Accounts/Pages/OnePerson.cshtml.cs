using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>One person: what is known of them, their roles, their sessions, and what an administrator may do about them.</summary>
public sealed class OnePerson(CmsDb db, PersonQueries people, InvitePerson invite, PutPerson put, LimitGrant limit, ContentTypeCatalog catalog, DeskSessions sessions) : DeskPage
{
    public PersonView View { get; private set; } = null!;

    public PersonTerms Form { get; private set; } = new();

    public IReadOnlyList<AccountSession> Sessions { get; private set; } = [];

    public IReadOnlyList<Choice> RoleChoices { get; private set; } = [];

    /// <summary>Each role with where it counts.</summary>
    public IReadOnlyList<RoleLimit> Limits => [.. View.Roles.Select(role => View.Limits.FirstOrDefault(limit => limit.Role == role) ?? new(role, [], null))];

    /// <summary>The roles that the person holds.</summary>
    public IReadOnlyList<Choice> HeldChoices => [.. RoleChoices.Where(choice => View.Roles.Contains(choice.Value))];

    public IReadOnlyList<Choice> TypeChoices { get; private set; } = [];

    public IReadOnlyList<Choice> UnitChoices { get; private set; } = [];

    /// <summary>The limit as typed.</summary>
    public RoleLimit LimitForm { get; private set; } = new("", [], null);

    /// <summary>Whether the form of limits stands open after an error.</summary>
    public bool IsLimiting { get; private set; }

    /// <summary>The link that was just made, to be shown this once.</summary>
    public PersonLink? Link { get; private set; }

    /// <summary>Whether the form stands open after an error.</summary>
    public bool IsEditing { get; private set; }

    protected override string? NeededScope => Scopes.Admin;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(id, cancellationToken) is not { } found)
            return NotFound();
        View = found;
        if (!IsEditing)
            Form = new(found.UserName, found.DisplayName, found.Email, found.Unit, found.Roles);
        RoleChoices = await PeopleList.ChoicesAsync(db, cancellationToken);
        TypeChoices = [.. (await catalog.GetAsync(cancellationToken)).All.Select(type => new Choice(type.Definition.Name, type.Definition.DisplayName))];
        UnitChoices = [.. (await db.Terms.AsNoTracking().Where(term => term.Taxonomy == "unit").OrderBy(term => term.Order).ToListAsync(cancellationToken)).Select(term => new Choice(term.Key, term.Title))];
        Sessions = await sessions.ListAsync(id, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostEditAsync(Guid id, PersonTerms form, CancellationToken cancellationToken)
    {
        (Form, IsEditing) = (form, true);
        return await AnswerAsync(id, await put.RunAsync(id, form, Actor, cancellationToken), "people.saved", cancellationToken);
    }

    public async Task<IActionResult> OnPostLimitAsync(Guid id, string? role, string[]? types, string? limitUnit, CancellationToken cancellationToken)
    {
        (LimitForm, IsLimiting) = (new(role ?? "", types ?? [], limitUnit), true);
        return await AnswerAsync(id, await limit.RunAsync(id, role ?? "", types, limitUnit, Actor, cancellationToken), "limits.saved", cancellationToken);
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid id, CancellationToken cancellationToken)
    {
        var made = await invite.LinkAsync(id, Actor, cancellationToken);
        if (made.Succeeded)
            Link = made.Value;
        else
            Show(made.Problem);
        return await OnGetAsync(id, cancellationToken);
    }

    public async Task<IActionResult> OnPostDisableAsync(Guid id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await put.DisableAsync(id, Actor, cancellationToken), "people.disabled", cancellationToken);

    public async Task<IActionResult> OnPostEnableAsync(Guid id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await put.EnableAsync(id, Actor, cancellationToken), "people.enabled", cancellationToken);

    public async Task<IActionResult> OnPostUnlockAsync(Guid id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await put.UnlockAsync(id, Actor, cancellationToken), "people.unlocked", cancellationToken);

    public async Task<IActionResult> OnPostEndSessionsAsync(Guid id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await put.EndSessionsAsync(id, Actor, cancellationToken), "people.sessionsEnded", cancellationToken);

    public async Task<IActionResult> OnPostResetSecondFactorAsync(Guid id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await put.ResetSecondFactorAsync(id, Actor, cancellationToken), "people.secondFactorReset", cancellationToken);

    private async Task<IActionResult> AnswerAsync(Guid id, Outcome<Done> done, string notice, CancellationToken cancellationToken)
    {
        if (done.Succeeded)
            return Done($"/admin/people/{id}", notice);
        Show(done.Problem);
        return await OnGetAsync(id, cancellationToken);
    }
}
