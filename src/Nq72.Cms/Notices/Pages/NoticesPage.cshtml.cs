using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Notices.Pages;

/// <summary>What a person should know of, and what of it they have read.</summary>
public sealed class NoticesPage(NoticeQueries queries, SeeNotice see, ReadNotices read) : DeskPage
{
    private const string Unread = "unread";
    private static readonly string[] Filters = ["", Unread, "open", "seen", "resolved"];

    /// <summary>The state that is shown, or <c>unread</c>; empty for all that last.</summary>
    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    /// <summary>The kind that is shown; empty for all.</summary>
    [BindProperty(SupportsGet = true, Name = "kind")]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "cursor")]
    public string? CursorText { get; set; }

    public Page<NoticeView> Rows { get; private set; } = new([], null);

    /// <summary>Those on this page that the person has not read.</summary>
    public IReadOnlySet<Guid> UnreadIds { get; private set; } = new HashSet<Guid>();

    /// <summary>The states to choose from, the empty one for all that last.</summary>
    public static IReadOnlyList<string> States => Filters;

    /// <summary>The kinds to choose from.</summary>
    public IReadOnlyList<Choice> Kinds => [.. Enum.GetValues<NoticeKind>().Select(kind => new Choice(StateLook.Name(kind), T[$"notices.kind.{StateLook.Name(kind)}"]))];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!Filters.Contains(State ?? ""))
            State = null;
        NoticeKind? kind = Enum.TryParse<NoticeKind>(Kind, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(Kind![0]) ? known : null;
        if (kind is null)
            Kind = null;
        var page = PageRequest.Read(null, CursorText, keys: 2);
        if (page.Problem is { } problem)
            Show(problem);
        NoticeState? wanted = string.IsNullOrEmpty(State) || State == Unread ? null : Enum.Parse<NoticeState>(State, ignoreCase: true);
        Rows = await queries.ListAsync(new(wanted, kind, State == Unread ? Actor : null), page.Value ?? new PageRequest(PageRequest.DefaultLimit, []), T.Language, cancellationToken);
        UnreadIds = await queries.UnreadAsync([.. Rows.Items.Select(row => row.Id)], Actor, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostSeenAsync(Guid id, CancellationToken cancellationToken)
    {
        var seen = await see.RunAsync(id, Actor, cancellationToken);
        // whoever takes note for everyone has read it
        if (seen.Succeeded && (await read.RunAsync(id, Actor, cancellationToken)).Succeeded)
            return Done(Address(), "notices.noted");
        Show(seen.Problem ?? NoticeProblems.NotFound);
        return await OnGetAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostReadAsync(Guid? id, CancellationToken cancellationToken)
    {
        var marked = await read.RunAsync(id, Actor, cancellationToken);
        if (marked.Succeeded)
            return Done(Address(), "notices.readN", marked.Value);
        Show(marked.Problem);
        return await OnGetAsync(cancellationToken);
    }

    /// <summary>The address of this list, with another state or page.</summary>
    public string Address(string? state = null, string? cursor = null)
    {
        var query = new List<string>();
        if ((state ?? State) is { Length: > 0 } shown)
            query.Add($"state={shown}");
        if (!string.IsNullOrEmpty(Kind))
            query.Add($"kind={Kind}");
        if (cursor is not null)
            query.Add($"cursor={cursor}");
        return query.Count == 0 ? "/admin/notices" : $"/admin/notices?{string.Join('&', query)}";
    }
}
