using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>Changes a draft of a release.</summary>
public sealed class EditRelease(ReleaseFormLists lists, ReleaseQueries queries, UpdateRelease update, DeskClock clock)
    : ReleaseFormPage(lists)
{
    public override string SaveKey => "form.save";

    public override string LeaveTo => $"/admin/releases/{ReleaseId}";

    protected override string? ReleaseId => RouteData.Values["id"] as string;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        var found = await queries.GetAsync(id, cancellationToken);
        if (!found.Succeeded)
            return NotFound();
        Form = ReleaseForm.Of(found.Value, clock);
        return await FillAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        ReadForm();
        var saved = await update.ExecuteAsync(id, Form.ToInput(), Form.Revision, Actor, cancellationToken);
        if (saved.Succeeded)
            return Done(LeaveTo, "releaseForm.saved");
        Show(saved.Problem);
        return await FillAsync(cancellationToken);
    }
}
