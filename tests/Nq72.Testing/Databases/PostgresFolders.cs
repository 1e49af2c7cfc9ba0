using System.Diagnostics;
using System.Globalization;

namespace Nq72.Testing.Databases;

/// <summary>
/// The folders of throw-away servers. Each is named by the process that made it, so that the next run can stop a server whose tests were
/// killed before they could.
/// </summary>
internal static class PostgresFolders
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), $"nq72-postgres-{Environment.UserName}");
    private static readonly Lock Gate = new();

    /// <summary>A new folder that the server's user may write in.</summary>
    public static string Create()
    {
        lock (Gate)
        {
            Directory.CreateDirectory(Root);
            SweepOrphans();
            var folder = Path.Combine(Root, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.NewGuid():N}"));
            Directory.CreateDirectory(folder);
            if (Environment.IsPrivilegedProcess)
                Run("chown", "postgres", folder);
            return folder;
        }
    }

    /// <summary>Sends a signal to the server of a folder: the pid stands in the first line of its own file.</summary>
    public static bool Signal(string folder, string signal)
    {
        var file = Path.Combine(folder, "data", "postmaster.pid");
        if (!File.Exists(file))
            return false;
        return Run("kill", "-s", signal, File.ReadLines(file).First().Trim()) == 0;
    }

    /// <summary>Stops the server of a folder at once, whatever it does, and deletes the folder.</summary>
    public static void StopAndDelete(string folder)
    {
        try
        {
            // an immediate stop: nobody needs the data again
            if (Signal(folder, "QUIT"))
                SpinWait.SpinUntil(() => !File.Exists(Path.Combine(folder, "data", "postmaster.pid")), TimeSpan.FromSeconds(10));
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // the next run sweeps it
        }
    }

    private static void SweepOrphans()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            var owner = Path.GetFileName(folder).Split('-')[0];
            if (!Directory.Exists($"/proc/{owner}"))
                StopAndDelete(folder);
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
