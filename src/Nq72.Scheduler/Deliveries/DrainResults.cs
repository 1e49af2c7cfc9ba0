using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Deliveries;

/// <summary>What came of sending and probing since the last turn, until it is written down.</summary>
internal sealed class DrainResults(List<FinishedDelivery> marks, IReadOnlyList<FinishedProbe> probes)
{
    /// <summary>Deliveries that are over.</summary>
    public IReadOnlyList<FinishedDelivery> Marks { get; private set; } = marks;

    /// <summary>Probes that are over.</summary>
    public IReadOnlyList<FinishedProbe> Probes { get; private set; } = probes;

    /// <summary>Whether a circuit may open or close by them.</summary>
    public bool ChangeCircuits => Probes.Count > 0 || Marks.Any(mark => mark.Result.Verdict != SendVerdict.Accepted);

    /// <summary>They are written down.</summary>
    public void Clear() => (Marks, Probes) = ([], []);
}
