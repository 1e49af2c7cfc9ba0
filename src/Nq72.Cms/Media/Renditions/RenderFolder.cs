using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Media.Renditions;

/// <summary>A folder for files that are being made, beside the uploads that are on their way. Gone when it is left; what a kill leaves is swept.</summary>
internal sealed class RenderFolder : IDisposable
{
    private const string Beginning = ".render-";

    private RenderFolder(string path) => Path = path;

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Makes one.</summary>
    public static RenderFolder Make(DatabaseOptions database) => new(Directory.CreateDirectory(System.IO.Path.Combine(Parent(database), $"{Beginning}{Guid.NewGuid():N}")).FullName);

    /// <summary>Takes away those in which nothing was written since.</summary>
    public static int Sweep(DatabaseOptions database, DateTimeOffset before)
    {
        if (!Directory.Exists(Parent(database)))
            return 0;
        var left = Directory.EnumerateDirectories(Parent(database), $"{Beginning}*").Where(path => LastWritten(path) < before.UtcDateTime).ToList();
        foreach (var path in left)
            Directory.Delete(path, recursive: true);
        return left.Count;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    // a clip is written for hours, and its folder only once
    private static DateTime LastWritten(string path) =>
        Directory.EnumerateFiles(path).Select(File.GetLastWriteTimeUtc).Append(Directory.GetLastWriteTimeUtc(path)).Max();

    private static string Parent(DatabaseOptions database) => System.IO.Path.Combine(database.DataDirectory, "media", "incoming");
}
