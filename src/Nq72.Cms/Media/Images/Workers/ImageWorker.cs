using System.Text.Json;
using Nq72.Cms.Media.Images.Decoding;
using Nq72.Cms.Media.Images.Vips;
using Nq72.Cms.Media.Workers;

namespace Nq72.Cms.Media.Images.Workers;

/// <summary>
/// The child process: reads one request, does it, writes one answer, ends. No host, no database, no settings of its own; what a hostile file
/// could take over here knows no secret and is bounded in time, memory and what it may write.
/// </summary>
internal static class ImageWorker
{
    /// <summary>The hidden verb that starts it.</summary>
    public const string Verb = "image-worker";

    /// <summary>Most bytes of a request.</summary>
    private const int MostBytes = 256 * 1024;

    /// <summary>The whole life of the process; returns its exit code.</summary>
    public static int Run()
    {
        using var input = Console.OpenStandardInput();
        if (ReadLine(input) is not { } line || JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerRequest) is not { } request)
            return 2;
        ProcessLimits.Apply(request.Bounds.CpuSeconds, request.Bounds.OutputBytes);
        ProcessLimits.EndWith(input);
        var answer = Answer(request);
        using var output = Console.OpenStandardOutput();
        JsonSerializer.Serialize(output, answer, WorkerJson.Default.WorkerAnswer);
        return 0;
    }

    private static WorkerAnswer Answer(WorkerRequest request)
    {
        try
        {
            if (VipsLibrary.Load(request.Library, request.Bounds.Threads) is not { } library)
                return Refused(new ImageRefusal(ImageRefusalCode.ImageProcessorMissing));
            return request.Task == WorkerTask.State ? new WorkerAnswer { State = LibraryState.Try(library, request.Bounds) } : Work(request);
        }
        catch (ImageRefusedException refused)
        {
            return Refused(refused.Refusal);
        }
        catch (VipsException exception)
        {
            return Refused(new ImageRefusal(ImageRefusalCode.ImageBroken, What: LibraryErrors.FirstLine(exception.Message)));
        }
        catch (EntryPointNotFoundException)
        {
            // a library of that name which is none, or is too old
            return Refused(new ImageRefusal(ImageRefusalCode.ImageProcessorMissing));
        }
    }

    private static WorkerAnswer Work(WorkerRequest request)
    {
        var path = request.SourcePath ?? throw new InvalidOperationException("A file is asked about without its path.");
        var facts = new ImageProbe(request.Bounds).Read(path);
        if (request.Task == WorkerTask.Probe)
            return new WorkerAnswer { Facts = facts };
        var order = request.Render ?? throw new InvalidOperationException("Renditions are asked for without an order.");
        var made = new ImageRenderer(order, request.Bounds).Render(path, facts);
        return new WorkerAnswer { Facts = facts, Renderings = made with { PeakBytes = ProcessLimits.PeakBytes("self") } };
    }

    private static WorkerAnswer Refused(ImageRefusal refusal) => new() { Refusal = refusal };

    private static byte[]? ReadLine(Stream input)
    {
        var line = new List<byte>();
        var buffer = new byte[4096];
        while (line.Count < MostBytes)
        {
            var read = input.Read(buffer);
            if (read == 0)
                return null;
            line.AddRange(buffer.AsSpan(0, read));
            // nothing follows the line
            if (buffer[read - 1] == '\n')
                return [.. line];
        }

        return null;
    }
}
