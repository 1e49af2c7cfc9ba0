using Microsoft.AspNetCore.Mvc;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>Makes a draft of a release; nothing is planned until it is armed.</summary>
public sealed class NewRelease(ReleaseFormLists lists, CreateRelease create)
    : ReleaseFormPage(lists)
{
    public override string SaveKey => "releaseForm.create";

    public override string LeaveTo => "/admin/releases";

    public async Task<IActionResult> OnGetAsync(string[] item, CancellationToken cancellationToken)
    {
        // an address that names what is not there leads to a form without it
        Form = ReleaseForm.Blank(await KnownAsync([.. item.Distinct(StringComparer.Ordinal)], cancellationToken));
        return await FillAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ReadForm();
        var made = await create.ExecuteAsync(Form.ToInput(), Actor, cancellationToken);
        if (made.Succeeded)
            return Done($"/admin/releases/{made.Value.Id}", "releaseForm.created", made.Value.Name);
        Show(made.Problem);
        return await FillAsync(cancellationToken);
    }
}
