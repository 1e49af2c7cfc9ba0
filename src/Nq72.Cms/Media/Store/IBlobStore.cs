namespace Nq72.Cms.Media.Store;

/// <summary>Keeps bytes under the hash of themselves. What stands in it is whole, and never changes. Thread-safe.</summary>
public interface IBlobStore
{
    /// <summary>Begins to take bytes in. Nothing of them can be read before <see cref="BlobDraft.CommitAsync"/>.</summary>
    Task<BlobDraft> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Opens a part to add to it: bytes that come in several goes and outlive a kill of the program. The first go makes it. Null while somebody else has it open.</summary>
    /// <param name="part">Its name, which who begins it chooses: 1–64 letters a–z and digits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<BlobPart?> ContinueAsync(string part, CancellationToken cancellationToken);

    /// <summary>Bytes of a part that are here, also while somebody adds to it; 0 when there is no such part.</summary>
    Task<long> BytesSoFarAsync(string part, CancellationToken cancellationToken);

    /// <summary>Gives a part up. False while somebody has it open; true also when there is none.</summary>
    Task<bool> DropAsync(string part, CancellationToken cancellationToken);

    /// <summary>The bytes, which can be sought in; null when they are not here.</summary>
    /// <param name="sha256">Their hash: 64 hexadecimal digits in lower case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Stream?> OpenAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>A file of this machine that holds the bytes, to be read by programs that know only files; null when they are not here. It stands as long as they do.</summary>
    Task<string?> FileAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>Says that the bytes are needed as of now: they are not swept for a while, whatever names them. False when they are not here.</summary>
    Task<bool> TouchAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>Bytes that still fit; <see cref="long.MaxValue"/> where there is no telling.</summary>
    Task<long> FreeBytesAsync(CancellationToken cancellationToken);

    /// <summary>Takes away drafts and parts that nobody writes any more, and what is old and nothing names.</summary>
    /// <param name="draftsBefore">Drafts that were last written before this are given up.</param>
    /// <param name="partsBefore">Parts that were last left before this are given up.</param>
    /// <param name="blobsBefore">What was last needed before this may go.</param>
    /// <param name="named">Tells which of some hashes are named by anything.</param>
    /// <param name="cancellationToken">Stops; what is left is for the next time.</param>
    Task<Swept> SweepAsync(
        DateTimeOffset draftsBefore, DateTimeOffset partsBefore, DateTimeOffset blobsBefore, Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlySet<string>>> named, CancellationToken cancellationToken);
}

/// <summary>Bytes on their way in. Left without a commit, nothing of it remains.</summary>
public abstract class BlobDraft : IAsyncDisposable
{
    /// <summary>Bytes so far.</summary>
    public abstract long Length { get; }

    /// <summary>Adds bytes.</summary>
    public abstract Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>What was written so far, to look at it; can be sought in. To be done with before more is written.</summary>
    public abstract Stream Look();

    /// <summary>A file of this machine that holds what was written so far, to be read only, and to be done with before more is written.</summary>
    public abstract Task<string> FileAsync(CancellationToken cancellationToken);

    /// <summary>Puts the bytes under their hash, safe from a power cut. The same bytes twice are kept once.</summary>
    public abstract Task<StoredBlob> CommitAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A draft that is added to in several goes. Left without a commit it stays, on the disk, for the next go.</summary>
public abstract class BlobPart : BlobDraft
{
    /// <summary>Takes back what was added beyond a length.</summary>
    public abstract void Cut(long length);
}

/// <summary>Bytes that are kept.</summary>
/// <param name="Sha256">Their hash: 64 hexadecimal digits in lower case.</param>
/// <param name="Bytes">How many they are.</param>
/// <param name="IsNew">Whether they were not here before.</param>
public sealed record StoredBlob(string Sha256, long Bytes, bool IsNew);

/// <summary>What a sweep took away.</summary>
public sealed record Swept(int Drafts, int Parts, int Blobs);
