using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Nq72.Cms.Accounts;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Previews;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Rehearsal;

/// <summary>Copies an installation's database into an SQLite file: one consistent state, while the original goes on working.</summary>
internal static class CopyInstallation
{
    // who could get in, how much was asked with it, and what opens secrets: no copy holds them
    private static readonly Type[] Credentials = [typeof(ApiToken), typeof(TokenUsage), typeof(Account), typeof(AccountLink), typeof(AccountSession), typeof(GrantLimit), typeof(Delegation), typeof(ProtectionKey), typeof(PreviewLink)];

    // not needed to see what a peak would do, and large; without its entries the copy's ledger begins anew
    private static readonly Type[] LeftOut = [typeof(DeliveryAttempt), typeof(Receipt), typeof(LedgerHead), typeof(AuditEntry)];

    /// <summary>SQLite: the file as it is at this moment, made by the database itself.</summary>
    public static async Task CopyFileAsync(DatabaseOptions source, DatabaseOptions copy, CancellationToken cancellationToken)
    {
        await using var connection = Connections.CreateSqlite(source.SqliteFile);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        var file = command.CreateParameter();
        file.ParameterName = "$file";
        file.Value = copy.SqliteFile;
        command.Parameters.Add(file);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes accounts, tokens and keys out of a copy, for good: nothing of them can be read from the file any more.</summary>
    public static async Task ScrubAsync(IServiceProvider copy, CancellationToken cancellationToken)
    {
        await using var scope = copy.CreateAsyncScope();
        foreach (var type in copy.GetRequiredService<DatabaseContexts>().Types)
        {
            var db = (DbContext)scope.ServiceProvider.GetRequiredService(type);
            await db.Database.OpenConnectionAsync(cancellationToken);
            await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF; PRAGMA secure_delete = ON", cancellationToken);
            foreach (var table in db.Model.GetEntityTypes().Where(IsCredential).Select(entity => entity.GetTableName()).OfType<string>().Distinct(StringComparer.Ordinal))
                await EmptyAsync(db, table, cancellationToken);
            await db.Database.ExecuteSqlRawAsync("VACUUM; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA foreign_keys = ON", cancellationToken);
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task EmptyAsync(DbContext db, string table, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"DELETE FROM \"{table}\"";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>PostgreSQL: what a rehearsal needs, row by row, into a migrated empty copy. The source is read in one snapshot.</summary>
    public static async Task ExportAsync(IServiceProvider source, IServiceProvider copy, CancellationToken cancellationToken)
    {
        await using var sourceScope = source.CreateAsyncScope();
        await using var copyScope = copy.CreateAsyncScope();
        await using var snapshot = await sourceScope.ServiceProvider.GetRequiredService<ReadSnapshot>().BeginAsync(cancellationToken);
        await copyScope.ServiceProvider.GetRequiredService<CmsDb>().Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF", cancellationToken);
        foreach (var type in source.GetRequiredService<DatabaseContexts>().Types)
        {
            var from = (DbContext)sourceScope.ServiceProvider.GetRequiredService(type);
            var to = (DbContext)copyScope.ServiceProvider.GetRequiredService(type);
            foreach (var entity in to.Model.GetEntityTypes().Where(entity => !entity.IsOwned() && !LeftOut.Contains(entity.ClrType) && !IsCredential(entity)))
                await (Task)Copy.MakeGenericMethod(entity.ClrType).Invoke(null, [from, to, cancellationToken])!;
        }
    }

    private static readonly MethodInfo Copy = typeof(CopyInstallation).GetMethod(nameof(CopyRowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static bool IsCredential(IEntityType entity) =>
        Credentials.Contains(entity.ClrType) || entity.ClrType.Namespace?.StartsWith("Microsoft.AspNetCore.Identity", StringComparison.Ordinal) == true;

    private static async Task CopyRowsAsync<T>(DbContext from, DbContext to, CancellationToken cancellationToken)
        where T : class
    {
        await to.Set<T>().ExecuteDeleteAsync(cancellationToken);
        foreach (var chunk in (await from.Set<T>().AsNoTracking().ToListAsync(cancellationToken)).Chunk(500))
        {
            to.Set<T>().AddRange(chunk);
            await to.SaveChangesAsync(cancellationToken);
            to.ChangeTracker.Clear();
        }
    }
}
