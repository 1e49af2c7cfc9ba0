using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Support;

/// <summary>
/// The scheduler as a host has it, on one test database, with a clock that is turned by hand and a fake gateway. The release clock does not
/// run by itself: <see cref="DrainAsync"/> lets it do what is to be done now.
/// </summary>
internal sealed class SchedulerHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2027, 4, 6, 0, 0, 0, TimeSpan.Zero);
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    private readonly TestDatabase? owned;
    private readonly ServiceProvider services;

    private SchedulerHost(TestDatabase database, SteppedClock clock, FakeGateway gateway, DestinationKeys keys, bool owns, Action<SchedulerOptions>? configure)
    {
        owned = owns ? database : null;
        Database = database;
        Clock = clock;
        Gateway = gateway;
        Keys = keys;
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Nq72:Channels:AllowPrivateNetworks"] = "127.0.0.0/8",
            ["Nq72:Scheduler:Enabled"] = "false",
        };
        var collection = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new InstallationOptions { Zone = Zone })
            .AddSingleton<IDataProtectionProvider>(keys.Provider)
            .AddSingleton<IContentGateway>(gateway)
            .AddScoped<Locker>()
            .AddNq72Database(database.Options)
            .AddNq72Scheduler(database.Options, new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        if (configure is not null)
            collection.Configure(configure);
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public TestDatabase Database { get; }

    public SteppedClock Clock { get; }

    public FakeGateway Gateway { get; }

    public DestinationKeys Keys { get; }

    public DeliveryDrain Drain => services.GetRequiredService<DeliveryDrain>();

    public ReleaseClock ReleaseClock => services.GetRequiredService<ReleaseClock>();

    /// <summary>What a node asks PostgreSQL every second; not started.</summary>
    public DatabaseHeartbeat Heartbeat => services.GetRequiredService<DatabaseHeartbeat>();

    /// <summary>The service that finishes large releases; not started.</summary>
    public LargeArmings LargeArmings() => services.GetRequiredService<LargeArmings>();

    public DeliverySignal Signal => services.GetRequiredService<DeliverySignal>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A host on a database of its own.</summary>
    /// <param name="provider">Which database.</param>
    /// <param name="configure">Settings.</param>
    /// <param name="connection">What is added to the connection string.</param>
    public static async Task<SchedulerHost> StartAsync(DatabaseProvider provider, Action<SchedulerOptions>? configure = null, string? connection = null)
    {
        var database = await SchedulerSchema.Template.CreateAsync(provider, Token);
        if (connection is not null)
            database.Options.ConnectionString += $";{connection}";
        return new(database, new SteppedClock(Start), new FakeGateway(), new DestinationKeys(), owns: true, configure);
    }

    /// <summary>Another node of the same installation.</summary>
    public SchedulerHost AnotherNode(Action<SchedulerOptions>? configure = null) => new(Database, Clock, Gateway, Keys, owns: false, configure);

    /// <summary>Runs something in a scope of its own, as a request would.</summary>
    public async Task<TResult> InScopeAsync<TService, TResult>(Func<TService, Task<TResult>> action)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>As above for a verb that must succeed.</summary>
    public async Task<TResult> DoAsync<TService, TResult>(Func<TService, Task<Outcome<TResult>>> verb)
        where TService : notnull
    {
        var outcome = await InScopeAsync(verb);
        Assert.True(outcome.Succeeded, outcome.Problem?.ToString());
        return outcome.Value!;
    }

    /// <summary>As above for a verb that must not succeed.</summary>
    public async Task<Problem> FailAsync<TService, TResult>(Func<TService, Task<Outcome<TResult>>> verb)
        where TService : notnull
    {
        var outcome = await InScopeAsync(verb);
        Assert.False(outcome.Succeeded);
        return outcome.Problem!;
    }

    /// <summary>Sends everything that is due now, to the end.</summary>
    public async Task DrainAsync()
    {
        Signal.Ring();
        do
        {
            await ReleaseClock.ActAsync(Token);
            if (!Drain.HasWork && Drain.InFlight > 0)
                await Signal.WaitAsync(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
        while (Drain.HasWork || Drain.InFlight > 0);
        Signal.Ring();
        await ReleaseClock.ActAsync(Token);
        if (Drain.HasWork || Drain.InFlight > 0)
            await DrainAsync();
    }

    public async Task DrainAtAsync(DateTimeOffset instant)
    {
        Clock.TurnTo(instant);
        await DrainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (owned is not null)
            await owned.DisposeAsync();
    }
}

/// <summary>The keys that protect secrets, shared by the nodes of an installation.</summary>
internal sealed class DestinationKeys
{
    public IDataProtectionProvider Provider { get; } = new EphemeralDataProtectionProvider();
}
