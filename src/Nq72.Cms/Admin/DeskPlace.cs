namespace Nq72.Cms.Admin;

/// <summary>A place in the desk's navigation. Registered as a singleton by the slice that owns its page.</summary>
/// <param name="Order">Smaller stands higher.</param>
/// <param name="Path">The page's address; its descendants light the same entry.</param>
/// <param name="TextKey">Key of its name.</param>
/// <param name="Icon">Name of its icon (<c>Components/DeskIcon</c>).</param>
/// <param name="Scope">Shown only to those who hold it; null for everyone.</param>
public sealed record DeskPlace(int Order, string Path, string TextKey, string Icon, string? Scope = null)
{
    /// <summary>Whether the address lies at or below this place. The home page lights only for itself.</summary>
    public bool Holds(PathString path) => Path == DeskPaths.Home ? path == Path : path.StartsWithSegments(Path, StringComparison.Ordinal);
}

/// <summary>A number beside a place's name: what waits there. Registered as a singleton by the slice that owns the page.</summary>
/// <param name="Path">The place's address.</param>
/// <param name="TextKey">Key of the words for the number, with <c>{0}</c> for it.</param>
/// <param name="CountAsync">Counts in the request's scope; 0 shows nothing.</param>
public sealed record DeskPlaceCount(string Path, string TextKey, Func<IServiceProvider, CancellationToken, Task<int>> CountAsync);

/// <summary>A place as the navigation shows it to one person.</summary>
/// <param name="Place">The place.</param>
/// <param name="Count">What waits there, as a number and in words; null for nothing.</param>
public sealed record ShownPlace(DeskPlace Place, (int Number, string InWords)? Count);

/// <summary>Addresses that the shell itself needs.</summary>
public static class DeskPaths
{
    public const string Home = "/admin";
    public const string SignIn = "/admin/sign-in";
    public const string SignOut = "/admin/sign-out";
    public const string Me = "/admin/me";
}
