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

    /// <summary>The folder.</summary>
    public string Root { get; } = Path.Combine(database.DataDirectory, "media");

    private string DraftFolder => Path.Combine(Root, Drafts);

    public Task<BlobDraft> BeginAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(DraftFolder);
        var path = Path.Combine(DraftFolder, string.Create(CultureInfo.InvariantCulture, $".{Guid.NewGuid():N}{DraftEnding}"));
        // locked for as long as it is open: a sweep passes over what is being written, here or by another process of this machine
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.Asynchronous);
        return Task.FromResult<BlobDraft>(new FileBlobDraft(file, this));
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

    public Task<bool> TouchAsync(string sha256, CancellationToken cancellationToken) => Task.FromResult(Touch(sha256));

    public Task<long> FreeBytesAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Root);
        return Task.FromResult(new DriveInfo(Root).AvailableFreeSpace);
    }

    public async Task<Swept> SweepAsync(
        DateTimeOffset draftsBefore, DateTimeOffset blobsBefore, Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlySet<string>>> named, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Root))
            return new(0, 0);
        var drafts = Directory.Exists(DraftFolder) ? Directory.EnumerateFiles(DraftFolder, $"*{DraftEnding}").Count(path => SweepDraft(path, draftsBefore)) : 0;
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

        return new(drafts, blobs);
    }

    internal string PathOf(string sha256) => IsHash(sha256)
        ? Path.Combine(Root, sha256[..2], sha256[2..4], sha256)
        : throw new ArgumentException($"'{sha256}' is no SHA-256 in hexadecimal digits.", nameof(sha256));

    internal bool Touch(string sha256)
    {
        try
        {
            File.SetLastWriteTimeUtc(PathOf(sha256), clock.Now().UtcDateTime);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static bool SweepDraft(string path, DateTimeOffset before)
    {
        if (File.GetLastWriteTimeUtc(path) >= before.UtcDateTime)
            return false;
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            File.Delete(path);
            return true;
        }
        catch (IOException)
        {
            // it is being written, or went meanwhile
            return false;
        }
    }

    private static bool IsHash(string name) => name.Length == HashLength && name.All(letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
