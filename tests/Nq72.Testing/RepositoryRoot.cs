namespace Nq72.Testing;

/// <summary>Where the repository lies, found upwards from the running program by <c>Nq72.slnx</c>.</summary>
public static class RepositoryRoot
{
    /// <summary>Absolute path of the repository.</summary>
    public static string Path { get; } = Find();

    /// <summary>A path inside the repository.</summary>
    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>
    /// A file of the data that may lie beside the repository (<c>../shared/data</c>); null where it does not. A test that wants it says
    /// so through <see cref="Need.OrSkip"/>.
    /// </summary>
    public static string? SharedData(string file)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "..", "shared", "data", file));
        return File.Exists(path) ? path : null;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Nq72.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No Nq72.slnx above {AppContext.BaseDirectory}; run the tests from the repository's build output.");
    }
}
