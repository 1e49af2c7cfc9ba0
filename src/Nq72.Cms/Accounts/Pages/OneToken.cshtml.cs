using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>One key: what it may, how much it was used, a new secret, its end.</summary>
public sealed class OneToken(CmsDb db, ApiTokens tokens, TokenUsageQueries usage, InstallationOptions installation, DeskClock clock) : DeskPage
{
    private static readonly int[] Overlaps = [0, 1, 7, 30, 90];

    public TokenView View { get; private set; } = null!;

    /// <summary>Its last 30 days.</summary>
    public TokenUsageView Usage { get; private set; } = new([], 0, 0, 0, 0);

    /// <summary>The busiest day: the longest bar.</summary>
    public long Most => Math.Max(1, Usage.Items.Max(day => day.Requests + day.Refused));

    public TokenForm Form { get; private set; } = TokenForm.Fresh;

    /// <summary>The new secret, to be shown this once.</summary>
    public string? Secret { get; private set; }

    /// <summary>Which form stands open after an error: edit, rotate.</summary>
    public string? Opened { get; private set; }

    public string Standing => StandingOf(View, clock.Now);

    /// <summary>Days of overlap to choose from.</summary>
    public IReadOnlyList<Choice> OverlapChoices =>
        [.. Overlaps.Select(days => new Choice(days.ToString(CultureInfo.InvariantCulture), days == 0 ? T["tokens.overlapNone"] : T["tokens.overlapDays", days]))];

    protected override string? NeededScope => Scopes.Admin;

    /// <summary>Where a token stands: holds, rotating, expired or revoked.</summary>
    internal static string StandingOf(TokenView token, DateTimeOffset now) =>
        token.RevokedAt is not null ? "revoked" : token.ExpiresAt <= now ? "expired" : token.PreviousHoldsUntil > now ? "rotating" : "holds";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.ApiTokens.AsNoTracking().FirstOrDefaultAsync(token => token.Id == id, cancellationToken) is not { } found)
            return NotFound();
        View = TokenView.Of(found, T.Language);
        if (Opened != "edit")
            Form = TokenForm.Of(View, clock);
        Usage = (await usage.ReadAsync(id, null, null, cancellationToken)).Value!;
        return Page();
    }

    public async Task<IActionResult> OnPostEditAsync(Guid id, TokenForm form, CancellationToken cancellationToken)
    {
        (Form, Opened) = (form, "edit");
        var terms = form.Read(installation);
        var put = terms.Succeeded ? await tokens.PutAsync(id, terms.Value, Actor, cancellationToken) : terms.Problem;
        if (put.Succeeded)
            return Done($"/admin/tokens/{id}", "tokens.saved");
        Show(put.Problem);
        return await OnGetAsync(id, cancellationToken);
    }

    public async Task<IActionResult> OnPostRotateAsync(Guid id, int overlap, CancellationToken cancellationToken)
    {
        var rotated = await tokens.RotateAsync(id, TimeSpan.FromDays(Math.Clamp(overlap, -1, 1000)), Actor, cancellationToken);
        if (rotated.Succeeded)
        {
            Secret = rotated.Value.Secret;
        }
        else
        {
            Opened = "rotate";
            Show(rotated.Problem);
        }

        return await OnGetAsync(id, cancellationToken);
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancellationToken)
    {
        var revoked = await tokens.RevokeAsync(id, Actor, cancellationToken);
        if (revoked.Succeeded)
            return Done($"/admin/tokens/{id}", "tokens.revoked");
        Show(revoked.Problem);
        return await OnGetAsync(id, cancellationToken);
    }
}
