using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Rehearsals;

/// <summary>On a copy: points every webhook at a recording receiver, so that nothing is ever sent outside.</summary>
public sealed class RedirectDestinations(SchedulerDb db, UnitOfWork unitOfWork)
{
    /// <summary>Points each configured webhook to <c>{receiver}/{channel}/{destination}</c>. Returns how many.</summary>
    public async Task<int> RunAsync(string receiver, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var destinations = await db.Set<Destination>().Where(destination => destination.Url != null).ToListAsync(cancellationToken);
        foreach (var destination in destinations)
        {
            destination.Url = $"{receiver}/{destination.Channel}/{destination.Key}";
            // how the real receiver is doing says nothing about the recording one
            if (destination.State == DestinationState.Open)
                destination.Reset(DestinationState.Unprobed, since: null);
        }

        await work.CommitAsync(cancellationToken);
        return destinations.Count;
    }
}
