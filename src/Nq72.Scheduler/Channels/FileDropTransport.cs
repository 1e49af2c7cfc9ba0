using System.Globalization;
using System.Text.RegularExpressions;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Files;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Channels;

/// <summary>
/// Puts each delivery as a file into <c>outgoing/{channel}/{destination}/{yyyy-MM-dd}/</c> under the data directory, named by the delivery.
/// The day is that of the due instant in the installation's zone. The file is there whole or not at all; one that is there already with the
/// same content is accepted.
/// </summary>
internal sealed partial class FileDropTransport(DatabaseOptions database, InstallationOptions installation) : ITransport
{
    // a file is written within seconds; a day leaves room for clocks that differ
    private static readonly TimeSpan UnfinishedAge = TimeSpan.FromDays(1);

    public TransportKind Kind => TransportKind.FileDrop;

    /// <summary>The folder that file drops fill.</summary>
    public string Root => Path.Combine(database.DataDirectory, "outgoing");

    public async Task<SendResult> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        var path = PathOf(parcel);
        try
        {
            if (File.Exists(path))
            {
                return (await File.ReadAllBytesAsync(path, cancellationToken)).AsSpan().SequenceEqual(parcel.Bytes.Span)
                    ? SendResult.Accepted
                    : SendResult.Fail(DeliveryCode.FileConflict, $"Another file stands at {Path.GetFileName(path)}.");
            }

            return await DurableFile.WriteAsync(path, parcel.Bytes, parcel.StillOurs, cancellationToken) ? SendResult.Accepted : SendResult.NotOurs;
        }
        // a file that a limit of the system cuts short is an argument out of range to .NET
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return SendResult.Retry(DeliveryCode.FileNotWritten, exception.Message);
        }
    }

    /// <summary>
    /// Deletes what nodes that were killed left half written in the folders of the days since <paramref name="since"/>: only under the names
    /// that we give such files, and a day old, when nobody can be writing any more. Returns how many.
    /// </summary>
    public int SweepUnfinished(DateTimeOffset since, DateTimeOffset now)
    {
        if (!Directory.Exists(Root))
            return 0;
        // hidden files are just what is looked for; a link might lead out of here
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true, MatchType = MatchType.Simple };
        var first = DayOf(since);
        var left =
            from channel in Directory.EnumerateDirectories(Root, "*", options)
            from destination in Directory.EnumerateDirectories(channel, "*", options)
            from day in Directory.EnumerateDirectories(destination, "????-??-??", options)
            where string.CompareOrdinal(Path.GetFileName(day), first) >= 0
            from file in Directory.EnumerateFiles(day, ".*.part", options)
            where Unfinished().IsMatch(Path.GetFileName(file)) && File.GetLastWriteTimeUtc(file) < now.UtcDateTime - UnfinishedAge
            select file;
        return left.ToList().Count(TryDelete);
    }

    private static bool TryDelete(string file)
    {
        try
        {
            File.Delete(file);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // the next sweep tries again
            return false;
        }
    }

    private string DayOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, installation.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // what DurableFile calls the files of PathOf until they are whole
    [GeneratedRegex(@"^\.(test-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.[A-Za-z0-9]{1,10})?\.[0-9a-f]{32}\.part\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfinished();

    private string PathOf(Parcel parcel)
    {
        var day = DayOf(parcel.DueAt);
        return Path.Combine(Root, parcel.Channel, parcel.Destination, day, $"{(parcel.IsTest ? "test-" : "")}{parcel.DeliveryId:D}{parcel.FileExtension}");
    }
}
