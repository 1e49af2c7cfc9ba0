using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Media.Kinds;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Media.Pages;

/// <summary>The library, filtered by the address, as a grid or a list, with a form to upload.</summary>
public sealed class MediaFiles(MediaQueries queries) : DeskPage
{
    private const string Missing = "missing", Used = "used", Unused = "unused", Failed = "failed", ListLook = "list";

    /// <summary>Words to look for.</summary>
    public string? Query { get; private set; }

    /// <summary>Only this kind.</summary>
    public string? Kind { get; private set; }

    /// <summary>Only what lacks a description, is used, or is not.</summary>
    public string? Only { get; private set; }

    /// <summary>Whether it is shown as a list.</summary>
    public bool IsList { get; private set; }

    /// <summary>Whether this is not the first page.</summary>
    public bool HasCursor { get; private set; }

    /// <summary>What was found.</summary>
    public Page<MediaView> Found { get; private set; } = new([], null);

    /// <summary>Whether something of it is being made, so that it is worth looking again.</summary>
    public bool IsInWork => Found.Items.Any(MediaShown.IsInWork);

    /// <summary>The address of this very page.</summary>
    public string Here => Request.Path + Request.QueryString;

    public bool IsFiltered => !string.IsNullOrEmpty(Query) || !string.IsNullOrEmpty(Kind) || !string.IsNullOrEmpty(Only);

    public IReadOnlyList<Choice> Kinds => [.. Enum.GetValues<MediaKind>().Select(MediaShown.Name).Select(name => new Choice(name, T[$"media.kind.{name}"]))];

    public IReadOnlyList<Choice> Sights => [.. new[] { Missing, Used, Unused, Failed }.Select(name => new Choice(name, T[$"media.show.{name}"]))];

    public async Task<IActionResult> OnGetAsync(string? q, string? kind, string? only, string? look, string? cursor, CancellationToken cancellationToken)
    {
        (Query, Kind, Only, IsList, HasCursor) = (q, kind, only, look == ListLook, !string.IsNullOrEmpty(cursor));
        var page = PageRequest.Read("48", cursor, keys: 2);
        if (!page.Succeeded)
            return Redirect("/admin/media");
        var filter = new MediaQueries.Filter(
            Enum.TryParse<MediaKind>(kind, ignoreCase: true, out var given) && Enum.IsDefined(given) ? given : null, only == Failed ? MediaState.Failed : null, q, only == Missing ? true : null,
            only == Used ? true : only == Unused ? false : null);
        Found = await queries.ListAsync(filter, page.Value, T.Language, cancellationToken);
        return Page();
    }

    /// <summary>The address of this list with another look or page, the filters kept.</summary>
    public string Address(bool list, string? cursor = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("q", Query), ("kind", Kind), ("only", Only), ("look", list ? ListLook : null), ("cursor", cursor) })
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }

        return "/admin/media" + query;
    }
}
