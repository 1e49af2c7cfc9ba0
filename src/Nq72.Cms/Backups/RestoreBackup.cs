using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Backups;

/// <summary>
/// Puts a backup in place of an empty installation. It becomes a new incarnation, so that no reader's validator or cursor from the lost time
/// is believed, and every delivery that is overdue is held for a person: some of them may have gone out since the backup.
/// </summary>
internal sealed class RestoreBackup(DatabaseOptions options, DatabaseSchema schema, DatabaseMigrator migrator, PostgresCopy postgres, SqlDialect sql, TimeProvider clock)
{
    private const string RestoringEnding = ".restoring";

    /// <summary>Restores.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="force">Whether an installation that is there may be replaced.</param>
    /// <param name="cancellationToken">Gives up; what is there stays.</param>
    /// <exception cref="BackupFailure">It cannot be restored here.</exception>
    public async Task<RestoreReport> RunAsync(string path, bool force, CancellationToken cancellationToken)
    {
        await using var backup = await BackupFile.OpenAsync(path, cancellationToken);
        CheckFit(backup.Manifest);
        var stamp = clock.Now();
        var incarnation = Incarnation.New();
        var held = options.Provider == DatabaseProvider.Sqlite
            ? await RestoreSqliteAsync(backup, force, incarnation, stamp, cancellationToken)
            : await RestorePostgresAsync(backup, force, incarnation, stamp, cancellationToken);
        await ExtractFilesAsync(backup, cancellationToken);
        // an older backup comes to this program's schema only now: everything that could be sent is held already
        await migrator.MigrateAsync(cancellationToken);
        return new RestoreReport(backup.Manifest.MadeAt, backup.Manifest.Parts.Count, held, incarnation);
    }

    private void CheckFit(BackupManifest manifest)
    {
        if (manifest.Provider != options.Provider)
            throw new BackupFailure($"Bản sao lưu của {manifest.Provider} không phục hồi được vào {options.Provider}; hãy dùng recipe export. / A backup of {manifest.Provider} cannot be restored into {options.Provider}.");
        var known = schema.Known();
        if (manifest.Migrations.Any(context => !known.TryGetValue(context.Key, out var mine) || context.Value.Except(mine, StringComparer.Ordinal).Any()))
            throw new BackupFailure($"Bản sao lưu do phiên bản mới hơn ({manifest.Program}) tạo; hãy phục hồi bằng phiên bản đó. / The backup is of a newer version.");
    }

