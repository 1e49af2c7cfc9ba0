using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Backups;

/// <summary>
/// Writes the whole installation into one file while it works: the database as it is at one moment, key ring included, then media and outgoing
/// files. The file gets its name when it is complete and on the disk; a backup that is cut off leaves only a <c>.partial</c>.
/// </summary>
internal sealed class MakeBackup(
    DatabaseOptions options, DatabaseSchema schema, PostgresCopy postgres, Incarnation incarnation, SchedulerDb db, ReadSnapshot snapshot, TimeProvider clock)
{
    /// <summary>What a file bears that is not complete.</summary>
    public const string PartialEnding = ".partial";

    /// <summary>Makes it.</summary>
    /// <param name="path">The file to make; one that is there is not overwritten.</param>
    /// <param name="cancellationToken">Gives up and takes the unfinished file away.</param>
    /// <exception cref="BackupFailure">It cannot be made there.</exception>
    public async Task<BackupManifest> RunAsync(string path, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target) || File.Exists(target))
            throw new BackupFailure($"Đã có '{target}'; bản sao lưu không ghi đè. / It exists; a backup overwrites nothing.");
        var partial = target + PartialEnding;
        try
        {
            await using var file = new FileStream(partial, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            return await CompleteAsync(file, target, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupFailure($"Không ghi được '{target}': {exception.Message} / The backup cannot be written.");
        }
    }

    private async Task<BackupManifest> CompleteAsync(FileStream file, string target, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = await WriteAsync(file, file.Name, cancellationToken);
            file.Flush(flushToDisk: true);
            File.Move(file.Name, target, overwrite: false);
            return manifest;
        }
        catch
        {
            File.Delete(file.Name);
            throw;
        }
    }

    private async Task<BackupManifest> WriteAsync(FileStream file, string partial, CancellationToken cancellationToken)
    {
        var parts = new List<BackupPart>();
        var madeAt = clock.Now();
        // the head is read before the copy: the copy's chain goes at least so far
        var head = await ReadHeadAsync(cancellationToken);
        await using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            if (options.Provider == DatabaseProvider.Sqlite)
                await AddSqliteAsync(archive, partial + ".db", parts, cancellationToken);
            else
                await AddTablesAsync(archive, parts, cancellationToken);
            foreach (var (name, source) in Files())
                await AddFileAsync(archive, name, source, parts, cancellationToken);
            var manifest = new BackupManifest(
                BackupManifest.CurrentForm, typeof(MakeBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
                options.Provider, madeAt, incarnation.Id, await schema.AppliedAsync(cancellationToken), head.Seq, Convert.ToHexStringLower(head.Hash), parts);
            await using var entry = await archive.CreateEntry(BackupManifest.EntryName).OpenAsync(cancellationToken);
            await JsonSerializer.SerializeAsync(entry, manifest, Json.Options, cancellationToken);
            return manifest;
        }
    }

    private async Task<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        await using var reading = await snapshot.BeginAsync(cancellationToken);
        return await db.Set<LedgerHead>().AsNoTracking().SingleAsync(cancellationToken);
    }

    private async Task AddSqliteAsync(ZipArchive archive, string copy, List<BackupPart> parts, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(copy);
            await SqliteCopy.CopyAsync(options, copy, cancellationToken);
            await AddFileAsync(archive, BackupManifest.SqliteEntry, copy, parts, cancellationToken);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private Task AddTablesAsync(ZipArchive archive, List<BackupPart> parts, CancellationToken cancellationToken) => postgres.WriteAsync(async (table, bytes) =>
    {
        var name = BackupManifest.TablePrefix + table.Name;
        await using var entry = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        var (length, sha256) = await HashedCopy.RunAsync(bytes, entry, cancellationToken);
        parts.Add(new BackupPart(name, length, sha256, table.Columns));
    }, cancellationToken);

    private IEnumerable<(string Name, string Source)> Files() =>
        from folder in BackupManifest.Folders
        let path = Path.Combine(options.DataDirectory, folder)
        where Directory.Exists(path)
        from source in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
        // what is being written has a name that begins with a dot, or ends so, until it is complete
        where !Path.GetFileName(source).StartsWith('.') && !source.EndsWith(".tmp", StringComparison.Ordinal)
        select (BackupManifest.FilePrefix + Path.GetRelativePath(options.DataDirectory, source).Replace(Path.DirectorySeparatorChar, '/'), source);

    private static async Task AddFileAsync(ZipArchive archive, string name, string source, List<BackupPart> parts, CancellationToken cancellationToken)
    {
        FileStream from;
        try
        {
            from = File.OpenRead(source);
        }
        catch (FileNotFoundException)
        {
            // taken away since it was listed
            return;
        }

        await using (from)
        {
            await using var entry = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
            var (length, sha256) = await HashedCopy.RunAsync(from, entry, cancellationToken);
            parts.Add(new BackupPart(name, length, sha256));
        }
    }
}
