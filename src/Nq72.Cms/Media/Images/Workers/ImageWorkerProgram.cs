using System.Diagnostics;

namespace Nq72.Cms.Media.Images.Workers;

/// <summary>How this program starts itself as a child process.</summary>
internal static class ImageWorkerProgram
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
        // 128 MB: what is ours is small, the library's memory is not counted here
        ["DOTNET_GCHeapHardLimit"] = "8000000",
        ["DOTNET_TieredPGO"] = "0",
        // no sockets and files for debuggers
        ["DOTNET_EnableDiagnostics"] = "0",
        // glibc would keep a heap for each thread
        ["MALLOC_ARENA_MAX"] = "2",
        // what is larger goes back to the system when it is freed, rather than waiting for the next image's encoder
        ["MALLOC_MMAP_THRESHOLD_"] = "262144",
        ["MALLOC_TRIM_THRESHOLD_"] = "262144",
    };

    /// <summary>Start information with all three streams redirected.</summary>
    public static ProcessStartInfo StartInfo()
    {
        var (file, arguments) = Command();
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false, CreateNoWindow = true, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        var inherited = Inherited.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(entry => entry.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited)
            start.Environment[name] = value;
        foreach (var (name, value) in Own)
            start.Environment[name] = value;
        return start;
    }

    private static (string File, string[] Arguments) Command()
    {
        var assembly = typeof(ImageWorkerProgram).Assembly;
        var running = Environment.ProcessPath ?? throw new InvalidOperationException("The system does not tell which program runs.");
        // published as one file there is no assembly to point at, and the program is itself
        var library = assembly.Location;
        if (library.Length == 0 || Path.GetFileNameWithoutExtension(running) == assembly.GetName().Name || Path.GetFileName(running) == assembly.GetName().Name)
            return (running, [ImageWorker.Verb]);
        // started by 'dotnet', or inside another program such as a test's
        return (IsDotnet(running) ? running : "dotnet", ["exec", library, ImageWorker.Verb]);
    }

    private static bool IsDotnet(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";
}
