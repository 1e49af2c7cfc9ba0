using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Accounts.Passkeys;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>A person's passkeys: added with the help of a script (browsers make them in no other way), named, removed.</summary>
public sealed class MyPasskeys(AccountPasskeys passkeys, CheckPassword check) : DeskPage
{
    public IReadOnlyList<PasskeyView> Rows { get; private set; } = [];

    /// <summary>Key of the text that says why there can be none at this address; null where there can.</summary>
    public string? Obstacle => PasskeyPlace.Obstacle(Request);

    /// <summary>The name as typed, or the device's.</summary>
    public string Name { get; private set; } = "";

    protected override string? NeededScope => null;

    private Guid Id => Guid.Parse(Actor.Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Name.Length == 0)
            Name = DeviceWords.Of(T, Request.Headers.UserAgent.ToString());
        Rows = await passkeys.ListAsync(Id, cancellationToken);
        return Page();
    }

    /// <summary>For the script: what to ask the browser for, once the password was right.</summary>
    public async Task<IActionResult> OnPostOptionsAsync(string? current, CancellationToken cancellationToken) =>
        Obstacle is null && await check.IsOwnAsync(Id, current, HttpContext.Address(), cancellationToken)
            ? Content(await passkeys.ProposeAsync(Id, cancellationToken), "application/json")
            : StatusCode(StatusCodes.Status422UnprocessableEntity);

    public async Task<IActionResult> OnPostAddAsync(string? credential, string? passkeyName, string? current, CancellationToken cancellationToken)
    {
        Name = passkeyName ?? "";
        var added = await check.IsOwnAsync(Id, current, HttpContext.Address(), cancellationToken) ? await passkeys.AddAsync(Id, credential, passkeyName, Actor, cancellationToken) : Me.WrongCurrent;
        if (added.Succeeded)
            return Done("/admin/me/passkeys", "passkeys.added");
        Show(added.Problem);
        return await OnGetAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? id, CancellationToken cancellationToken)
    {
        await passkeys.RemoveAsync(Id, id, Actor, cancellationToken);
        return Done("/admin/me/passkeys", "passkeys.removed");
    }
}
