using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>The lanes of this node, one a destination, as channels are saved. Thread-safe.</summary>
internal sealed class DeliveryLanes
{
    // other processes' changes are seen by then; our own at once
    private static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(5);

    private readonly IServiceScopeFactory scopes;
    private readonly DestinationSecrets secrets;
    private readonly Lock gate = new();
    private readonly Dictionary<(string Channel, string Destination), DeliveryLane> lanes = [];
    private DateTimeOffset readAt = DateTimeOffset.MinValue;
    private volatile bool stale = true;
    private bool closed;

    // somewhere: nodes that die and come back must not all begin with the same destinations
    private int first = Random.Shared.Next(1000);

    public DeliveryLanes(IServiceScopeFactory scopes, DestinationSecrets secrets, ChannelChanges changes, DeliverySignal signal)
    {
        this.scopes = scopes;
        this.secrets = secrets;
        changes.Listen(() =>
        {
            stale = true;
            signal.Ring();
        });
    }

    /// <summary>The lane of a claimed delivery.</summary>
    public DeliveryLane this[ClaimedDelivery delivery]
    {
        get
        {
            lock (gate)
                return lanes[(delivery.Channel, delivery.Destination)];
        }
    }

    /// <summary>Reads the channels again when they were changed or the last reading is old.</summary>
    public async Task RefreshAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!stale && now - readAt < LongestAge)
            return;
        stale = false;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            Configure(await scope.ServiceProvider.GetRequiredService<SchedulerDb>().Set<Channel>().AsNoTracking().Include(channel => channel.Destinations)
                .Where(channel => channel.Transport != TransportKind.Pull).ToListAsync(cancellationToken));
            readAt = now;
        }
        catch
        {
            stale = true;
            throw;
        }
    }

    /// <summary>How much each lane can take. When they wish for more than the node takes, the next asking goes on where this one ends.</summary>
    /// <param name="all">Whether to ask every lane, not only those that may have more.</param>
    /// <param name="most">Most deliveries on this node at a time.</param>
    /// <param name="now">Now.</param>
    public LaneRooms Rooms(bool all, int most, DateTimeOffset now)
    {
        lock (gate)
        {
            if (closed || lanes.Count == 0)
                return LaneRooms.None;
            var rooms = new List<(LaneRoom Room, int Place)>();
            first = (first + 1) % lanes.Count;
            foreach (var (place, lane) in lanes.Values.Index().Skip(first).Concat(lanes.Values.Index().Take(first)))
            {
                lane.MayHaveMore |= all;
                if (lane.MayHaveMore && lane.Room(now) is > 0 and var room)
                    rooms.Add((new(lane.Channel, lane.Destination, room), place));
            }

            var left = Math.Max(most - lanes.Values.Sum(lane => lane.Claimed - lane.Patient), 0);
            if (rooms.Sum(wish => wish.Room.Free) <= left)
                return new(rooms.ConvertAll(wish => wish.Room), left, LeftOut: false);
            if (left == 0)
                return LaneRooms.None;
            // nobody knows which lanes have anything: each gets its share, as far as it goes
            var share = Math.Max(left / rooms.Count, 1);
            var asked = rooms.Take(left).ToList();
            var leftOut = asked.Count < rooms.Count;
            if (leftOut)
                first = asked[^1].Place;
            return new(asked.ConvertAll(wish => wish.Room with { Free = Math.Min(wish.Room.Free, share) }), left, leftOut);
        }
    }

    /// <summary>Takes note of what a claim brought.</summary>
    public void Note(IReadOnlyList<LaneRoom> rooms, IReadOnlyList<ClaimedDelivery> claimed, DateTimeOffset now)
    {
        var found = claimed.CountBy(delivery => (delivery.Channel, delivery.Destination)).ToDictionary();
        lock (gate)
        {
            foreach (var room in rooms)
            {
                var lane = lanes[(room.Channel, room.Destination)];
                var count = found.GetValueOrDefault((room.Channel, room.Destination));
                lane.MayHaveMore = count >= room.Free;
                for (var i = 0; i < count; i++)
                    lane.Begin(now);
            }
        }
    }

    /// <summary>The lane of a destination; null when there is none.</summary>
    public DeliveryLane? Find(string channel, string destination)
    {
        lock (gate)
            return lanes.GetValueOrDefault((channel, destination));
    }

    /// <summary>These may have more than the last claim found.</summary>
    public void Reopen(IEnumerable<(string Channel, string Destination)> destinations)
    {
        lock (gate)
        {
            foreach (var destination in destinations)
            {
                if (lanes.TryGetValue(destination, out var lane))
                    lane.MayHaveMore = true;
            }
        }
    }

    /// <summary>Takes note of destinations that are back.</summary>
    public void Recover(IEnumerable<CircuitChange> changes)
    {
        lock (gate)
        {
            foreach (var change in changes.Where(change => change is { From: DestinationState.Open, To: DestinationState.Ok }))
            {
                if (!lanes.TryGetValue((change.Channel, change.Destination), out var lane))
                    continue;
                lane.Recover(change.At);
                lane.MayHaveMore = true;
            }
        }
    }

    /// <summary>Takes note that a request waits long for its answer, or does so no more.</summary>
    public void NotePatient(DeliveryLane lane, int change)
    {
        lock (gate)
            lane.Patient += change;
    }

    /// <summary>Takes note that a delivery is not on its way any more.</summary>
    public void End(DeliveryLane lane, SendResult result, TimeSpan took)
    {
        lock (gate)
            lane.End(result, took);
    }

    /// <summary>Lets no lane take anything more: the node is shutting down.</summary>
    public void Close()
    {
        lock (gate)
            closed = true;
    }

    private void Configure(IReadOnlyList<Channel> channels)
    {
        lock (gate)
        {
            var gone = lanes.Where(lane => lane.Value.Claimed == 0).Select(lane => lane.Key).ToHashSet();
            foreach (var channel in channels)
            {
                foreach (var destination in channel.Destinations)
                {
                    var key = (channel.Name, destination.Key);
                    gone.Remove(key);
                    if (!lanes.TryGetValue(key, out var lane))
                        lanes[key] = lane = new(channel.Name, destination.Key);
                    lane.Configure(channel, destination, secrets);
                }
            }

            foreach (var key in gone)
                lanes.Remove(key);
        }
    }
}
