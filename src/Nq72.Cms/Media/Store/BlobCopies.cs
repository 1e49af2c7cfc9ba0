namespace Nq72.Cms.Media.Store;

/// <summary>Puts files that were made here into the store.</summary>
internal static class BlobCopies
{
    private const int Buffer = 128 * 1024;

    /// <summary>Keeps the bytes of a file, forced to the disk.</summary>
    public static async Task<StoredBlob> KeepAsync(this IBlobStore store, string path, CancellationToken cancellationToken)
    {
        await using var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous);
        await using var draft = await store.BeginAsync(cancellationToken);
        var buffer = new byte[Buffer];
        int read;
        while ((read = await bytes.ReadAsync(buffer, cancellationToken)) > 0)
            await draft.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        return await draft.CommitAsync(cancellationToken);
    }
}
