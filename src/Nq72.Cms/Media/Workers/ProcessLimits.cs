using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Nq72.Cms.Media.Workers;

/// <summary>What a child process gives up before it looks at a stranger's file, and how it is ended. Linux and other systems with POSIX calls.</summary>
internal static partial class ProcessLimits
{
    private const int KillSignal = 9;
    private const int CpuResource = 0, FileSizeResource = 1, CoreResource = 4, LinuxAddressResource = 9;
    private const int ParentDeathSignal = 1;
    private const int Niceness = 10;

    /// <summary>Bounds this process: computing time, file length, no core dump (it would hold what was sent), after everyone else's turn.</summary>
    /// <param name="cpuSeconds">Seconds that it may compute, all threads together.</param>
    /// <param name="outputBytes">Most bytes of a file that it writes.</param>
    public static void Apply(int cpuSeconds, long outputBytes)
    {
        if (OperatingSystem.IsWindows())
            return;
        // a group of its own, so that whatever it started ends with it
        _ = setsid();
        Set(CpuResource, (nuint)cpuSeconds);
        Set(FileSizeResource, (nuint)outputBytes);
        Set(CoreResource, 0);
        _ = setpriority(0, 0, Niceness);
        PreferToBeKilled();
    }

    /// <summary>Ends this process at once when whoever waits for it is gone: its standard input then comes to an end.</summary>
    public static void EndWith(Stream input) => new Thread(() =>
    {
        Span<byte> rest = stackalloc byte[64];
        while (input.Read(rest) > 0)
        {
            // nothing more is said; only the end counts
        }

        _exit(1);
    }) { IsBackground = true, Name = "lifeline" }.Start();

    /// <summary>
    /// Ends this process, and the program that takes its place, when the thread that started it is gone (Linux); at once when that has
    /// happened already. The thread: whoever starts it does so from one that lives as long as its program.
    /// </summary>
    public static void EndWithParent(int parent)
    {
        if (!OperatingSystem.IsLinux())
            return;
        _ = prctl(ParentDeathSignal, KillSignal, 0, 0, 0);
        if (getppid() != parent)
            _exit(1);
    }

    /// <summary>Puts another program into the place of this one, under the same number; returns only when that failed, with the system's error.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="addressBytes">Most addresses that it may have (Linux). Not for .NET, which reserves far more than it uses: nothing is allocated between the limit and the change.</param>
    public static unsafe int Become(string program, IReadOnlyList<string> arguments, long addressBytes)
    {
        Marshal.Prelink(typeof(ProcessLimits).GetMethod(nameof(execv), BindingFlags.NonPublic | BindingFlags.Static)!);
        var words = new byte*[arguments.Count + 2];
        words[0] = (byte*)Marshal.StringToCoTaskMemUTF8(program);
        for (var at = 0; at < arguments.Count; at++)
            words[at + 1] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[at]);
        fixed (byte** first = words)
        {
            if (OperatingSystem.IsLinux())
                Set(LinuxAddressResource, (nuint)addressBytes);
            _ = execv(words[0], first);
        }

        return Marshal.GetLastSystemError();
    }

    /// <summary>Ends the group that a process leads; false when it leads none (yet).</summary>
    public static bool KillGroup(int leader) => !OperatingSystem.IsWindows() && kill(-leader, KillSignal) == 0;

    /// <summary>Most memory that a process held so far, in bytes; 0 when the system does not tell, or the process is gone.</summary>
    public static long PeakBytes(string process)
    {
        try
        {
            const string Name = "VmHWM:";
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[Name.Length..^2].Trim(), CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static void Set(int resource, nuint value)
    {
        // the hard limit a little higher: the soft one ends with a signal that tells which
        var limit = new ResourceLimit { Soft = value, Hard = value == 0 ? 0 : value + 1 };
        _ = setrlimit(resource, in limit);
    }

    // when the machine runs out of memory, the server is the last that should go
    private static void PreferToBeKilled()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "1000");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // a container may forbid it; the limits hold all the same
        }
    }

    [LibraryImport("libc")]
    private static partial int setsid();

    [LibraryImport("libc")]
    private static partial int setrlimit(int resource, in ResourceLimit limit);

    [LibraryImport("libc")]
    private static partial int setpriority(int which, uint who, int priority);

    [LibraryImport("libc")]
    private static partial int getppid();

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc")]
    private static unsafe partial int execv(byte* path, byte** arguments);

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);

    [LibraryImport("libc")]
    private static partial void _exit(int code);

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public nuint Soft;
        public nuint Hard;
    }
}
