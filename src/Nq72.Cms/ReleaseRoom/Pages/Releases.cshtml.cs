using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>Releases by state, the latest instant first.</summary>
public sealed class Releases(ReleaseQueries queries) : DeskPage
{
    /// <summary>Only this state; null for all.</summary>
    public ReleaseState? State { get; private set; }

    /// <summary>Whether this is not the first page.</summary>
    public bool HasCursor { get; private set; }

    public IReadOnlyList<ReleaseView> Rows { get; private set; } = [];

    /// <summary>Cursor of the next page.</summary>
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? state, string? cursor, CancellationToken cancellationToken)
    {
        State = Enum.TryParse<ReleaseState>(state, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
        HasCursor = !string.IsNullOrEmpty(cursor);
        var request = PageRequest.Read(null, cursor, keys: 2);
        if (!request.Succeeded)
        {
            Show(request.Problem);
            return Page();
        }

        var page = await queries.ListAsync(State, request.Value, cancellationToken);
        (Rows, Next) = (page.Items, page.Next);
        return Page();
    }

    /// <summary>The address of a page of this list.</summary>
    public string Address(string? cursor)
    {
        var query = new QueryBuilder();
        if (State is { } state)
            query.Add("state", StateLook.Name(state));
        if (cursor is not null)
            query.Add("cursor", cursor);
        return "/admin/releases" + query;
    }
}
