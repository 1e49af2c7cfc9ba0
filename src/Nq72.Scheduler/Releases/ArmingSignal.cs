using System.Threading.Channels;

namespace Nq72.Scheduler.Releases;

/// <summary>Tells this node that there is a large release to write. Thread-safe; a ring before a wait is not lost.</summary>
internal sealed class ArmingSignal
{
    private readonly Channel<bool> rings = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A release began to be armed. Call after the commit.</summary>
    public void Ring() => rings.Writer.TryWrite(true);

    /// <summary>Waits for a ring, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await rings.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(atMost, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // other nodes begin to arm as well, and may die over it
        }
    }
}
