using System.Diagnostics;
using System.Text.RegularExpressions;
using Nq72.Cms.Media.Workers;

namespace Nq72.Cms.Media.Clips.Ffmpeg;

/// <summary>Runs ffmpeg or ffprobe once, within bounds, and says why when nothing came of it.</summary>
internal sealed partial class FfmpegRun(ILogger logger)
{
    // libraries, threads' stacks and heaps that are reserved and not used; what is really held is watched
    private const long AddressesBesideMemory = 1L << 30;

    // ffmpeg catches the signal for too much computing, and ends with this
    private const int EndedBySignal = 255;

    /// <summary>Null when it ended well.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">All of them.</param>
    /// <param name="bounds">What it may take.</param>
    /// <param name="listen">Reads its whole output.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task<ClipRefusal?> RunAsync(string program, IReadOnlyList<string> arguments, RunBounds bounds, Func<Stream, CancellationToken, Task> listen, CancellationToken cancellationToken)
    {
        var start = ClipLauncher.StartInfo(program, arguments, new LaunchBounds(bounds.CpuSeconds, bounds.OutputBytes, bounds.MemoryBytes + AddressesBesideMemory));
        var end = await BoundedProcess.RunAsync(start, new ProcessBounds(TimeSpan.FromSeconds(bounds.WallSeconds), bounds.MemoryBytes), (process, stop) => ListenAsync(process, listen, stop), cancellationToken);
        var refusal = end.Broken switch
        {
            BoundBroken.Memory => new ClipRefusal(ClipRefusalCode.ClipMemoryLimit, Allowed: bounds.MemoryBytes),
            BoundBroken.Wall => new ClipRefusal(ClipRefusalCode.ClipTimeLimit, Allowed: bounds.WallSeconds),
            _ => Read(end, bounds),
        };
        if (refusal is not null && logger.IsEnabled(LogLevel.Information))
            logger.LogInformation("{Program} ended with {ExitCode}, {Code}: {Remarks}", program, end.ExitCode, refusal.Code, end.Remarks);
        return refusal;
    }

    private static async Task ListenAsync(Process process, Func<Stream, CancellationToken, Task> listen, CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        await listen(process.StandardOutput.BaseStream, cancellationToken);
    }

    private static ClipRefusal? Read(BoundedEnd end, RunBounds bounds) => end.ExitCode switch
    {
        0 => null,
        BoundedEnd.CpuSignal or EndedBySignal => new ClipRefusal(ClipRefusalCode.ClipTimeLimit, Allowed: bounds.CpuSeconds),
        BoundedEnd.FileSizeSignal => new ClipRefusal(ClipRefusalCode.ClipOutputLimit, Allowed: bounds.OutputBytes),
        ClipLauncher.NotStarted => new ClipRefusal(ClipRefusalCode.ClipProcessorMissing),
        > 128 and < 160 => new ClipRefusal(ClipRefusalCode.ClipWorkerDied, What: $"signal {end.ExitCode - 128}"),
        _ => Read(end.Remarks, bounds),
    };

    // sentences of ffmpeg that have stood for many versions; all that is not known is 'damaged'
    private static ClipRefusal Read(string remarks, RunBounds bounds)
    {
        if (NotOnList().Match(remarks) is { Success: true } codec)
            return new ClipRefusal(ClipRefusalCode.ClipCodecNotAllowed, What: codec.Groups["name"].Value);
        if (UnknownEncoder().Match(remarks) is { Success: true } encoder)
            return new ClipRefusal(ClipRefusalCode.ClipEncoderMissing, What: encoder.Groups["name"].Value);
        if (Has(remarks, "No space left on device"))
            return new ClipRefusal(ClipRefusalCode.ClipNotWritten, What: "no space left");
        if (Has(remarks, "Cannot allocate memory") || Has(remarks, "malloc of size"))
            return new ClipRefusal(ClipRefusalCode.ClipMemoryLimit, Allowed: bounds.MemoryBytes);
        if (Has(remarks, "moov atom not found"))
            return new ClipRefusal(ClipRefusalCode.ClipTruncated, What: "moov");
        return new ClipRefusal(ClipRefusalCode.ClipBroken, What: "ffmpeg");
    }

    private static bool Has(string remarks, string words) => remarks.Contains(words, StringComparison.Ordinal);

    [GeneratedRegex(@"Codec \((?<name>\w{1,32})\) not on whitelist", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotOnList();

    [GeneratedRegex(@"Unknown encoder '(?<name>\w{1,32})'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownEncoder();
}

/// <summary>What one run may take.</summary>
internal sealed record RunBounds(int WallSeconds, int CpuSeconds, long MemoryBytes, long OutputBytes);
