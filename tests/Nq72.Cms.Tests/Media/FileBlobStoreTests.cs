using Nq72.Cms.Media.Store;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Tests.Media;

/// <summary>Bytes as files.</summary>
public sealed class FileBlobStoreTests : BlobStoreConformance, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FileBlobStoreTests() => Store = new FileBlobStore(new DatabaseOptions { DataDirectory = folder.Path }, Clock);

    protected override IBlobStore Store { get; }

    protected override int Drafts => Directory.Exists(folder.Combine("media", "incoming")) ? Directory.GetFiles(folder.Combine("media", "incoming")).Length : 0;

    [Fact]
    public async Task Sweep_takes_drafts_of_a_killed_server()
    {
        var left = folder.Write("media/incoming/.0123.part", "nửa tệp");

        var swept = await Store.SweepAsync(DateTimeOffset.MaxValue, DateTimeOffset.MinValue, DateTimeOffset.MinValue, (_, _) => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), TestContext.Current.CancellationToken);

        Assert.Equal((1, false), (swept.Drafts, File.Exists(left)));
    }

    public void Dispose() => folder.Dispose();
}
