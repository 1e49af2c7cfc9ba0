using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.PartnerApi;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Previews.Pages;

/// <summary>All preview links that hold, and a form for one to a page or to everything.</summary>
public sealed class PreviewLinks(PreviewQueries previews, MakePreview make, WithdrawPreview withdraw, IOptions<PreviewOptions> options, DeskClock clock) : DeskPage
{
    public PreviewList List { get; private set; } = new([], true, null);

    /// <summary>The form, as typed when it was refused.</summary>
    public PreviewForm Form { get; private set; } = PreviewForm.Fresh(clock, options.Value, PreviewKind.Site);

    /// <summary>The link that was just made, to be shown this once; null otherwise.</summary>
    public MadePreview? Made { get; private set; }

    public bool IsMaking { get; private set; }

    public int MaxDays => options.Value.MaxDays;

    /// <summary>What can be opened from here; items have a screen of their own.</summary>
    public IReadOnlyList<Choice> Kinds => [.. new[] { PreviewKind.Site, PreviewKind.Page }.Select(what => new Choice(PreviewForm.Name(what), T[$"previews.what.{PreviewForm.Name(what)}"]))];

    public async Task<IActionResult> OnGetAsync(string? cursor, CancellationToken cancellationToken)
    {
        var asked = PageRequest.Read(null, cursor, keys: 2);
        if (!asked.Succeeded)
            return Redirect("/admin/previews");
        var page = await previews.ListAsync(null, PreviewState.Active, asked.Value, cancellationToken);
        List = new(page.Items, true, page.Next is null ? null : $"/admin/previews?cursor={page.Next}");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(PreviewForm form, CancellationToken cancellationToken)
    {
        (Form, IsMaking) = (form, true);
        var made = await make.RunAsync(form.Read(null), Actor, cancellationToken);
        if (made.Succeeded)
            (Made, Form, IsMaking) = (await previews.ShowMadeAsync(made.Value.Link, made.Value.Secret, cancellationToken), PreviewForm.Fresh(clock, options.Value, PreviewKind.Site), false);
        else
            Show(made.Problem);
        return await OnGetAsync(null, cancellationToken);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid preview, CancellationToken cancellationToken)
    {
        var done = await withdraw.RunAsync(preview, Actor, cancellationToken);
        if (done.Succeeded)
            return Done("/admin/previews", "previews.withdrawn");
        Show(done.Problem);
        return await OnGetAsync(null, cancellationToken);
    }
}
