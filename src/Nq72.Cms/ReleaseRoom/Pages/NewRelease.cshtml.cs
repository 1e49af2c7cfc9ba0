using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>Makes a draft of a release; nothing is planned until it is armed.</summary>
public sealed class NewRelease(EditorLists lists, ChannelQueries channels, CreateRelease create)
    : ReleaseFormPage(lists, channels)
{
    public override string SaveKey => "releaseForm.create";

    public override string LeaveTo => "/admin/releases";

    public async Task<IActionResult> OnGetAsync(string[] item, CancellationToken cancellationToken)
    {
        var titles = await Lists.TitlesAsync(item, cancellationToken);
        // in the order in which they were asked for
        Form = ReleaseForm.Blank([.. item.Distinct().Where(titles.ContainsKey).Select(id => KeyValuePair.Create(id, titles[id]))]);
        return await FillAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Form = ReleaseForm.Read(Request.Form).Filled();
        var made = await create.ExecuteAsync(Form.ToInput(), Actor, cancellationToken);
        if (made.Succeeded)
            return Done($"/admin/releases/{made.Value.Id}", "releaseForm.created", made.Value.Name);
        Show(made.Problem);
        return await FillAsync(cancellationToken);
    }
}
