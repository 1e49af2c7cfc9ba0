using Nq72.Cms.Composition;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.CommandLine;

/// <summary><c>serve</c>: everything on one machine.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var app = Nq72Host.Build(settings);
        var routes = Task.Run(() => StartUp.BuildRoutes(app), cancellationToken);
        await StartUp.PrepareAsync(app.Services, cancellationToken);
        await routes;
        var read = Task.Run(() => StartUp.ReadFirstPageAsync(app.Services, cancellationToken), cancellationToken);
        await app.StartAsync(cancellationToken);
        await read;
        StartUp.Announce(app);
        _ = StartUp.BuildMapsAsync(app.Services.GetRequiredService<DatabaseOptions>(), cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
