using Microsoft.Extensions.Hosting;

namespace Nq72.Scheduler.Platform;

/// <summary>Runs a service from the moment at which the host answers, so that no reader waits for what it begins with.</summary>
internal sealed class WhenHostAnswers<TService>(TService service, IHostApplicationLifetime lifetime) : IHostedService
    where TService : BackgroundService
{
    private CancellationTokenRegistration waiting;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        waiting = lifetime.ApplicationStarted.Register(() => _ = service.StartAsync(CancellationToken.None));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await waiting.DisposeAsync();
        await service.StopAsync(cancellationToken);
    }
}
