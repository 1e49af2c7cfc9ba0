using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Channels;

/// <summary>Sees whether a channel's destinations can be reached, and notes it. Sends nothing.</summary>
public sealed class ProbeChannel
{
    private const int AtATime = 8;

    private readonly SchedulerDb db;
    private readonly ProbeDestination probe;
    private readonly NoteReached reached;

    internal ProbeChannel(SchedulerDb db, ProbeDestination probe, NoteReached reached)
    {
        this.db = db;
        this.probe = probe;
        this.reached = reached;
    }

    /// <summary>Probes every destination of a channel.</summary>
    public async Task<Outcome<ProbeView>> ExecuteAsync(string name, CancellationToken cancellationToken)
    {
        var channel = await db.Set<Channel>().AsNoTracking().Include(known => known.Destinations).FirstOrDefaultAsync(known => known.Name == name, cancellationToken);
        if (channel is null)
            return Problem.NotFound("Không có kênh này.", "There is no such channel.");
        using var places = new SemaphoreSlim(AtATime);
        var probes = await Task.WhenAll(channel.Destinations.OrderBy(destination => destination.Position).Select(async destination =>
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                return await probe.ExecuteAsync(channel.Transport, channel.Name, destination.Key, destination.Url, cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }));
        await reached.ExecuteAsync(name, [.. probes.Where(found => found.Ok).Select(found => found.Key)], cancellationToken);
        return new ProbeView(channel.Name, channel.State, channel.State == ChannelState.Ok && Array.TrueForAll(probes, found => found.Ok), probes);
    }
}

/// <summary>What a probe found.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="State">Its state before the probe.</param>
/// <param name="Ok">Whether every destination can be reached.</param>
/// <param name="Destinations">Each of them.</param>
public sealed record ProbeView(string Channel, ChannelState State, bool Ok, IReadOnlyList<DestinationProbe> Destinations);
