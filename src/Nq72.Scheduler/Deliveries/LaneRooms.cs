namespace Nq72.Scheduler.Deliveries;

/// <summary>The lanes that a claim asks.</summary>
/// <param name="Lanes">How much each can take.</param>
/// <param name="Left">How much the node can take in all.</param>
/// <param name="LeftOut">Whether others may have something too, for which there was no room to ask.</param>
internal sealed record LaneRooms(IReadOnlyList<LaneRoom> Lanes, int Left, bool LeftOut)
{
    public static readonly LaneRooms None = new([], 0, LeftOut: false);

    /// <summary>Whether there is something to claim still, after a claim that brought so much.</summary>
    public bool MoreAfter(int claimed) => LeftOut && claimed < Left;
}

/// <summary>How many deliveries a lane can take.</summary>
internal sealed record LaneRoom(string Channel, string Destination, int Free);
