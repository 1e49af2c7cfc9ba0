using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Cms.PartnerApi;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Previews.Pages;

/// <summary>Links to one item for people without an account: make one, see which hold, take one back.</summary>
public sealed class PreviewsOfItem(
    ItemQueries queries, EditorLists lists, PreviewQueries previews, MakePreview make, WithdrawPreview withdraw, IOptions<PreviewOptions> options, DeskClock clock) : ItemPage(queries, lists)
{
    private readonly ItemQueries queries = queries;

    public PreviewList List { get; private set; } = new([], false, null);

    /// <summary>The form, as typed when it was refused.</summary>
    public PreviewForm Form { get; private set; } = PreviewForm.Fresh(clock, options.Value, PreviewKind.Item);

    /// <summary>The link that was just made, to be shown this once; null otherwise.</summary>
    public MadePreview? Made { get; private set; }

    public IReadOnlyList<Choice> Versions { get; private set; } = [];

    public int MaxDays => options.Value.MaxDays;

    protected override string Tab => "previews";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        Versions = [.. (await queries.VersionsAsync(id, cancellationToken)).Value!.Select(row => new Choice(row.Version.ToString(CultureInfo.InvariantCulture), $"{T["items.versionN", row.Version]} – {row.Title}"))];
        List = new((await previews.ListAsync(id, PreviewState.Active, PageRequest.First, cancellationToken)).Items, false, null);
        return Page();
    }

    // shown on the answer itself, as keys are: a secret that went through a cookie or an address would be kept somewhere
    public async Task<IActionResult> OnPostAsync(string id, PreviewForm form, CancellationToken cancellationToken)
    {
        Form = form;
        var made = await make.RunAsync(form.Read(id), Actor, cancellationToken);
        if (made.Succeeded)
            (Made, Form) = (await previews.ShowMadeAsync(made.Value.Link, made.Value.Secret, cancellationToken), PreviewForm.Fresh(clock, options.Value, PreviewKind.Item));
        else
            Show(made.Problem);
        return await OnGetAsync(id, cancellationToken);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string id, Guid preview, CancellationToken cancellationToken)
    {
        var done = await withdraw.RunAsync(preview, Actor, cancellationToken);
        if (done.Succeeded)
            return Done($"/admin/items/{id}/previews", "previews.withdrawn");
        Show(done.Problem);
        return await OnGetAsync(id, cancellationToken);
    }
}
