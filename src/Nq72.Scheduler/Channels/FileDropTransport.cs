using System.Globalization;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Files;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Channels;

/// <summary>
/// Puts each delivery as a file into <c>outgoing/{channel}/{destination}/{yyyy-MM-dd}/</c> under the data directory, named by the delivery.
/// The day is that of the due instant in the installation's zone. The file is there whole or not at all; one that is there already with the
/// same content is accepted.
/// </summary>
internal sealed class FileDropTransport(DatabaseOptions database, InstallationOptions installation) : ITransport
{
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

    private string PathOf(Parcel parcel)
    {
        var day = TimeZoneInfo.ConvertTime(parcel.DueAt, installation.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Path.Combine(Root, parcel.Channel, parcel.Destination, day, $"{(parcel.IsTest ? "test-" : "")}{parcel.DeliveryId:D}{parcel.FileExtension}");
    }
}
