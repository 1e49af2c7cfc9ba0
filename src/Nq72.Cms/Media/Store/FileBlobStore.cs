using System.Globalization;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media.Store;

/// <summary>
/// Keeps bytes as files under the data directory: <c>media/ab/cd/{sha256}</c>. A file is written beside its place under a name with a dot and
/// renamed when it is whole and on the disk, so that neither a killed server nor a power cut leaves half of one. Nodes may share the folder.
/// </summary>
internal sealed class FileBlobStore(DatabaseOptions database, TimeProvider clock) : IBlobStore
{
    private const int HashLength = 64;
    private const int AtOnce = 500;
    private const string Drafts = "incoming";
    private const string DraftEnding = ".part";
    private const string PartEnding = ".upload";
    private const int PartNameLength = 64;

    /// <summary>The folder.</summary>
    public string Root { get; } = Path.Combine(database.DataDirectory, "media");

    private string DraftFolder => Path.Combine(Root, Drafts);

    public Task<BlobDraft> BeginAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(DraftFolder);
        var path = Path.Combine(DraftFolder, string.Create(CultureInfo.InvariantCulture, $".{Guid.NewGuid():N}{DraftEnding}"));
        // locked for as long as it is open: a sweep passes over what is being written, here or by another process of this machine; others may look inside
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1, FileOptions.Asynchronous);
        return Task.FromResult<BlobDraft>(new FileBlobDraft(file, this));
    }

    public Task<BlobPart?> ContinueAsync(string part, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(DraftFolder);
        return Task.FromResult<BlobPart?>(OpenAlone(PathOfPart(part), FileMode.OpenOrCreate) is { } file ? new FileBlobPart(file, this) : null);
    }

    public Task<long> BytesSoFarAsync(string part, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOfPart(part));
        return Task.FromResult(file.Exists ? file.Length : 0);
    }

    public Task<bool> DropAsync(string part, CancellationToken cancellationToken)
    {
        var path = PathOfPart(part);
        return Task.FromResult(!File.Exists(path) || DeleteAlone(path));
    }

    public Task<Stream?> OpenAsync(string sha256, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<string?> FileAsync(string sha256, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(sha256)) ? PathOf(sha256) : null);

    public Task<bool> TouchAsync(string sha256, CancellationToken cancellationToken) => Task.FromResult(Touch(sha256));

    public Task<long> FreeBytesAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Root);
        return Task.FromResult(new DriveInfo(Root).AvailableFreeSpace);
    }

    public async Task<Swept> SweepAsync(
        DateTimeOffset draftsBefore, DateTimeOffset partsBefore, DateTimeOffset blobsBefore, Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlySet<string>>> named, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Root))
            return new(0, 0, 0);
        var (drafts, parts) = (SweepIncoming(DraftEnding, draftsBefore), SweepIncoming(PartEnding, partsBefore));
        var blobs = 0;
        foreach (var old in Directory.EnumerateDirectories(Root).Where(folder => Path.GetFileName(folder).Length == 2).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => IsHash(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < blobsBefore.UtcDateTime).Chunk(AtOnce))
        {
            var known = await named([.. old.Select(path => Path.GetFileName(path))], cancellationToken);
            foreach (var path in old.Where(path => !known.Contains(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < blobsBefore.UtcDateTime))
            {
                File.Delete(path);
                blobs++;
            }
        }

        return new(drafts, parts, blobs);
    }

    internal string PathOf(string sha256) => IsHash(sha256)
        ? Path.Combine(Root, sha256[..2], sha256[2..4], sha256)
        : throw new ArgumentException($"'{sha256}' is no SHA-256 in hexadecimal digits.", nameof(sha256));

    internal bool Touch(string sha256) => TouchFile(PathOf(sha256));

    internal bool TouchFile(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, clock.Now().UtcDateTime);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    // no name that anybody gives leads out of the folder
    private string PathOfPart(string part) => part.Length is > 0 and <= PartNameLength && part.All(letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'z'))
        ? Path.Combine(DraftFolder, $".{part}{PartEnding}")
        : throw new ArgumentException($"'{part}' is no name of a part.", nameof(part));

    private int SweepIncoming(string ending, DateTimeOffset before) => Directory.Exists(DraftFolder)
        ? Directory.EnumerateFiles(DraftFolder, $"*{ending}").Count(path => File.GetLastWriteTimeUtc(path) < before.UtcDateTime && DeleteAlone(path))
        : 0;

    // false when it is being written, or went meanwhile
    private static bool DeleteAlone(string path)
    {
        using var file = OpenAlone(path, FileMode.Open);
        if (file is not null)
            File.Delete(path);
        return file is not null;
    }

    private static FileStream? OpenAlone(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.Asynchronous);
        }
        catch (IOException exception) when (exception is FileNotFoundException || IsHeld(exception))
        {
            return null;
        }
    }

    // EWOULDBLOCK of Linux and of macOS; ERROR_SHARING_VIOLATION of Windows: what else goes wrong with a disk is no sign of somebody else
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static bool IsHash(string name) => name.Length == HashLength && name.All(letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
