using System.Runtime.InteropServices;
using System.Text;

namespace Nq72.Scheduler.Platform.Files;

/// <summary>Files that are there whole or not at all, also after a power cut.</summary>
public static class DurableFile
{
    /// <summary>
    /// Writes a file beside its place, forces it to disk, asks, and renames it into place. What stood there is replaced.
    /// </summary>
    /// <param name="path">Where it is to stand; the folder is made.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="mayRename">Asked just before the rename.</param>
    /// <param name="cancellationToken">Cancels; nothing stands in the place then.</param>
    /// <returns>Whether it was put into place; false when <paramref name="mayRename"/> said no.</returns>
    public static async Task<bool> WriteAsync(string path, ReadOnlyMemory<byte> bytes, Func<bool> mayRename, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        // a name that no receiver takes for a finished file
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.part");
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            {
                await file.WriteAsync(bytes, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            if (!mayRename())
                return false;
            File.Move(temporary, path, overwrite: true);
            SyncFolder(folder);
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Renames a file, whose content was forced to disk, into place; the rename survives a power cut. What stands there is replaced.</summary>
    /// <param name="written">The file; in a folder of the same file system.</param>
    /// <param name="path">Where it is to stand; the folder is made.</param>
    public static void Rename(string written, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        File.Move(written, path, overwrite: true);
        SyncFolder(folder);
    }

    // the rename itself is durable only when the folder is; .NET opens no folders
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (descriptor < 0)
            throw new IOException($"The folder {folder} could not be opened to be forced to disk (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (Sync(descriptor) != 0)
                throw new IOException($"The folder {folder} could not be forced to disk (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
