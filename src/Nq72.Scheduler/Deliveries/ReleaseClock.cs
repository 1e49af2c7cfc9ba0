using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// Wakes at the instant: asks the database when something is due next, sleeps on the monotonic clock in steps of a second at most, and
/// lets the drain send. Woken early when this process commits something, and within a second when another node does.
/// </summary>
internal sealed class ReleaseClock(DeliveryDrain drain, AuditCircuits audits, DeliverySignal signal, SchedulerPulse pulse, DatabaseHeartbeat heartbeat, TimeProvider clock, ILogger<ReleaseClock> log) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TidyEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    // of what other nodes write the heartbeat tells; beside a SQLite file's one server there is the command line at most
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    private long lookTicks;
    private DateTimeOffset tidiedAt = DateTimeOffset.MinValue;
    private bool warm;

    // read by the heartbeat as well
    private DateTimeOffset LookAt
    {
        get => new(Volatile.Read(ref lookTicks), TimeSpan.Zero);
        set => Volatile.Write(ref lookTicks, value.UtcTicks);
    }

    /// <summary>Starts at once and does not wait for the host: an installation that is not migrated yet is asked again.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        heartbeat.Ask(DeliveryLedger.First, (reader, column) =>
        {
            if (!reader.IsDBNull(column) && reader.GetFieldValue<DateTimeOffset>(column) < LookAt)
                signal.Ring();
        });
        var backOff = FirstBackOff;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await BeatAsync(stoppingToken);
                drain.Calm();
                backOff = FirstBackOff;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) when (exception is DbException or TimeoutException)
            {
                log.LogWarning(exception, "Deliveries wait: the database does not answer; asked again in {BackOff}", backOff);
                await BackOffAsync(exception);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // whatever it is: a release clock that ended would let every instant pass in silence
                log.LogError(exception, "Deliveries wait: a turn failed by a fault; tried again in {BackOff}", backOff);
                await BackOffAsync(exception);
            }
        }

        await StopDrainAsync();

        async Task BackOffAsync(Exception failure)
        {
            drain.Reconnect(failure);
            await WaitAsync(backOff, stoppingToken);
            LookAt = DateTimeOffset.MinValue;
            backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
        }
    }

    /// <summary>Does what is to be done now, then waits for what comes first: a signal, the next instant, a second.</summary>
    internal async Task BeatAsync(CancellationToken cancellationToken)
    {
        await ActAsync(cancellationToken);
        if (drain.HasWork)
            return;
        var wait = LookAt - clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
            return;
        // whole milliseconds, upwards: never early
        await signal.WaitAsync(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(wait.TotalMilliseconds, Step.TotalMilliseconds))), clock, cancellationToken);
    }

    /// <summary>Marks, claims and tidies what is to be done now.</summary>
    internal async Task ActAsync(CancellationToken cancellationToken)
    {
        var rung = signal.TakeRing();
        if (rung)
            LookAt = DateTimeOffset.MinValue;
        await drain.RenewAsync(cancellationToken);
        var now = clock.Now();
        if (now >= LookAt)
        {
            var outlook = await drain.LookAsync(cancellationToken);
            // the first turn is taken even for nothing: what it needs is then compiled and cached before the first instant
            if (outlook.AnythingDue || drain.HasWork || !warm)
                await drain.TurnAsync(sweep: true, cancellationToken);
            warm = true;
            var latest = now + (outlook.AnythingDue ? Step : LookEvery);
            LookAt = outlook.NextAt < latest ? outlook.NextAt.Value : latest;
            // after the claim: what is on time goes first
            if (now - tidiedAt >= (outlook.AnythingDue || rung ? Step : TidyEvery))
            {
                tidiedAt = now;
                if (await drain.TidyAsync(cancellationToken))
                    LookAt = DateTimeOffset.MinValue;
            }
        }
        else if (drain.HasWork)
        {
            await drain.TurnAsync(sweep: false, cancellationToken);
        }

        if (audits.Any)
            await audits.ExecuteAsync(cancellationToken);
        pulse.Beat();
    }

    private async Task WaitAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(span, clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // stopping; the loop sees it
        }
    }

    private async Task StopDrainAsync()
    {
        try
        {
            await drain.StopAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbException or TimeoutException)
        {
            // the leases run out by themselves
            log.LogWarning(exception, "The last deliveries could not be written down; their leases run out");
        }
    }
}
