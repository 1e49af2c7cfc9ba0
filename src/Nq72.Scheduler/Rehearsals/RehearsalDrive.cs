using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Rehearsals;

/// <summary>
/// Runs the scheduler by hand on a copy: turns its clock to an instant and lets everything that is due then go out, before the clock is
/// turned on. The real release clock, leases, transports and marks are used; only the waiting is left out. One caller at a time.
/// </summary>
public sealed class RehearsalDrive
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly SteppedClock clock;
    private readonly ReleaseClock releaseClock;
    private readonly DeliveryDrain drain;
    private readonly DeliverySignal signal;

    internal RehearsalDrive(SteppedClock clock, ReleaseClock releaseClock, DeliveryDrain drain, DeliverySignal signal)
    {
        this.clock = clock;
        this.releaseClock = releaseClock;
        this.drain = drain;
        this.signal = signal;
    }

    /// <summary>The rehearsal's now.</summary>
    public DateTimeOffset Now => clock.Now();

    /// <summary>When a delivery is due next; null when none is planned.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => (await drain.LookAsync(cancellationToken)).NextAt;

    /// <summary>Turns the clock, and returns when all that is due at that instant was sent and written down.</summary>
    public async Task TurnToAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        clock.TurnTo(instant);
        bool sent;
        do
        {
            signal.Ring();
            await releaseClock.ActAsync(cancellationToken);
            sent = drain.InFlight > 0 || drain.HasResults;
            while (drain.InFlight > 0 || drain.HasResults)
            {
                // receivers answer in real time, however the rehearsal's clock is turned
                await signal.WaitAsync(Glance, TimeProvider.System, cancellationToken);
                await releaseClock.ActAsync(cancellationToken);
            }
        }
        while (sent);
    }
}
