using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Admin;

/// <summary>A key, or two after one another, that does something on a page of the desk while no field has the focus.</summary>
/// <param name="Keys">As typed, with a blank between: <c>g i</c>.</param>
/// <param name="TextKey">Key of what it does, in words.</param>
/// <param name="Path">The page it goes to; null where it does something on the page at hand.</param>
/// <param name="Target">CSS selector of what must be on the page; null where the key works on every page.</param>
/// <param name="Scope">Only for those who hold it; null for everyone.</param>
/// <param name="IsChord">Whether it is pressed with Ctrl in a field, and so not among the single keys that can be turned off.</param>
public sealed record DeskKey(string Keys, string TextKey, string? Path = null, string? Target = null, string? Scope = null, bool IsChord = false)
{
    /// <summary>All there are. The script (<c>desk/keys.js</c>) takes them from the page, so none is listed that does nothing.</summary>
    public static readonly IReadOnlyList<DeskKey> All =
    [
        new("?", "keys.help"),
        new("/", "keys.search", Target: "main input[type=search]"),
        new("n", "keys.new", "/admin/items/new", Scope: Scopes.Write),
        new("g h", "desk.home", DeskPaths.Home),
        new("g d", "approvals.title", "/admin/approvals", Scope: Scopes.Approve),
        new("g i", "items.title", "/admin/items", Scope: Scopes.Preview),
        new("g m", "media.title", "/admin/media", Scope: Scopes.Preview),
        new("g p", "releases.title", "/admin/releases", Scope: Scopes.Preview),
        new("g l", "calendar.nav", "/admin/calendar", Scope: Scopes.Preview),
        new("g s", "deliveries.title", "/admin/deliveries", Scope: Scopes.Preview),
        new("g t", "notices.title", "/admin/notices", Scope: Scopes.Preview),
        new("Ctrl B", "keys.bold", Target: "[data-md=bold]", IsChord: true),
        new("Ctrl I", "keys.italic", Target: "[data-md=italic]", IsChord: true),
        new("Ctrl K", "keys.link", Target: "[data-md=link]", IsChord: true),
    ];

    /// <summary>Those that a person may use.</summary>
    public static IEnumerable<DeskKey> For(Actor actor) => All.Where(key => key.Scope is null || actor.May(key.Scope));
}

/// <summary>Whether the person turned single keys off. Registered as a singleton by the slice that keeps what people choose.</summary>
/// <param name="AreOffAsync">Asks in the request's scope.</param>
public sealed record DeskKeysSwitch(Func<IServiceProvider, CancellationToken, Task<bool>> AreOffAsync);
