using System.Diagnostics;

namespace Nq72.Cms.Media.Workers;

/// <summary>How this program starts itself as a child process, which knows nothing that it does not need.</summary>
internal static class WorkerProgram
{
    // what the loaders of .NET and of libraries look at; connection strings and passwords in the environment are none of a decoder's business
    private static readonly string[] Inherited = ["PATH", "TMPDIR", "LD_LIBRARY_PATH", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64"];

    private static readonly IReadOnlyDictionary<string, string> Own = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["LANG"] = "C.UTF-8",
        // no texts are sorted here: half the start and ten megabytes are saved
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        // 128 MB: what is ours is small, a library's memory is not counted here
        ["DOTNET_GCHeapHardLimit"] = "8000000",
        ["DOTNET_TieredPGO"] = "0",
        // no sockets and files for debuggers
        ["DOTNET_EnableDiagnostics"] = "0",
        // an upload is looked into while whoever takes it in still holds it alone
        ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1",
        // glibc would keep a heap for each thread
        ["MALLOC_ARENA_MAX"] = "2",
        // what is larger goes back to the system when it is freed, rather than waiting for the next image's encoder
        ["MALLOC_MMAP_THRESHOLD_"] = "262144",
        ["MALLOC_TRIM_THRESHOLD_"] = "262144",
    };

    /// <summary>Start information with all three streams redirected.</summary>
    /// <param name="verb">The hidden verb.</param>
    /// <param name="rest">What follows it.</param>
    public static ProcessStartInfo StartInfo(string verb, params IReadOnlyList<string> rest)
    {
        var (file, before) = Command();
        return Bare(new ProcessStartInfo(file, [.. before, verb, .. rest]));
    }

    /// <summary>Redirects all three streams and takes from the environment what a child does not need.</summary>
    public static ProcessStartInfo Bare(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.CreateNoWindow) = (false, true);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.WorkingDirectory = AppContext.BaseDirectory;
        var inherited = Inherited.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(entry => entry.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited)
            start.Environment[name] = value;
        foreach (var (name, value) in Own)
            start.Environment[name] = value;
        return start;
    }

    private static (string File, string[] Before) Command()
    {
        var assembly = typeof(WorkerProgram).Assembly;
        var running = Environment.ProcessPath ?? throw new InvalidOperationException("The system does not tell which program runs.");
        // published as one file there is no assembly to point at, and the program is itself
        var library = assembly.Location;
        if (library.Length == 0 || Path.GetFileNameWithoutExtension(running) == assembly.GetName().Name || Path.GetFileName(running) == assembly.GetName().Name)
            return (running, []);
        // started by 'dotnet', or inside another program such as a test's
        return (IsDotnet(running) ? running : "dotnet", ["exec", library]);
    }

    private static bool IsDotnet(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";
}
