using System.Security.Cryptography;
using Nq72.Scheduler.Platform.Files;

namespace Nq72.Cms.Media.Store;

/// <summary>A file on its way in: hashed as it is written.</summary>
internal sealed class FileBlobDraft(FileStream file, FileBlobStore store) : BlobDraft
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string path = file.Name;

    public override long Length => file.Length;

    public override async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        file.Position = file.Length;
        hash.AppendData(bytes.Span);
        await file.WriteAsync(bytes, cancellationToken);
    }

    public override Stream Look()
    {
        file.Position = 0;
        return file;
    }

    // nothing of it waits in memory: the stream has no buffer
    public override Task<string> FileAsync(CancellationToken cancellationToken) => Task.FromResult(path);

    public override async Task<StoredBlob> CommitAsync(CancellationToken cancellationToken)
    {
        var bytes = file.Length;
        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (store.Touch(sha256))
            return new StoredBlob(sha256, bytes, IsNew: false);
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
        DurableFile.Rename(path, store.PathOf(sha256));
        store.Touch(sha256);
        return new StoredBlob(sha256, bytes, IsNew: true);
    }

    public override async ValueTask DisposeAsync()
    {
        hash.Dispose();
        await file.DisposeAsync();
        File.Delete(path);
    }
}
