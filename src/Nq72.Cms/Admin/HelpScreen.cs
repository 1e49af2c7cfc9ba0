namespace Nq72.Cms.Admin;

/// <summary>The name of a screen in help: the first part of its address below the desk, <c>today</c> for the home page.</summary>
public static class HelpScreen
{
    /// <summary>The name; of pages below a screen the screen's.</summary>
    public static string Of(PathString path) => path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) is [_, var first, ..] ? first : "today";
}
