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

    [Fact]
    public void SweepUnfinished_takes_only_what_killed_nodes_left_half_written()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (day, before) = ($"{TimeZoneInfo.ConvertTime(now, SchedulerHost.Zone):yyyy-MM-dd}", $"{TimeZoneInfo.ConvertTime(now.AddDays(-90), SchedulerHost.Zone):yyyy-MM-dd}");
        var unfinished = $".{Guid.NewGuid():D}.txt.{Guid.NewGuid():N}.part";
        var left = new[]
        {
            Old($"outgoing/loa/a/{day}/{unfinished}"),
            Old($"outgoing/loa/b/{day}/.test-{Guid.NewGuid():D}.json.{Guid.NewGuid():N}.part"),
        };
        var kept = new[]
        {
            // being written; whole; a receiver's own; not where deliveries lie; history
            folder.Write($"outgoing/loa/a/{day}/.{Guid.NewGuid():D}.txt.{Guid.NewGuid():N}.part", "x"),
            Old($"outgoing/loa/a/{day}/{Guid.NewGuid():D}.txt"),
            Old($"outgoing/loa/a/{day}/.tai-ve.part"),
            Old($"outgoing/loa/a/{day}/{Guid.NewGuid():D}.txt.{Guid.NewGuid():N}.part"),
            Old($"outgoing/loa/a/{unfinished}"),
            Old($"outgoing/loa/a/{day}/sau/{unfinished}"),
            Old($"media/loa/a/{day}/{unfinished}"),
            Old($"outgoing/loa/a/{before}/{unfinished}"),
        };
        // what a link leads to is not ours
        Old($"elsewhere/{day}/{unfinished}");
        Directory.CreateSymbolicLink(folder.Combine("outgoing", "loa", "link"), folder.Combine("elsewhere"));

        Assert.Equal(left.Length, transport.SweepUnfinished(now.AddDays(-60), now));

        Assert.All(left, file => Assert.False(File.Exists(file)));
        Assert.All(kept, file => Assert.True(File.Exists(file), file));
        Assert.True(File.Exists(folder.Combine("elsewhere", day, unfinished)));
        Assert.Equal(0, transport.SweepUnfinished(now.AddDays(-60), now));

        string Old(string path)
        {
            var file = folder.Write(path, "x");
            File.SetLastWriteTimeUtc(file, now.UtcDateTime.AddHours(-25));
            return file;
        }
    }

    [Fact]
    public async Task SweepUnfinished_knows_the_names_that_sending_gives()
    {
        var parcel = NewParcel(A.Seven, "x"u8.ToArray());
        string? half = null;
        parcel = parcel with
        {
            StillOurs = () =>
            {
                // as when the node is killed just here
                var writing = Directory.EnumerateFiles(folder.Path, ".*", SearchOption.AllDirectories).Single();
                half = writing + "x";
                File.Copy(writing, half);
                return false;
            },
        };
        await transport.SendAsync(parcel, Token);
        File.Move(half!, half![..^1]);
        File.SetLastWriteTimeUtc(half[..^1], A.Seven.UtcDateTime);

        Assert.Equal(1, transport.SweepUnfinished(A.Seven.AddDays(-1), A.Seven.AddDays(2)));
    }

    public void Dispose() => folder.Dispose();

    private static Parcel NewParcel(DateTimeOffset dueAt, byte[] bytes) => new()
    {
        DeliveryId = Guid.NewGuid(), IdempotencyKey = Guid.NewGuid(), Channel = "loa", Destination = "05974", Operation = "publish",
        DueAt = dueAt, ContentType = "text/plain", FileExtension = ".txt", Bytes = bytes,
    };
}
