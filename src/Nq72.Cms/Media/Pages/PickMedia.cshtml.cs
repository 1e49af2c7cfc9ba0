using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Media.Kinds;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Media.Pages;

/// <summary>Files to choose from, for a dialog of another page. It is a region and no page of its own: who comes here by address goes to the library.</summary>
public sealed class PickMedia(MediaQueries queries) : DeskPage
{
    /// <summary>Words to look for.</summary>
    public string? Query { get; private set; }

    /// <summary>Whether this is not the first page.</summary>
    public bool HasCursor { get; private set; }

    /// <summary>What was found.</summary>
    public Page<MediaView> Found { get; private set; } = new([], null);

    protected override string? NeededScope => Scopes.Write;

    private string lang = "";

    /// <param name="q">Words to look for, with or without accents.</param>
    /// <param name="kind">Only this kind; all for anything else.</param>
    /// <param name="lang">The language of the text that it goes into.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="cancellationToken">The asker left.</param>
    public async Task<IActionResult> OnGetAsync(string? q, string? kind, string? lang, string? cursor, CancellationToken cancellationToken)
    {
        (Query, HasCursor, this.lang) = (q, !string.IsNullOrEmpty(cursor), lang ?? "");
        var page = PageRequest.Read("24", cursor, keys: 2);
        if (!WantsRegion || !page.Succeeded)
            return Redirect("/admin/media");
        var filter = new MediaQueries.Filter(Enum.TryParse<MediaKind>(kind, ignoreCase: true, out var given) && Enum.IsDefined(given) ? given : null, null, q);
        Found = await queries.ListAsync(filter, page.Value, T.Language, cancellationToken);
        return Page();
    }

    /// <summary>What the file shows, in the text's language; empty where nobody said it in that.</summary>
    public string AltOf(MediaView media) => media.Alt.GetValueOrDefault(lang, "");
}
