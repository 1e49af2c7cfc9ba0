using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>The keys of partners and programs, and a form for one more.</summary>
public sealed class Tokens(CmsDb db, ApiTokens tokens, InstallationOptions installation, DeskClock clock) : DeskPage
{
    public IReadOnlyList<TokenView> Rows { get; private set; } = [];

    /// <summary>The form, as typed when it was refused.</summary>
    public TokenForm Form { get; private set; } = TokenForm.Fresh;

    /// <summary>The secret that was just made, to be shown this once; null otherwise.</summary>
    public string? Secret { get; private set; }

    /// <summary>The token that was just made.</summary>
    public TokenView? Made { get; private set; }

    public bool IsMaking { get; private set; }

    protected override string? NeededScope => Scopes.Admin;

    /// <summary>Where a token stands: holds, rotating, expired or revoked.</summary>
    public string Standing(TokenView token) => OneToken.StandingOf(token, clock.Now);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var rows = await db.ApiTokens.AsNoTracking().OrderByDescending(token => token.CreatedAt).ToListAsync(cancellationToken);
        // those that hold come first
        Rows = [.. rows.OrderByDescending(token => token.HoldsAt(clock.Now)).Select(token => TokenView.Of(token, T.Language))];
        return Page();
    }

    // shown on the answer itself: a secret that went through a cookie or an address would be kept somewhere
    public async Task<IActionResult> OnPostAsync(TokenForm form, CancellationToken cancellationToken)
    {
        (Form, IsMaking) = (form, true);
        var terms = form.Read(installation);
        var made = terms.Succeeded ? await tokens.CreateAsync(terms.Value, Actor, null, cancellationToken) : terms.Problem;
        if (made.Succeeded)
            (Secret, Made, Form, IsMaking) = (made.Value.Secret, TokenView.Of(made.Value.Token, T.Language), TokenForm.Fresh, false);
        else
            Show(made.Problem);
        return await OnGetAsync(cancellationToken);
    }
}
