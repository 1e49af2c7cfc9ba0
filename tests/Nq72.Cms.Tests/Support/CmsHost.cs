using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nq72.Cms.Composition;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Support;

/// <summary>The program inside the test's process: a real server on a free port, a clock that the test turns, no scheduler.</summary>
internal sealed class CmsHost : IAsyncDisposable
{
    /// <summary>The address the world would see.</summary>
    public const string PublicUrl = "https://nq72.test";

    private readonly WebApplication app;
    private readonly List<CmsClient> clients = [];
    private readonly TestDatabase? owned;

    private CmsHost(WebApplication app, TimeProvider? clock, TestDatabase? owned)
    {
        this.app = app;
        this.owned = owned;
        Clock = clock as SteppedClock ?? new SteppedClock(CmsTemplate.Start);
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Admin = Client(Scopes.Admin);
        Public = Keep(new CmsClient(Url, null));
    }

    /// <summary>The clock that everything goes by, unless the host was started with another one.</summary>
    public SteppedClock Clock { get; }

    public Uri Url { get; }

    /// <summary>A client that may do everything.</summary>
    public CmsClient Admin { get; }

    /// <summary>A client without a token.</summary>
    public CmsClient Public { get; }

    public IServiceProvider Services => app.Services;

    public DateTimeOffset Now => Clock.Now();

    /// <summary>A host on a database of its own.</summary>
    public static async Task<CmsHost> StartNewAsync(DatabaseProvider provider, CancellationToken cancellationToken, params string[] further)
    {
        var database = await CmsTemplate.Instance.CreateAsync(provider, cancellationToken);
        return await StartAsync(database.Options, new SteppedClock(CmsTemplate.Start), cancellationToken, database, further);
    }

    /// <summary>A host on a database; a null clock is the one that the program has in production.</summary>
    public static async Task<CmsHost> StartAsync(
        DatabaseOptions options, TimeProvider? clock, CancellationToken cancellationToken, TestDatabase? owned = null, params string[] further)
    {
        var built = Nq72Host.Build([.. Settings(options), .. further], Quiet, clock);
        await StartUp.OpenAsync(built.Services, cancellationToken);
        await built.StartAsync(cancellationToken);
        return new CmsHost(built, clock, owned);
    }

    /// <summary>The settings of a host on a database, as on the command line.</summary>
    public static string[] Settings(DatabaseOptions options) =>
    [
        "--applicationName=Nq72.Cms", "--urls=http://127.0.0.1:0", $"--Nq72:PublicUrl={PublicUrl}", "--Nq72:SetupRecipe=none", "--Nq72:Scheduler:Enabled=false",
        $"--Database:Provider={options.Provider}", $"--Nq72:DataDirectory={options.DataDirectory}", $"--ConnectionStrings:Nq72={options.ConnectionString}",
    ];

    public static void Quiet(WebApplicationBuilder builder) => builder.Logging.ClearProviders();

    /// <summary>A client with the token that has just this scope.</summary>
    public CmsClient Client(string scope) => Keep(new CmsClient(Url, CmsTemplate.Token(scope)));

    /// <summary>Runs a verb, or anything else of the container, in a scope of its own.</summary>
    public async Task<TResult> RunAsync<TService, TResult>(Func<TService, Task<TResult>> run)
        where TService : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Asks or changes the database past the program.</summary>
    public Task<TResult> InDatabaseAsync<TResult>(Func<CmsDb, Task<TResult>> run) => RunAsync(run);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (owned is not null)
            await owned.DisposeAsync();
    }

    private CmsClient Keep(CmsClient client)
    {
        clients.Add(client);
        return client;
    }
}
