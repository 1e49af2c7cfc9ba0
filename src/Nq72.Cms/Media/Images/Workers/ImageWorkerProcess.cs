using System.Diagnostics;
using System.Text.Json;
using Nq72.Cms.Media.Workers;

namespace Nq72.Cms.Media.Images.Workers;

/// <summary>Asks one child process within its bounds. What it says is believed only as far as it can be read.</summary>
internal sealed class ImageWorkerProcess(ImageOptions options, ILogger logger)
{
    private const int MostAnswer = 1 << 20;

    private long MemoryBytes => (long)options.MemoryMegabytes << 20;

    /// <summary>The child's answer; one with a refusal when there is none.</summary>
    public async Task<WorkerAnswer> RunAsync(WorkerRequest request, CancellationToken cancellationToken)
    {
        byte[] answer = [];
        var end = await BoundedProcess.RunAsync(WorkerProgram.StartInfo(ImageWorker.Verb), new ProcessBounds(TimeSpan.FromSeconds(options.WallSeconds), MemoryBytes),
            async (process, stop) => answer = await AskAsync(process, request, stop), cancellationToken);
        return end.Broken switch
        {
            BoundBroken.Memory => Refused(ImageRefusalCode.ImageMemoryLimit, MemoryBytes),
            BoundBroken.Wall => Refused(ImageRefusalCode.ImageTimeLimit, options.WallSeconds),
            _ => Read(end, answer),
        };
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

        return await BoundedProcess.ReadAsync(process.StandardOutput.BaseStream, MostAnswer, cancellationToken);
    }

    private WorkerAnswer Read(BoundedEnd end, byte[] answer)
    {
        var died = end.ExitCode switch
        {
            0 => null,
            BoundedEnd.CpuSignal => Refused(ImageRefusalCode.ImageTimeLimit, options.CpuSeconds),
            BoundedEnd.FileSizeSignal => Refused(ImageRefusalCode.ImageOutputLimit, (long)options.OutputMegabytes << 20),
            > 128 => Died($"signal {end.ExitCode - 128}"),
            _ => Died($"exit code {end.ExitCode}"),
        };
        if (died is not null)
        {
            logger.LogWarning("An image worker ended with {ExitCode}: {Remarks}", end.ExitCode, end.Remarks);
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

    private static WorkerAnswer Refused(ImageRefusalCode code, long allowed) => new() { Refusal = new ImageRefusal(code, Allowed: allowed) };

    private static WorkerAnswer Died(string how) => new() { Refusal = new ImageRefusal(ImageRefusalCode.ImageWorkerDied, What: how) };
}
