using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Composition;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Platform;

/// <summary>The schema is what the model says and what the hand-written guards add, however often and by however many it is migrated.</summary>
public sealed class MigrationTests
{
    private static readonly string[] SqliteGuards = ["content_version_immutable", "content_version_kept", "publication_no_overlap_insert", "publication_no_overlap_update", "USING fts5"];
    private static readonly string[] PostgresGuards = ["content_version_immutable", "content_version_kept", "publication_no_overlap", "vietnamese", "USING gin (tokens)"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Model_has_no_changes_that_no_migration_makes()
    {
        DbContext[] contexts =
        [
            new SqliteCmsDesign().CreateDbContext([]), new PostgresCmsDesign().CreateDbContext([]), new SqliteSchedulerDesign().CreateDbContext([]), new PostgresSchedulerDesign().CreateDbContext([]),
        ];
        foreach (var context in contexts)
        {
            using (context)
                Assert.False(context.Database.HasPendingModelChanges(), $"{context.GetType().Name}: run scripts/migration");
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_leaves_every_guard_in_place_and_migrate_again_changes_nothing(DatabaseProvider provider)
    {
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        await MigrateAsync(database.Options);
        var first = await SchemaAsync(database.Options);
        await MigrateAsync(database.Options);

        Assert.Equal(first, await SchemaAsync(database.Options));
        foreach (var guard in provider == DatabaseProvider.Sqlite ? SqliteGuards : PostgresGuards)
            Assert.Contains(first, line => line.Contains(guard, StringComparison.Ordinal));
        Assert.Contains(first, line => line.Contains("ck_publication_until_after_from", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_by_many_at_once_migrates_once(DatabaseProvider provider)
    {
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, Token);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => MigrateAsync(database.Options), Token)));

        await using var alone = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        await MigrateAsync(alone.Options);
        Assert.Equal(await SchemaAsync(alone.Options), await SchemaAsync(database.Options));
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_parts_translations_into_one_language_that_were_made_at_once(DatabaseProvider provider)
    {
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        await using (var app = Nq72Host.Build(CmsHost.Settings(database.Options), CmsHost.Quiet, TimeProvider.System))
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<CmsDb>().GetService<IMigrator>().MigrateAsync("Initial", Token);
        foreach (var (id, lang, made, gone) in new[] { ("b", "en", 1, ""), ("a", "en", 1, ""), ("c", "en", 2, ""), ("d", "en", 3, "4"), ("e", "fr", 3, "") })
        {
            await ReadAsync(database.Options, $"""
                INSERT INTO content_item (id, type, lang, localization_set, newest_version, created_at, created_by, revision, trashed_at)
                VALUES ('{id}', 'Article', '{lang}', 'set', 1, {At($"{made}")}, 'a', 1, {(gone.Length == 0 ? "NULL" : At(gone))})
                """);
        }

        await MigrateAsync(database.Options);

        Assert.Equal(["a set", "b b", "c c", "d set", "e set"], await ReadAsync(database.Options, "SELECT id || ' ' || localization_set FROM content_item ORDER BY id"));

        string At(string seconds) => provider == DatabaseProvider.Sqlite ? seconds : $"to_timestamp({seconds})";
    }

    [Fact]
    public async Task Migrate_after_a_death_in_the_middle_goes_on()
    {
        await using var database = await DatabaseTemplate.CreateEmptyAsync(DatabaseProvider.Sqlite, Token);
        // what a process that was killed while migrating leaves behind
        await ReadAsync(database.Options, """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""");
        await File.WriteAllTextAsync(Path.Combine(database.DataDirectory, "migrate.lock"), "", Token);

        await MigrateAsync(database.Options).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Contains(await SchemaAsync(database.Options), line => line.Contains("publication_no_overlap_insert", StringComparison.Ordinal));
    }

    private static async Task MigrateAsync(DatabaseOptions options)
    {
        await using var app = Nq72Host.Build(CmsHost.Settings(options), CmsHost.Quiet, TimeProvider.System);
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(Token);
    }

    // every table, index, trigger, constraint, function and collation of ours, as the database tells them
    private static Task<List<string>> SchemaAsync(DatabaseOptions options) => ReadAsync(options, options.Provider == DatabaseProvider.Sqlite
        ? "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> '__EFMigrationsLock' ORDER BY 1"
        : """
          SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns WHERE table_schema = 'public'
          UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
          UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
          UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
          UNION ALL SELECT 'collation ' || collname FROM pg_collation WHERE collnamespace = 'public'::regnamespace
          ORDER BY 1
          """);

    private static async Task<List<string>> ReadAsync(DatabaseOptions options, string sql)
    {
        await using var connections = new Connections(options);
        await using var connection = connections.Create();
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
            lines.Add(reader.GetString(0));
        return lines;
    }
}