    private async Task<int> RestoreSqliteAsync(BackupFile backup, bool force, string incarnation, DateTimeOffset stamp, CancellationToken cancellationToken)
    {
        var database = options.SqliteFile;
        Directory.CreateDirectory(options.DataDirectory);
        if (File.Exists(database) && new FileInfo(database).Length > 0)
        {
            if (!force)
                throw NotEmpty(database);
            if (await SqliteCopy.IsInUseAsync(database, cancellationToken))
                throw new BackupFailure($"'{database}' đang được dùng; hãy dừng chương trình trước. / It is in use; stop the program first.");
        }

        var restoring = database + RestoringEnding;
        File.Delete(restoring);
        await using (var source = backup.Open(BackupManifest.SqliteEntry))
        await using (var target = new FileStream(restoring, FileMode.CreateNew, FileAccess.Write))
        {
            await source.CopyToAsync(target, cancellationToken);
            target.Flush(flushToDisk: true);
        }

        int held;
        await using (var copy = await SqliteCopy.OpenAsync(restoring, cancellationToken))
        {
            await using (var check = sql.Command(copy.Connection, "PRAGMA integrity_check"))
            {
                if ((string?)await check.ExecuteScalarAsync(cancellationToken) != "ok")
                    throw new BackupFailure("Cơ sở dữ liệu trong bản sao lưu bị hỏng. / The database in the backup is damaged.");
            }

            await using var transaction = await copy.Connection.BeginTransactionAsync(cancellationToken);
            held = await BeginAnewAsync(transaction, incarnation, stamp, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        // what was there is kept aside; the planner's own file is made anew from the database
        if (File.Exists(database))
            File.Move(database, string.Create(CultureInfo.InvariantCulture, $"{database}.replaced-{stamp:yyyyMMddHHmmss}"), overwrite: true);
        foreach (var old in (string[])[database + "-wal", database + "-shm", .. Directory.EnumerateFiles(options.DataDirectory, "quartz.db*")])
            File.Delete(old);
        File.Move(restoring, database, overwrite: true);
        return held;
    }

    private async Task<int> RestorePostgresAsync(BackupFile backup, bool force, string incarnation, DateTimeOffset stamp, CancellationToken cancellationToken)
    {
        var manifest = backup.Manifest;
        if (await postgres.IsEmptyAsync(cancellationToken))
        {
            if (!await schema.MigrateToAsync(manifest.Migrations, cancellationToken))
                throw new BackupFailure($"Chương trình này không dựng lại được lược đồ của bản sao lưu ({manifest.Program}); hãy phục hồi bằng phiên bản đó rồi nâng cấp. / Restore with that version, then upgrade.");
        }
        else
        {
            if (!force)
                throw NotEmpty("PostgreSQL");
            if (!DatabaseSchema.Same(await schema.AppliedAsync(cancellationToken), manifest.Migrations))
                throw new BackupFailure("Cơ sở dữ liệu đích có lược đồ khác bản sao lưu; hãy tạo cơ sở dữ liệu trống. / The target's schema differs from the backup's; make an empty database.");
            if (await postgres.OthersAsync(cancellationToken) is var others and > 0)
                throw new BackupFailure($"Còn {others} kết nối khác tới cơ sở dữ liệu; hãy dừng mọi nút trước. / Others are connected; stop every node first.");
        }

        var held = 0;
        var tables = manifest.Parts.Where(part => part.Columns is not null).Select(part => new CopiedTable(part.Name[BackupManifest.TablePrefix.Length..], part.Columns!)).ToList();
        await postgres.LoadAsync(tables, table => backup.Open(BackupManifest.TablePrefix + table.Name),
            async transaction => held = await BeginAnewAsync(transaction, incarnation, stamp, cancellationToken), cancellationToken);
        return held;
    }

    /// <summary>The new life: another name, and nothing overdue goes out by itself. Returns how many deliveries are held.</summary>
    private async Task<int> BeginAnewAsync(DbTransaction transaction, string incarnation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using (var name = sql.Command(transaction, "UPDATE setting SET document = @document WHERE key = @key",
            ("document", JsonSerializer.Serialize(new { id = incarnation, restoredAt = now }, Json.Options)), ("key", Incarnation.Key)))
        {
            if (await name.ExecuteNonQueryAsync(cancellationToken) == 0)
                throw new BackupFailure("Bản sao lưu không có tên đời hệ thống. / The backup names no incarnation.");
        }

        await using var hold = sql.Command(transaction, """
            UPDATE delivery SET maybe_received = CASE WHEN state = 'Sending' THEN @yes ELSE maybe_received END, state = 'Held', last_code = @code, lease_owner = NULL, lease_until = NULL
            WHERE state = 'Sending' OR (state IN ('Scheduled', 'Available', 'Retrying') AND send_at <= @now)
            """, ("yes", true), ("code", Scheduler.Channels.DeliveryCode.Restored), ("now", now));
        return await hold.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task ExtractFilesAsync(BackupFile backup, CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(options.DataDirectory) + Path.DirectorySeparatorChar;
        foreach (var part in backup.Manifest.Parts.Where(part => part.Name.StartsWith(BackupManifest.FilePrefix, StringComparison.Ordinal)))
        {
            var target = Path.GetFullPath(Path.Combine(root, part.Name[BackupManifest.FilePrefix.Length..]));
            if (!target.StartsWith(root, StringComparison.Ordinal))
                throw new BackupFailure($"Bản sao lưu có tệp nằm ngoài thư mục dữ liệu: '{part.Name}'. / A file would leave the data directory.");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using var source = backup.Open(part.Name);
            await using var file = new FileStream(target + RestoringEnding, FileMode.Create, FileAccess.Write);
            await source.CopyToAsync(file, cancellationToken);
            await file.DisposeAsync();
            File.Move(target + RestoringEnding, target, overwrite: true);
        }
    }

    private static BackupFailure NotEmpty(string where) =>
        new($"'{where}' không trống; chỉ phục hồi vào hệ thống trống, hoặc dùng --force để thay. / It is not empty; restore into an empty installation, or replace it with --force.");
}

/// <summary>What a restore did.</summary>
/// <param name="MadeAt">The state that was restored.</param>
/// <param name="Parts">Parts that were checked and put in place.</param>
/// <param name="Held">Deliveries that wait for a person's decision.</param>
/// <param name="Incarnation">The new life's name.</param>
internal sealed record RestoreReport(DateTimeOffset MadeAt, int Parts, int Held, string Incarnation);
