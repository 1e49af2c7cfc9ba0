using System.Globalization;

namespace Nq72.EndToEnd.Tests.Uploads;

/// <summary>What a process and all that it started hold in memory, looked at every few milliseconds. Linux.</summary>
internal sealed class ProcessTree : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly int root;
    private readonly CancellationTokenSource stop = new();
    private readonly Task watching;
    private long together, child;

    public ProcessTree(int root)
    {
        this.root = root;
        Idle = Megabytes(root, "VmRSS:");
        watching = Task.Run(WatchAsync);
    }

    /// <summary>Megabytes that the process held when the watch began.</summary>
    public long Idle { get; }

    /// <summary>Most megabytes that it itself ever held.</summary>
    public long Peak => Megabytes(root, "VmHWM:");

    /// <summary>Most megabytes that those that ran at one time ever held, each by itself. What they share is counted with each.</summary>
    public long PeakTogether => Interlocked.Read(ref together);

    /// <summary>Most megabytes that one of the others ever held.</summary>
    public long PeakOfChild => Interlocked.Read(ref child);

    /// <summary>The processes that it started and that have not ended, and theirs.</summary>
    public static IReadOnlyList<int> Descendants(int root)
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(path => Path.GetFileName(path)).Where(name => name.All(char.IsAsciiDigit)).Select(name => int.Parse(name, CultureInfo.InvariantCulture))
            .Select(id => (Id: id, Parent: Parent(id))).ToLookup(one => one.Parent, one => one.Id);
        var found = new List<int>();
        for (var next = new Queue<int>([root]); next.TryDequeue(out var one);)
        {
            foreach (var id in parents[one])
            {
                found.Add(id);
                next.Enqueue(id);
            }
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(LookEvery, TimeProvider.System);
        do
        {
            var others = Descendants(root).Where(id => !IsCopy(id)).ToList();
            // each one's own peak, so that nothing between two looks is missed
            var held = others.ConvertAll(id => Megabytes(id, "VmHWM:"));
            together = Math.Max(together, Peak + held.Sum());
            child = held.Append(child).Max();
        }
        while (await timer.WaitForNextTickAsync(stop.Token));
    }

    // between two calls of the system a new child is its parent, with the same memory
    private bool IsCopy(int id) => Arguments(id) is var arguments && (arguments.Length == 0 || arguments == Arguments(root));

    private static string Arguments(int id)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cmdline"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int Parent(int id) => Line(id, "PPid:") is { } line ? int.Parse(line, CultureInfo.InvariantCulture) : -1;

    private static long Megabytes(int id, string name) => Line(id, name) is { } line ? long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture) >> 10 : 0;

    // null when it ended meanwhile
    private static string? Line(int id, string name)
    {
        try
        {
            return File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/status")).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
