namespace Nq72.Cms.Admin;

/// <summary>What a desk page loads. What the build bundled may be missing: then there are system fonts and no htmx, and every page works.</summary>
public sealed class DeskAssets(IWebHostEnvironment environment)
{
    private static readonly string[] Styles =
    [
        "tokens", "base", "shell", "button", "form", "filter", "table", "badge", "notice", "confirm", "timeline", "today", "cases", "parity", "calendar", "coverage", "other-time", "editor", "release", "media", "posters", "spoken", "broadcasts", "account", "keys", "print",
    ];

    /// <summary>Whether htmx was bundled.</summary>
    public bool HasScript { get; } = Exists(environment, "dist/htmx.js");

    /// <summary>Whether uploads that go on were bundled; without them a form sends its files at once.</summary>
    public bool HasUpload { get; } = Exists(environment, "dist/upload.js");

    /// <summary>Whether pasting as Markdown was bundled; without it what is pasted has no form.</summary>
    public bool HasPaste { get; } = Exists(environment, "dist/paste.js");

    /// <summary>Whether the reader of the API's document was bundled.</summary>
    public bool HasDocs { get; } = Exists(environment, "dist/docs.js");

    /// <summary>Style sheets in order, from the site's root.</summary>
    public IReadOnlyList<string> StyleSheets { get; } =
    [
        .. Exists(environment, "dist/fonts.css") ? ["~/dist/fonts.css"] : Array.Empty<string>(),
        .. Styles.Select(name => $"~/desk/{name}.css"),
    ];

    private static bool Exists(IWebHostEnvironment environment, string path) => environment.WebRootFileProvider.GetFileInfo(path).Exists;
}
