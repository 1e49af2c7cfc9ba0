using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Cms.Previews.Alongside;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Previews.Pages;

/// <summary>What every channel would make of the text in the editor: beside it while it is typed, or as a page of its own.</summary>
public sealed class ChannelsOfItem(ItemQueries queries, EditorLists lists, ReadAlongside read) : ItemPage(queries, lists)
{
    /// <summary>What there is to show.</summary>
    public AlongsideView View { get; private set; } = null!;

    protected override string Tab => "edit";

    protected override string? NeededScope => Scopes.Write;

    /// <summary>The text as it was saved last.</summary>
    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => ShowAsync(id, isTyped: false, again: false, cancellationToken);

    /// <summary>The text as it is typed; with <paramref name="again"/> only what goes into the places that are there.</summary>
    public Task<IActionResult> OnPostAsync(string id, bool again, CancellationToken cancellationToken) => ShowAsync(id, isTyped: true, again, cancellationToken);

    private async Task<IActionResult> ShowAsync(string id, bool isTyped, bool again, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        var seen = await read.RunAsync(id, isTyped ? ItemForm.Read(Request.Form, Type) : ItemForm.Of(Item), Actor, cancellationToken);
        if (!seen.Succeeded)
            return NotFound();
        View = seen.Value;
        return WantsRegion ? Partial(again ? "_Again" : "_Channels", View) : Page();
    }
}
