using System.IO.Compression;
using System.Text.Json;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Backups;

/// <summary>A backup that is read: nothing of it is believed before every part was checked against the manifest.</summary>
internal sealed class BackupFile : IAsyncDisposable
{
    private readonly ZipArchive archive;

    private BackupFile(ZipArchive archive, BackupManifest manifest)
    {
        this.archive = archive;
        Manifest = manifest;
    }

    /// <summary>What it holds.</summary>
    public BackupManifest Manifest { get; }

    /// <summary>Opens and checks it: form, manifest, and length and SHA-256 of every part.</summary>
    /// <exception cref="BackupFailure">It is no backup, or not whole.</exception>
    public static async Task<BackupFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        ZipArchive? opened = null;
        try
        {
            opened = ZipFile.OpenRead(path);
            var file = new BackupFile(opened, await ReadManifestAsync(opened, path, cancellationToken));
            await file.CheckAsync(cancellationToken);
            return file;
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException)
        {
            opened?.Dispose();
            throw new BackupFailure($"'{path}' không phải bản sao lưu, hoặc bị hỏng: {exception.Message} / It is no backup, or it is damaged.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            opened?.Dispose();
            throw new BackupFailure($"Không đọc được '{path}': {exception.Message} / The backup cannot be read.");
        }
        catch
        {
            opened?.Dispose();
            throw;
        }
    }

    /// <summary>The bytes of a part.</summary>
    public Stream Open(string name) => archive.GetEntry(name)!.Open();

    public ValueTask DisposeAsync()
    {
        archive.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<BackupManifest> ReadManifestAsync(ZipArchive archive, string path, CancellationToken cancellationToken)
    {
        var entry = archive.GetEntry(BackupManifest.EntryName) ?? throw new BackupFailure($"'{path}' không có bảng kê; đó không phải bản sao lưu. / It has no manifest and is no backup.");
        await using var stream = entry.Open();
        var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, Json.Options, cancellationToken);
        return manifest?.Form == BackupManifest.CurrentForm ? manifest
            : throw new BackupFailure($"Dạng '{manifest?.Form}' chưa đọc được; cần {BackupManifest.CurrentForm}. / This form of backup cannot be read.");
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var part in Manifest.Parts)
        {
            if (archive.GetEntry(part.Name) is not { } entry)
                throw new BackupFailure($"Bản sao lưu thiếu '{part.Name}'. / The backup lacks it.");
            await using var stream = entry.Open();
            var (bytes, sha256) = await HashedCopy.RunAsync(stream, Stream.Null, cancellationToken);
            if (bytes != part.Bytes || sha256 != part.Sha256)
                throw new BackupFailure($"Bản sao lưu bị hỏng ở '{part.Name}' (SHA-256 không khớp). / The backup is damaged there.");
        }
    }
}
