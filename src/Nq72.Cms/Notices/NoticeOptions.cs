using System.ComponentModel.DataAnnotations;
using Nq72.Cms.Notices.Messages;

namespace Nq72.Cms.Notices;

/// <summary>Settings of notices.</summary>
public sealed class NoticeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Notices";

    /// <summary>How long after it was accepted a retraction may go unacknowledged, one minute to 30 days; default 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RetractionDeadline { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Where notices are posted to; nowhere by default.</summary>
    public NoticeWebhookOptions Webhook { get; set; } = new();
}
