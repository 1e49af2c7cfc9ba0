using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Notices.Messages;

/// <summary>Tells this node that there is something to tell, one for each way.</summary>
internal sealed class MessageBell
{
    private readonly Dictionary<NoticeWay, Bell> bells = Enum.GetValues<NoticeWay>().ToDictionary(way => way, _ => new Bell());

    /// <summary>The bell of one way.</summary>
    public Bell this[NoticeWay way] => bells[way];

    /// <summary>Something was queued. Call after the commit.</summary>
    public void Ring()
    {
        foreach (var bell in bells.Values)
            bell.Ring();
    }
}
