using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Nq72.Cms.Media.Workers;

/// <summary>
/// Runs one child process to its end: listens, watches time and memory, and kills it with all it started when it takes too much or nobody
/// waits any more.
/// </summary>
internal static class BoundedProcess
{
    private const int MostRemarks = 16 * 1024;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>How it went. The process is gone when this returns or throws.</summary>
    /// <param name="start">All three streams redirected.</param>
    /// <param name="bounds">Time and memory.</param>
    /// <param name="talk">Speaks with it and reads its whole output; the end of its input tells a child of ours that nobody waits.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static async Task<BoundedEnd> RunAsync(ProcessStartInfo start, ProcessBounds bounds, Func<Process, CancellationToken, Task> talk, CancellationToken cancellationToken)
    {
        // a child's time is real time, whatever clock the installation goes by
        using var wall = new CancellationTokenSource(bounds.Wall, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, wall.Token);
        using var process = await WorkerStarter.StartAsync(start, cancellationToken);
        var remarks = ReadAsync(process.StandardError.BaseStream, MostRemarks, stop.Token);
        var talked = TalkAsync(process, talk, stop.Token);
        var tooMuch = WatchMemoryAsync(process, bounds.MemoryBytes, stop.Token);
        try
        {
            if (await Task.WhenAny(talked, tooMuch) == tooMuch && await tooMuch)
                return new BoundedEnd(BoundBroken.Memory, 0, "");
            await talked;
            return new BoundedEnd(null, process.ExitCode, Encoding.UTF8.GetString(await remarks));
        }
        catch (OperationCanceledException) when (wall.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new BoundedEnd(BoundBroken.Wall, 0, "");
        }
        finally
        {
            await EndAsync(process);
            await stop.CancelAsync();
            // nothing may still read when the process is disposed of; how it ended is decided already
            foreach (var task in new Task[] { remarks, talked, tooMuch })
                await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A stream's bytes up to a bound. What is beyond is read and forgotten, so that the child never stands before a full pipe.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
                kept.Write(buffer, 0, (int)Math.Min(read, most - kept.Length));
        }
        catch (IOException)
        {
            // it was killed
        }

        return kept.ToArray();
    }

    private static async Task TalkAsync(Process process, Func<Process, CancellationToken, Task> talk, CancellationToken cancellationToken)
    {
        await talk(process, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
    }

    // true when it holds too much; false, and only then, when there is no longer anything to watch
    private static async Task<bool> WatchMemoryAsync(Process process, long mostBytes, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery, TimeProvider.System);
        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        do
        {
            // the peak, so that nothing between two looks is missed
            if (ProcessLimits.PeakBytes(id) > mostBytes)
                return true;
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
        return false;
    }

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            // it may not have come to lead its group yet
            if (!ProcessLimits.KillGroup(process.Id))
                process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
    }
}

/// <summary>What a child process may take.</summary>
/// <param name="Wall">How long.</param>
/// <param name="MemoryBytes">How much memory it may hold at most.</param>
internal sealed record ProcessBounds(TimeSpan Wall, long MemoryBytes);

/// <summary>How a child process ended.</summary>
/// <param name="Broken">The bound for which it was killed; null when it ended by itself.</param>
/// <param name="ExitCode">Its code, or 128 and the signal; see <see cref="CpuSignal"/>.</param>
/// <param name="Remarks">The beginning of what it wrote to its standard error.</param>
internal sealed record BoundedEnd(BoundBroken? Broken, int ExitCode, string Remarks)
{
    /// <summary>The system ended it for computing, or writing, more than it may; as .NET tells it.</summary>
    public const int CpuSignal = 128 + 24, FileSizeSignal = 128 + 25;
}

/// <summary>A bound that the parent watches.</summary>
internal enum BoundBroken
{
    /// <summary>It took too long.</summary>
    Wall,

    /// <summary>It held too much memory.</summary>
    Memory,
}
