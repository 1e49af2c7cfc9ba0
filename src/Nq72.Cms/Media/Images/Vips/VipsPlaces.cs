namespace Nq72.Cms.Media.Images.Vips;

/// <summary>Where libvips may lie.</summary>
internal static class VipsPlaces
{
    // as Debian, Ubuntu and Fedora call it; the last two as a developer's installation does
    private static readonly string[] SystemNames = ["libvips.so.42", "libvips.so", "libvips.42.dylib"];

    // npm's sharp brings a whole libvips in packages of this name
    private const string SharpPackages = "node_modules/@img";

    /// <summary>The names and paths to try, best first: the system's, then a library of npm's sharp beside or above the program.</summary>
    /// <param name="program">The folder that the program lies in; by default, of this one.</param>
    public static IEnumerable<string> All(string? program = null) => SystemNames.Concat(Roots(program ?? AppContext.BaseDirectory).SelectMany(Sharp));

    /// <summary>The libraries of npm's sharp below a folder.</summary>
    public static IEnumerable<string> Sharp(string root)
    {
        var packages = Path.Combine(root, SharpPackages);
        if (!Directory.Exists(packages))
            return [];
        return Directory.EnumerateDirectories(packages, "sharp-libvips-*")
            .Select(package => Path.Combine(package, "lib"))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "libvips-cpp.*"))
            .Order(StringComparer.Ordinal);
    }

    // beside a published program, or in the checkout that it was built in, where the desk's assets bring it
    private static IEnumerable<string> Roots(string program)
    {
        for (var folder = new DirectoryInfo(program); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
            yield return Path.Combine(folder.FullName, "Assets");
        }
    }
}
