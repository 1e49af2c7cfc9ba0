using Microsoft.Extensions.DependencyInjection;
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

    // what is due and may not go yet, as by a channel's pace, is looked at again; what stays so is looked at less often
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);
    private const int Patience = 60;

    private readonly SteppedClock clock;
    private readonly ReleaseClock releaseClock;
    private readonly DeliveryDrain drain;
    private readonly DeliverySignal signal;
    private readonly PartnerWaits waits;
    private readonly IServiceScopeFactory scopes;
    private PartnerAddresses? addresses;
    private PartnerScript script = PartnerScript.AllWell;
    private int overdue;

    internal RehearsalDrive(SteppedClock clock, ReleaseClock releaseClock, DeliveryDrain drain, DeliverySignal signal, PartnerWaits waits, IServiceScopeFactory scopes)
    {
        this.clock = clock;
        this.releaseClock = releaseClock;
        this.drain = drain;
        this.signal = signal;
        this.waits = waits;
        this.scopes = scopes;
    }

    /// <summary>The rehearsal's now.</summary>
    public DateTimeOffset Now => clock.Now();

    /// <summary>Where partners are played, and how they behave; from the next turn on every webhook goes there.</summary>
    public void MeetAt(PartnerAddresses at, PartnerScript played) => (addresses, script) = (at, played);

    /// <summary>When the scheduler has something to do next: a delivery that is due, a partner that answers or changes; null when nothing is planned.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        var outlook = await drain.LookAsync(cancellationToken);
        DateTimeOffset? again = null;
        if (!outlook.AnythingDue)
            overdue = 0;
        else
            again = Now + (overdue++ < Patience ? Soon : Later);
        var timer = drain.InFlight > 0 ? clock.NextTimerAt : null;
        return new[] { outlook.NextAt, again, timer, script.NextChangeAfter(Now) }.Min();
    }

    /// <summary>Turns the clock, and returns when all that can happen at that instant was done and written down. Returns whether anything was sent.</summary>
    public async Task<bool> TurnToAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        clock.TurnTo(instant);
        if (addresses is not null)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RedirectDestinations>().RunAsync(script, addresses, Now, cancellationToken);
        }

        var sent = false;
        bool moved;
        do
        {
            signal.Ring();
            await releaseClock.ActAsync(cancellationToken);
            moved = IsMoving;
            sent |= moved;
            while (IsMoving)
            {
                // receivers answer in real time, however the rehearsal's clock is turned
                await signal.WaitAsync(Glance, TimeProvider.System, cancellationToken);
                await releaseClock.ActAsync(cancellationToken);
            }
        }
        while (moved);

        return sent;
    }

    // what waits for a slow partner waits for the clock, and so for the next turn
    private bool IsMoving => drain.HasWork || drain.InFlight > drain.Sending.Count(waits.Holds);
}
