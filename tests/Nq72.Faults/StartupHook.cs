using System.Runtime.InteropServices;
using Nq72.Faults;

/// <summary>
/// Loaded by <c>DOTNET_STARTUP_HOOKS</c> into a program that knows nothing of it: strikes at the step that the file named by
/// <c>NQ72_FAULT_FILE</c> says. The runtime looks for exactly this name, outside any namespace.
/// </summary>
#pragma warning disable CA1050, MA0047 // the runtime wants it outside any namespace
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    /// <summary>The environment variable that names the file.</summary>
    private const string FileVariable = "NQ72_FAULT_FILE";

    private const int FileTooLarge = 25;
    private const nint Ignore = 1;

    /// <summary>Called by the runtime before the program's own entry point.</summary>
    public static void Initialize()
    {
        // a limit of file sizes stands for a full disk: that is an error of the write, and no signal
        _ = HandleSignal(FileTooLarge, Ignore);
        if (Environment.GetEnvironmentVariable(FileVariable) is { } file && File.Exists(file) && Fault.Parse(File.ReadAllText(file)) is { } fault)
            new FaultStrike(fault).Listen();
    }

    [DllImport("libc", EntryPoint = "signal", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint HandleSignal(int signal, nint handler);
}
