using System.Globalization;

namespace Nq72.Cms.Media.Clips.Ffmpeg;

/// <summary>Reads what <c>ffmpeg -progress</c> writes: lines <c>key=value</c>.</summary>
internal sealed class ProgressReader(TimeSpan whole, IProgress<ClipProgress>? progress)
{
    /// <summary>How much is made so far.</summary>
    public TimeSpan Done { get; private set; }

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(output);
        try
        {
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
                Read(line);
        }
        catch (IOException)
        {
            // it was killed
        }
    }

    private void Read(string line)
    {
        const string Name = "out_time_us=";
        if (!line.StartsWith(Name, StringComparison.Ordinal) || !long.TryParse(line.AsSpan(Name.Length), CultureInfo.InvariantCulture, out var microseconds) || microseconds < 0)
            return;
        var now = TimeSpan.FromMicroseconds(microseconds);
        if (now <= Done)
            return;
        Done = now;
        progress?.Report(new ClipProgress(now, whole > TimeSpan.Zero ? Math.Min(1, now / whole) : 0));
    }
}
