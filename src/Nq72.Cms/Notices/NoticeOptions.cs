using Nq72.Cms.Notices.Messages;

namespace Nq72.Cms.Notices;

/// <summary>Settings of notices.</summary>
public sealed class NoticeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Notices";

    /// <summary>Where notices are posted to; nowhere by default.</summary>
    public NoticeWebhookOptions Webhook { get; set; } = new();
}
