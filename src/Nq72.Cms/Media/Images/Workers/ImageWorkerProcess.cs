using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Nq72.Cms.Media.Workers;

namespace Nq72.Cms.Media.Images.Workers;

/// <summary>
/// Runs one child process to its end: asks, listens, watches time and memory, and kills it with all it started when it takes too much or
/// nobody waits any more. What it says is believed only as far as it can be read.
/// </summary>
internal sealed class ImageWorkerProcess(ImageOptions options, ILogger logger)
{
    private const int MostAnswer = 1 << 20, MostRemarks = 4096;

    // 128 plus the signal, as .NET tells it
    private const int CpuSignal = 128 + 24, FileSizeSignal = 128 + 25;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private long MemoryBytes => (long)options.MemoryMegabytes << 20;

    /// <summary>The child's answer; one with a refusal when there is none.</summary>
    public async Task<WorkerAnswer> RunAsync(WorkerRequest request, CancellationToken cancellationToken)
    {
        // a child's time is real time, whatever clock the installation goes by
        using var wall = new CancellationTokenSource(TimeSpan.FromSeconds(options.WallSeconds), TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, wall.Token);
        using var process = Process.Start(WorkerProgram.StartInfo(ImageWorker.Verb)) ?? throw new InvalidOperationException("The child process did not start.");
        var remarks = ReadAsync(process.StandardError.BaseStream, MostRemarks, stop.Token);
        var answer = AskAsync(process, request, stop.Token);
        var tooMuch = WatchMemoryAsync(process, stop.Token);
        try
        {
            if (await Task.WhenAny(answer, tooMuch) == tooMuch && await tooMuch)
                return Refused(ImageRefusalCode.ImageMemoryLimit, MemoryBytes);
            return await ReadAsync(process, await answer, remarks);
        }
        catch (OperationCanceledException) when (wall.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Refused(ImageRefusalCode.ImageTimeLimit, options.WallSeconds);
        }
        finally
        {
            await EndAsync(process);
            await stop.CancelAsync();
            // nothing may still read when the process is disposed of; how it ended is decided already
            foreach (var task in new Task[] { remarks, answer, tooMuch })
                await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // the input stays open: its end tells the child that nobody waits
    private static async Task<byte[]> AskAsync(Process process, WorkerRequest request, CancellationToken cancellationToken)
    {
        var input = process.StandardInput.BaseStream;
        try
        {
            await input.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request, WorkerJson.Default.WorkerRequest), cancellationToken);
            await input.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await input.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            // it ended before it read; its exit code tells why
        }

        var answer = await ReadAsync(process.StandardOutput.BaseStream, MostAnswer, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return answer;
    }

    // true when it holds too much; false, and only then, when there is no longer anything to watch
    private async Task<bool> WatchMemoryAsync(Process process, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery, TimeProvider.System);
        var id = process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        do
        {
            // the peak, so that nothing between two looks is missed
            if (ProcessLimits.PeakBytes(id) > MemoryBytes)
                return true;
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
        return false;
    }

    private async Task<WorkerAnswer> ReadAsync(Process process, byte[] answer, Task<byte[]> remarks)
    {
        var died = process.ExitCode switch
        {
            0 => null,
            CpuSignal => Refused(ImageRefusalCode.ImageTimeLimit, options.CpuSeconds),
            FileSizeSignal => Refused(ImageRefusalCode.ImageOutputLimit, (long)options.OutputMegabytes << 20),
            > 128 => Died($"signal {process.ExitCode - 128}"),
            _ => Died($"exit code {process.ExitCode}"),
        };
        if (died is not null)
        {
            logger.LogWarning("An image worker ended with {ExitCode}: {Remarks}", process.ExitCode, Encoding.UTF8.GetString(await remarks));
            return died;
        }

        try
        {
            return JsonSerializer.Deserialize(answer, WorkerJson.Default.WorkerAnswer) ?? Died("no answer");
        }
        catch (JsonException exception)
        {
            logger.LogWarning(exception, "An image worker gave an answer that cannot be read");
            return Died("unreadable answer");
        }
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

    // what is beyond the bound is read and forgotten, so that the child never stands before a full pipe
    private static async Task<byte[]> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
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

    private static WorkerAnswer Refused(ImageRefusalCode code, long allowed) => new() { Refusal = new ImageRefusal(code, Allowed: allowed) };

    private static WorkerAnswer Died(string how) => new() { Refusal = new ImageRefusal(ImageRefusalCode.ImageWorkerDied, What: how) };
}
