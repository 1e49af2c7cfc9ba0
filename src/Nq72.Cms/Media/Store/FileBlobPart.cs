using System.Security.Cryptography;
using Nq72.Scheduler.Platform.Files;

namespace Nq72.Cms.Media.Store;

/// <summary>A file that comes in several goes. Its hash is reckoned at the end, over what lies on the disk.</summary>
internal sealed class FileBlobPart(FileStream file, FileBlobStore store) : BlobPart
{
    private readonly string path = file.Name;

    public override long Length => file.Length;

    public override async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        file.Position = file.Length;
        await file.WriteAsync(bytes, cancellationToken);
    }

    public override Stream Look()
    {
        file.Position = 0;
        return file;
    }

    // nothing of it waits in memory: the stream has no buffer
    public override Task<string> FileAsync(CancellationToken cancellationToken) => Task.FromResult(path);

    public override void Cut(long length) => file.SetLength(length);

    public override async Task<StoredBlob> CommitAsync(CancellationToken cancellationToken)
    {
        var bytes = file.Length;
        file.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        var isNew = !store.Touch(sha256);
        if (isNew)
        {
            file.Flush(flushToDisk: true);
            // there nothing that is open can be renamed; elsewhere it stays held until it is no part any more
            if (OperatingSystem.IsWindows())
                await file.DisposeAsync();
            DurableFile.Rename(path, store.PathOf(sha256));
            store.Touch(sha256);
        }

        await file.DisposeAsync();
        if (!isNew)
            File.Delete(path);
        return new StoredBlob(sha256, bytes, isNew);
    }

    public override async ValueTask DisposeAsync()
    {
        if (!file.CanWrite)
            return;
        // what was said to be here is here after a power cut too
        file.Flush(flushToDisk: true);
        store.TouchFile(path);
        await file.DisposeAsync();
    }
}
