namespace Nq72.Cms.Accounts;

/// <summary>Has usage written twice a minute, and once more when the node stops: who kills it loses half a minute's figures, and no more.</summary>
internal sealed class TokenMeterWriter(TokenMeter meter, ILogger<TokenMeterWriter> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await WriteAsync(stoppingToken);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await meter.WriteAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // figures must not stop a node; what was counted waits for the next time
            log.LogWarning(exception, "The usage of tokens could not be written; trying again");
        }
    }
}
