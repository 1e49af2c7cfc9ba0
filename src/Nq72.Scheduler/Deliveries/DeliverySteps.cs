using System.Diagnostics;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// Says where the work stands to whoever listens to the <see cref="DiagnosticListener"/> named <see cref="Listener"/>: a tracer beside the
/// program, or a test that ends the process right there. Costs one read of a field when nobody listens. Thread-safe.
/// </summary>
internal static class DeliverySteps
{
    /// <summary>The listener's name.</summary>
    public const string Listener = "Nq72.Deliveries";

    private static readonly DiagnosticListener Source = new(Listener);

    /// <summary>A change of a release (arming writes publications and deliveries) is about to be committed.</summary>
    public static void ReleaseCommitting(string release, string action) => Say(nameof(ReleaseCommitting), release, action);

    /// <summary>A change of a release is committed.</summary>
    public static void ReleaseCommitted(string release, string action) => Say(nameof(ReleaseCommitted), release, action);

    /// <summary>Leases are written, not committed.</summary>
    public static void Claiming(int count) => Say(nameof(Claiming), count);

    /// <summary>Leases are committed, nothing is sent.</summary>
    public static void Claimed(int count) => Say(nameof(Claimed), count);

    /// <summary>Just before the step that cannot be undone: the POST, or the rename of a file into its place.</summary>
    public static void Sending(ClaimedDelivery delivery) => Say(nameof(Sending), delivery);

    /// <summary>An attempt ended, nothing is written down of it.</summary>
    public static void Sent(ClaimedDelivery delivery) => Say(nameof(Sent), delivery);

    /// <summary>Outcomes are about to be written.</summary>
    public static void Marking(int count) => Say(nameof(Marking), count);

    /// <summary>Outcomes are committed.</summary>
    public static void Marked(int count) => Say(nameof(Marked), count);

    private static void Say(string step, string release, string action)
    {
        if (Source.IsEnabled(step))
            Source.Write(step, new ReleaseStep(release, action));
    }

    private static void Say(string step, int count)
    {
        if (count > 0 && Source.IsEnabled(step))
            Source.Write(step, new BatchStep(count));
    }

    private static void Say(string step, ClaimedDelivery delivery)
    {
        if (Source.IsEnabled(step))
            Source.Write(step, new DeliveryStep(delivery.Id, delivery.Channel, delivery.Destination, delivery.IdempotencyKey, delivery.Attempt));
    }
}

/// <summary>Which release, and which verb (<c>release.arm</c>).</summary>
internal sealed record ReleaseStep(string Release, string Action);

/// <summary>How many deliveries; never none.</summary>
internal sealed record BatchStep(int Count);

/// <summary>Which delivery, and which attempt at it.</summary>
internal sealed record DeliveryStep(Guid Delivery, string Channel, string Destination, Guid IdempotencyKey, int Attempt);
