using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>The people of the desk, and a form to invite one more.</summary>
public sealed class PeopleList(CmsDb db, PersonQueries people, InvitePerson invite, LinkMails mails) : DeskPage
{
    public IReadOnlyList<PersonView> Rows { get; private set; } = [];

    /// <summary>Cursor of the next page.</summary>
    public string? Next { get; private set; }

    /// <summary>Words to look for.</summary>
    public string? Query { get; private set; }

    /// <summary>Only this state.</summary>
    public PersonState? State { get; private set; }

    /// <summary>The form, as typed when it was refused.</summary>
    public PersonTerms Form { get; private set; } = new();

    /// <summary>The person who was just invited, with the link that is shown this once.</summary>
    public InvitedPerson? Made { get; private set; }

    public bool IsInviting { get; private set; }

    public IReadOnlyList<Choice> RoleChoices { get; private set; } = [];

    /// <summary>Whether invitations also go by mail.</summary>
    public bool CanMail => mails.CanSend;

    protected override string? NeededScope => Scopes.Admin;

    /// <summary>Roles to choose from, by their description.</summary>
    internal static async Task<IReadOnlyList<Choice>> ChoicesAsync(CmsDb db, CancellationToken cancellationToken) =>
        [.. (await db.Roles.AsNoTracking().OrderBy(role => role.Name).ToListAsync(cancellationToken)).Select(role => new Choice(role.Name!, RoleWords.Of(role.Description, role.Name!)))];

    public async Task<IActionResult> OnGetAsync(string? q, string? state, string? cursor, CancellationToken cancellationToken)
    {
        (Query, State) = (q, Enum.TryParse<PersonState>(state, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null);
        RoleChoices = await ChoicesAsync(db, cancellationToken);
        var page = PageRequest.Read("50", cursor, PersonQueries.CursorKeys);
        if (page.Succeeded)
            (Rows, Next) = await people.ListAsync(q, State, page.Value, cancellationToken);
        else
            Show(page.Problem);
        return Page();
    }

    // shown on the answer itself: a secret that went through a cookie or an address would be kept somewhere
    public async Task<IActionResult> OnPostAsync(PersonTerms form, CancellationToken cancellationToken)
    {
        (Form, IsInviting) = (form, true);
        var made = await invite.RunAsync(form, Actor, cancellationToken);
        if (made.Succeeded)
            (Made, Form, IsInviting) = (made.Value, new(), false);
        else
            Show(made.Problem);
        return await OnGetAsync(null, null, null, cancellationToken);
    }

    /// <summary>The address of this list in a state, with the words kept.</summary>
    public string Address(PersonState? state, string? cursor = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("q", Query), ("state", state is { } given ? StateLook.Name(given) : null), ("cursor", cursor) })
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }

        return "/admin/people" + query;
    }
}
