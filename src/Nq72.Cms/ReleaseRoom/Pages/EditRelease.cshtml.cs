using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>Changes a draft of a release.</summary>
public sealed class EditRelease(EditorLists lists, ChannelQueries channels, ReleaseQueries queries, UpdateRelease update, DeskClock clock)
    : ReleaseFormPage(lists, channels)
{
    public override string SaveKey => "form.save";

    public override string LeaveTo => $"/admin/releases/{RouteData.Values["id"]}";

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
        Form = ReleaseForm.Read(Request.Form).Filled();
        var saved = await update.ExecuteAsync(id, Form.ToInput(), Form.Revision, Actor, cancellationToken);
        if (saved.Succeeded)
            return Done(LeaveTo, "releaseForm.saved");
        Show(saved.Problem);
        return await FillAsync(cancellationToken);
    }
}
