using Nq72.Cms.Composition;

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
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
