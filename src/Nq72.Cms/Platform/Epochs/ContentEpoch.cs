namespace Nq72.Cms.Platform.Epochs;

/// <summary>
/// The number of the last recorded change that this node knows of. Whatever is kept in memory is kept under it, and thrown away when it
/// moves. Boundaries of the timeline (time passing) do not move it. Thread-safe.
/// </summary>
public sealed class ContentEpoch
{
    private long current;

    /// <summary>The last known epoch.</summary>
    public long Current => Volatile.Read(ref current);

    /// <summary>Takes note of an epoch; older ones change nothing.</summary>
    public void Observe(long epoch)
    {
        var known = Volatile.Read(ref current);
        while (epoch > known)
        {
            var seen = Interlocked.CompareExchange(ref current, epoch, known);
            if (seen == known)
                return;
            known = seen;
        }
    }
}
