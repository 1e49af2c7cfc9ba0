using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>Tells this node that there is a large release to write.</summary>
internal sealed class ArmingSignal : Bell;
