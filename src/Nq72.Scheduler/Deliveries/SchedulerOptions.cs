using System.ComponentModel.DataAnnotations;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Settings of delivering on this node. Reading content never depends on them.</summary>
public sealed class SchedulerOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Nq72:Scheduler";

    /// <summary>Whether this node delivers and keeps house.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long a claimed delivery is this node's unless it says again that it is still sending, which it does after a third; so long others wait when it dies.</summary>
    [Range(typeof(TimeSpan), "00:00:06", "00:10:00")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Requests at a time from this node, over all destinations; one that has waited a second for its answer is not counted any more.</summary>
    [Range(1, 1024)]
    public int GlobalConcurrency { get; set; } = 64;

    /// <summary>Most deliveries that this node holds a lease on at a time, without those that have waited a second for their answer.</summary>
    [Range(1, 5000)]
    public int BatchSize { get; set; } = 2000;

    /// <summary>How long a receiver may leave a retraction unacknowledged, or a correction untaken, one minute to 30 days; after that it is overdue.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RetractionDeadline { get; set; } = TimeSpan.FromHours(24);
}
