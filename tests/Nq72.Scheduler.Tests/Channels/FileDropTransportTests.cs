using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;

namespace Nq72.Scheduler.Tests.Channels;

public sealed class FileDropTransportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FileDropTransport transport;

    public FileDropTransportTests() =>
        transport = new FileDropTransport(new DatabaseOptions { DataDirectory = folder.Path }, new InstallationOptions { Zone = SchedulerHost.Zone });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_puts_the_file_under_the_local_day()
    {
        // half past midnight on the 7th in Lạng Sơn is still the 6th in UTC
        var parcel = NewParcel(new DateTimeOffset(2027, 4, 6, 17, 30, 0, TimeSpan.Zero), "loa loa"u8.ToArray());

        Assert.Equal(SendVerdict.Accepted, (await transport.SendAsync(parcel, Token)).Verdict);

        var path = folder.Combine("outgoing", "loa", "05974", "2027-04-07", $"{parcel.DeliveryId:D}.txt");
        Assert.Equal("loa loa"u8.ToArray(), await File.ReadAllBytesAsync(path, Token));
        Assert.Equal([path], Directory.EnumerateFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task Send_again_accepts_the_same_and_refuses_to_overwrite_another()
    {
        var parcel = NewParcel(A.Seven, "một"u8.ToArray());
        await transport.SendAsync(parcel, Token);

        var again = await transport.SendAsync(parcel, Token);
        var other = await transport.SendAsync(parcel with { Bytes = "hai"u8.ToArray() }, Token);

        Assert.Equal(SendVerdict.Accepted, again.Verdict);
        Assert.Equal((SendVerdict.Fail, DeliveryCode.FileConflict), (other.Verdict, other.Code));
        Assert.Equal("một"u8.ToArray(), await File.ReadAllBytesAsync(Directory.EnumerateFiles(folder.Path, "*.txt", SearchOption.AllDirectories).Single(), Token));
    }

    [Fact]
    public async Task Send_without_the_lease_leaves_nothing()
    {
        var result = await transport.SendAsync(NewParcel(A.Seven, "x"u8.ToArray()) with { StillOurs = () => false }, Token);

        Assert.Equal(SendVerdict.NotOurs, result.Verdict);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Send_where_the_folder_cannot_be_made_is_tried_again()
    {
        folder.Write("outgoing/loa", "a file in the folder's place");

        var result = await transport.SendAsync(NewParcel(A.Seven, "x"u8.ToArray()), Token);

        Assert.Equal((SendVerdict.Retry, DeliveryCode.FileNotWritten), (result.Verdict, result.Code));
    }

    public void Dispose() => folder.Dispose();

    private static Parcel NewParcel(DateTimeOffset dueAt, byte[] bytes) => new()
    {
        DeliveryId = Guid.NewGuid(), IdempotencyKey = Guid.NewGuid(), Channel = "loa", Destination = "05974", Operation = "publish",
        DueAt = dueAt, ContentType = "text/plain", FileExtension = ".txt", Bytes = bytes,
    };
}
