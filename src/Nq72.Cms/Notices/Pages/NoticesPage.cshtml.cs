using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Notices.Pages;

/// <summary>What a person should know of.</summary>
public sealed class NoticesPage(NoticeQueries queries, SeeNotice see) : DeskPage
{
    private static readonly string[] Filters = ["", "open", "seen", "resolved"];

    /// <summary>The state that is shown; empty for all that last.</summary>
    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "cursor")]
    public string? CursorText { get; set; }

    public Page<NoticeView> Rows { get; private set; } = new([], null);

    /// <summary>The states to choose from, the empty one for all that last.</summary>
    public static IReadOnlyList<string> States => Filters;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!Filters.Contains(State ?? ""))
            State = null;
        var page = PageRequest.Read(null, CursorText, keys: 2);
        if (page.Problem is { } problem)
            Show(problem);
        NoticeState? wanted = string.IsNullOrEmpty(State) ? null : Enum.Parse<NoticeState>(State, ignoreCase: true);
        Rows = await queries.ListAsync(wanted, page.Value ?? new PageRequest(PageRequest.DefaultLimit, []), T.Language, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostSeenAsync(Guid id, CancellationToken cancellationToken)
    {
        var seen = await see.RunAsync(id, Actor, cancellationToken);
        if (seen.Succeeded)
            return Done("/admin/notices", "notices.noted");
        Show(seen.Problem);
        return await OnGetAsync(cancellationToken);
    }
}
