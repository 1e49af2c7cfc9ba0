using System.Collections.Concurrent;
using System.Diagnostics;

namespace Nq72.Cms.Media.Workers;

/// <summary>
/// Starts child processes from one thread that lives as long as this program: a child that is to end with its parent ends, on Linux, with
/// the thread that started it, and threads of the pool come and go. Thread-safe.
/// </summary>
internal static class WorkerStarter
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> Wanted = Begin();

    /// <summary>Starts it, in the order of arrival.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The system does not start it.</exception>
    public static Task<Process> StartAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Wanted.Add((start, started), cancellationToken);
        return started.Task;
    }

    private static BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> Begin()
    {
        var wanted = new BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)>();
        new Thread(() =>
        {
            foreach (var (start, started) in wanted.GetConsumingEnumerable())
                Start(start, started);
        }) { IsBackground = true, Name = "worker starter" }.Start();
        return wanted;
    }

    private static void Start(ProcessStartInfo start, TaskCompletionSource<Process> started)
    {
        try
        {
            started.SetResult(Process.Start(start) ?? throw new InvalidOperationException("The child process did not start."));
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            started.SetException(exception);
        }
    }
}
