using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Backups;
using Nq72.Cms.Composition;
using Nq72.Cms.Doctor;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Backups;

/// <summary>A backup from before an upgrade: put back as it was, then brought to this program's schema.</summary>
public sealed class OlderBackupTests : IDisposable
{
    // the first schema of the scheduler that a backup can be made of: columns and whole tables were added since
    private const string Older = "LedgerGuards";

    private readonly TemporaryFolder folder = new("nq72-older-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => folder.Combine("backup.zip");

    [Theory, OnEveryDatabase]
    public async Task Backup_of_an_older_schema_is_restored_and_migrated_and_what_is_overdue_is_held(DatabaseProvider provider)
    {
        var now = CmsTemplate.Start;
        await using var old = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        var (overdue, ahead) = (Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        await InProgramAsync(old, now, async services =>
        {
            await MigrateToOlderAsync(services);
            await AddDeliveryAsync(services, overdue, now.AddMinutes(-1), now);
            await AddDeliveryAsync(services, ahead, now.AddDays(30), now);
            return await services.GetRequiredService<MakeBackup>().RunAsync(File, Token);
        });

        await using var target = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        var (report, isCurrent) = await InProgramAsync(target, now.AddHours(1), async services =>
        {
            var restored = await services.GetRequiredService<RestoreBackup>().RunAsync(File, force: false, Token);
            var schema = services.GetRequiredService<DatabaseSchema>();
            return (restored, DatabaseSchema.Same(await schema.AppliedAsync(Token), schema.Known()));
        });

        Assert.True(isCurrent);
        Assert.Equal(1, report.Held);
        await using var host = await CmsHost.StartAsync(target.Options, new SteppedClock(now.AddHours(1)), Token);
        var deliveries = await host.RunAsync<SchedulerDb, List<Delivery>>(db => db.Set<Delivery>().AsNoTracking().ToListAsync(Token));
        var held = deliveries.Single(delivery => delivery.Id == overdue);
        // and what was added since has its default
        Assert.Equal((DeliveryState.Held, DeliveryCode.Restored, false, 0), (held.State, held.LastCode, held.CancelAsked, held.LostLeases));
        Assert.Equal((DeliveryState.Scheduled, (DeliveryCode?)null), deliveries.Where(delivery => delivery.Id == ahead).Select(delivery => (delivery.State, delivery.LastCode)).Single());
        Assert.DoesNotContain(await host.RunAsync((Examination doctor) => doctor.RunAsync(Token)), checkup => checkup.State == CheckupState.Wrong);
    }

    [Fact]
    public async Task Backup_whose_schema_this_program_cannot_build_any_more_is_refused_in_words()
    {
        Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
        await using var old = await DatabaseTemplate.CreateEmptyAsync(DatabaseProvider.PostgreSql, Token);
        await InProgramAsync(old, CmsTemplate.Start, async services =>
        {
            await MigrateToOlderAsync(services);
            // as if one of the migrations in between had come later than those after it
            await services.GetRequiredService<SchedulerDb>().Database.ExecuteSqlRawAsync($"DELETE FROM {SchedulerDb.HistoryTable} WHERE \"MigrationId\" LIKE '%_Ledger'", Token);
            return await services.GetRequiredService<MakeBackup>().RunAsync(File, Token);
        });

        await using var target = await DatabaseTemplate.CreateEmptyAsync(DatabaseProvider.PostgreSql, Token);
        var refused = await Assert.ThrowsAsync<BackupFailure>(() => InProgramAsync(
            target, CmsTemplate.Start, services => services.GetRequiredService<RestoreBackup>().RunAsync(File, force: false, Token)));

        Assert.Contains("then upgrade", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<TResult> InProgramAsync<TResult>(TestDatabase database, DateTimeOffset now, Func<IServiceProvider, Task<TResult>> action)
    {
        await using var app = Nq72Host.Build(CmsHost.Settings(database.Options), CmsHost.Quiet, new SteppedClock(now));
        await using var scope = app.Services.CreateAsyncScope();
        return await action(scope.ServiceProvider);
    }

    private static async Task MigrateToOlderAsync(IServiceProvider services)
    {
        var schema = services.GetRequiredService<DatabaseSchema>();
        var wanted = schema.Known().ToDictionary(
            context => context.Key,
            context => context.Key.Contains("Scheduler", StringComparison.Ordinal)
                ? (IReadOnlyList<string>)[.. context.Value.TakeWhile(name => !name.EndsWith(Older, StringComparison.Ordinal)), context.Value.Single(name => name.EndsWith(Older, StringComparison.Ordinal))]
                : context.Value,
            StringComparer.Ordinal);
        Assert.True(await schema.MigrateToAsync(wanted, Token));
    }

    // past today's model, which has more columns
    private static async Task AddDeliveryAsync(IServiceProvider services, Guid id, DateTimeOffset at, DateTimeOffset now)
    {
        var sql = services.GetRequiredService<SqlDialect>();
        await using var connection = services.GetRequiredService<Connections>().Create();
        await connection.OpenAsync(Token);
        await using (var payload = sql.Command(connection, "INSERT INTO delivery_payload (id, content_type, extension, bytes, hash, created_at) VALUES (@id, 'text/plain', '.txt', @bytes, @hash, @now)",
            ("id", id), ("bytes", new byte[] { 1 }), ("hash", new string('0', 64)), ("now", now)))
            await payload.ExecuteNonQueryAsync(Token);
        await using var delivery = sql.Command(connection, """
            INSERT INTO delivery (id, item_id, version, channel, destination, operation, seq, state, due_at, send_at, next_try_at, window_ends_at, on_window_end, attempts, fence, payload_id,
              idempotency_key, generation, maybe_received, created_at)
            VALUES (@id, @item, 1, 'tep', 'a', @operation, 1, @state, @at, @at, @at, @end, @onEnd, 0, 0, @id, @id, 1, @no, @now)
            """, ("id", id), ("item", ContentIds.New()), ("operation", DeliveryOperation.Publish), ("state", DeliveryState.Scheduled), ("at", at), ("end", at.AddDays(1)),
            ("onEnd", WindowEnd.Expire), ("no", false), ("now", now));
        await delivery.ExecuteNonQueryAsync(Token);
    }
}
