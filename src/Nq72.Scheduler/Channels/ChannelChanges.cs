namespace Nq72.Scheduler.Channels;

/// <summary>Tells this node's drain that channels were changed. Thread-safe.</summary>
internal sealed class ChannelChanges
{
    private Action? listeners;

    /// <summary>Calls back after every change that this process committed.</summary>
    public void Listen(Action listener) => listeners += listener;

    public void Announce() => listeners?.Invoke();
}
