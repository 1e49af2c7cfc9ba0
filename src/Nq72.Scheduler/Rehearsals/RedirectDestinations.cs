using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Rehearsals;

/// <summary>On a copy: points every webhook at the partners that are played on this machine, so that nothing is ever sent outside.</summary>
public sealed class RedirectDestinations
{
    private readonly SchedulerDb db;
    private readonly UnitOfWork unitOfWork;
    private readonly DestinationSecrets secrets;
    private readonly ChannelChanges changes;

    internal RedirectDestinations(SchedulerDb db, UnitOfWork unitOfWork, DestinationSecrets secrets, ChannelChanges changes)
    {
        this.db = db;
        this.unitOfWork = unitOfWork;
        this.secrets = secrets;
        this.changes = changes;
    }

    /// <summary>Gives every configured webhook a secret of the copy's own, the original's do not belong here, and forgets which real receivers were failing.</summary>
    public async Task ForgetOriginalsAsync(CancellationToken cancellationToken)
    {
        // before the transaction: the copy's first key is written by a connection of its own
        var secret = secrets.Protect(DestinationSecrets.Create());
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        foreach (var destination in await db.Set<Destination>().ToListAsync(cancellationToken))
        {
            destination.Secrets = destination.Secrets.Count == 0 ? [] : [secret];
            // how the real receiver is doing says nothing about the one that is played
            if (destination.State == DestinationState.Open)
                destination.Reset(DestinationState.Unprobed, since: null);
        }

        await work.CommitAsync(cancellationToken);
        changes.Announce();
    }

    /// <summary>Points each configured webhook to where its partner is played at that instant.</summary>
    public async Task RunAsync(PartnerScript script, PartnerAddresses addresses, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        foreach (var destination in await db.Set<Destination>().Where(destination => destination.Url != null).ToListAsync(cancellationToken))
            destination.Url = addresses.Of(script.MoodOf(destination.Channel, destination.Key, now).Act, destination.Channel, destination.Key);
        if (!db.ChangeTracker.HasChanges())
            return;
        await work.CommitAsync(cancellationToken);
        changes.Announce();
    }
}
