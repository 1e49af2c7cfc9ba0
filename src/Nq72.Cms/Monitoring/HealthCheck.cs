using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Monitoring;

/// <summary>One thing that must be well before requests are sent here. Says nothing that the public must not know.</summary>
/// <param name="Code">What was looked at, stable.</param>
/// <param name="State">Whether it is well.</param>
/// <param name="Remedy">What to do; null where it is well or not looked at.</param>
internal sealed record HealthCheck(string Code, HealthState State, LocalText? Remedy);

/// <summary>Whether something is well.</summary>
internal enum HealthState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Not looked at: this node does not need it, or what it stands on failed.</summary>
    Skipped,

    /// <summary>Requests should go elsewhere.</summary>
    Failed,
}
