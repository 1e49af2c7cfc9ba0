using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Platform;

/// <summary>
/// Tells the host that something which the public is shown changes in this unit of work (occasions, campaigns), so that whatever it keeps in
/// memory is thrown away with the commit.
/// </summary>
/// <param name="tell">What the host does about it, inside the transaction; null for a host that shows nothing.</param>
public sealed class PublicChanges(Action<Work, DateTimeOffset>? tell)
{
    /// <summary>Says so. Once a unit of work is enough; more often does no harm.</summary>
    public void Announce(Work work, DateTimeOffset now) => tell?.Invoke(work, now);
}
