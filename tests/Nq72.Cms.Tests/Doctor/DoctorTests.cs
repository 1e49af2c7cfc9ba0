using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Composition;
using Nq72.Cms.Doctor;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Doctor;

/// <summary>What the doctor finds, and that he finds nothing where all is well.</summary>
public sealed class DoctorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Examination_of_a_sound_installation_finds_nothing_wrong(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await host.PublishedAsync(Token);
        await ChannelAsync(host);

        var found = await ExamineAsync(host);

        Assert.Equal(
            ["icu", "dataDirectory", "database", "integrity", "guards", "timeline", "search", "keyRing", "clock", "leases", "overdue", "waiting", "destinations", "ledger", "images", "clips"], found.Select(checkup => checkup.Code));
        Assert.All(found, checkup => Assert.True(checkup.State != CheckupState.Wrong, $"{checkup.Code}: {checkup.Text.En}"));
    }

    [Theory, OnEveryDatabase]
    public async Task Missing_guard_is_named(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);

        await ExecuteAsync(host, provider == DatabaseProvider.Sqlite ? "DROP TRIGGER receipt_kept" : "DROP TRIGGER receipt_kept ON receipt");

        Assert.Contains("receipt_kept", Wrong(await ExamineAsync(host), "guards").Text.En, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Broken_ledger_names_the_first_broken_link(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);

        await ExecuteAsync(host, "UPDATE ledger_head SET seq = 3");

        Assert.Contains("entry 1", Wrong(await ExamineAsync(host), "ledger").Text.En, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Lost_key_ring_names_the_destinations(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await ChannelAsync(host);
        await host.RunAsync(async (SchedulerDb db) =>
        {
            var destination = await db.Set<Destination>().SingleAsync(Token);
            destination.Secrets = ["khóa của một hệ thống khác"];
            return await db.SaveChangesAsync(Token);
        });

        Assert.Contains("bao/d", Wrong(await ExamineAsync(host), "keyRing").Text.En, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Overdue_deliveries_and_forgotten_leases_are_wrong(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await ChannelAsync(host);
        foreach (var state in new[] { DeliveryState.Scheduled, DeliveryState.Sending, DeliveryState.Held })
            await DeliveryAsync(host, state, host.Now.AddMinutes(-10));

        var found = await ExamineAsync(host);

        Assert.Contains("1 deliveries", Wrong(found, "overdue").Text.En, StringComparison.Ordinal);
        Assert.Contains("1 deliveries", Wrong(found, "leases").Text.En, StringComparison.Ordinal);
        Assert.Equal(CheckupState.Notice, found.Single(checkup => checkup.Code == "waiting").State);
    }

    [Fact]
    public async Task Clock_that_went_back_is_wrong()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await host.PublishedAsync(Token);

        await using var app = Nq72Host.Build(CmsHost.Settings(host.Services.GetRequiredService<DatabaseOptions>()), CmsHost.Quiet, new SteppedClock(host.Now.AddHours(-1)));
        await using var scope = app.Services.CreateAsyncScope();

        Wrong(await scope.ServiceProvider.GetRequiredService<Examination>().RunAsync(Token), "clock");
    }

    [Theory, OnEveryDatabase]
    public async Task Examination_without_a_database_says_so_and_makes_none(DatabaseProvider provider)
    {
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        await using var app = Nq72Host.Build(CmsHost.Settings(database.Options), CmsHost.Quiet, new SteppedClock(CmsTemplate.Start));
        await using var scope = app.Services.CreateAsyncScope();

        Wrong(await scope.ServiceProvider.GetRequiredService<Examination>().RunAsync(Token), "database");

        Assert.False(File.Exists(database.Options.SqliteFile));
    }

    private static Checkup Wrong(IReadOnlyList<Checkup> found, string code)
    {
        var checkup = found.Single(one => one.Code == code);
        Assert.Equal(CheckupState.Wrong, checkup.State);
        return checkup;
    }

    private static Task<IReadOnlyList<Checkup>> ExamineAsync(CmsHost host) => host.RunAsync((Examination doctor) => doctor.RunAsync(Token));

    private static Task<int> ExecuteAsync(CmsHost host, string statement) => host.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(statement, Token));

    private static async Task ChannelAsync(CmsHost host) =>
        (await host.Admin.PutAsync("/api/v1/manage/channels/bao", new { format = "ninjs", transport = "webhook", destinations = new[] { new { key = "d", url = "https://bao.example/" } } }, Token)).ExpectSuccess();

    private static Task<int> DeliveryAsync(CmsHost host, DeliveryState state, DateTimeOffset at) => host.RunAsync(async (SchedulerDb db) =>
    {
        var payload = new DeliveryPayload { Id = Guid.CreateVersion7(), ContentType = "text/plain", Extension = "txt", Bytes = [], Hash = Guid.NewGuid().ToString("N"), CreatedAt = at };
        db.Add(payload);
        db.Add(new Delivery
        {
            Id = Guid.CreateVersion7(), ItemId = "00000000000000000000000000", Version = 1, Channel = "bao", Destination = "d", State = state, DueAt = at, SendAt = at, NextTryAt = at,
            WindowEndsAt = at.AddDays(1), LeaseUntil = state == DeliveryState.Sending ? at : null, PayloadId = payload.Id, IdempotencyKey = Guid.NewGuid(), CreatedAt = at,
        });
        return await db.SaveChangesAsync(Token);
    });
}
