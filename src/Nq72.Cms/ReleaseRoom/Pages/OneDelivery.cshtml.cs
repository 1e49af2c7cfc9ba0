using System.Text;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>One delivery: what was tried, why it is where it is, and what a person may do about it.</summary>
public sealed class OneDelivery(DeliveryQueries queries, DeliveryRows rows, IContentGateway gateway, RetryDelivery retry, CancelDelivery cancel, RecordReceipt record) : DeskPage
{
    /// <summary>Bytes of what is sent that are shown.</summary>
    public const int MostBytes = 20_000;

    public DeliveryRow Row { get; private set; } = null!;

    /// <summary>Where it goes, for people.</summary>
    public string DestinationName { get; private set; } = "";

    /// <summary>By which channel, for people.</summary>
    public string ChannelName { get; private set; } = "";

    /// <summary>What is sent.</summary>
    public PayloadView? Payload { get; private set; }

    /// <summary>The beginning of what is sent as text; null where it is none.</summary>
    public string? PayloadText => Payload is { RedactedAt: null } payload && (payload.ContentType.StartsWith("text/", StringComparison.Ordinal) || payload.ContentType.Contains("json", StringComparison.Ordinal) || payload.ContentType.Contains("xml", StringComparison.Ordinal))
        ? Encoding.UTF8.GetString(payload.Bytes.AsSpan(0, Math.Min(payload.Bytes.Length, MostBytes))) : null;

    public IReadOnlyList<AttemptView> Attempts { get; private set; } = [];

    public IReadOnlyList<ReceiptView> Receipts { get; private set; } = [];

    /// <summary>Whether the person may record that the receiver did what a correction or retraction asks.</summary>
    public bool CanRecord => (May(Scopes.Publish) || May(Scopes.Operate)) && Row.Delivery.Operation != DeliveryOperation.Publish && Row.Delivery.State is not (DeliveryState.Scheduled or DeliveryState.Cancelled)
        && !Receipts.Any(receipt => receipt.Kind == Retractions.KindFor(Row.Delivery.Operation));

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await queries.GetAsync(id, cancellationToken);
        if (!found.Succeeded)
            return NotFound();
        var delivery = found.Value.Delivery;
        var facts = await gateway.InspectAsync([new ContentPin(delivery.Item, delivery.Version)], cancellationToken);
        Row = new DeliveryRow(delivery, facts[0].Exists ? facts[0].Title : delivery.Item);
        var names = await rows.NamesAsync(cancellationToken);
        (DestinationName, ChannelName) = (names.OfDestination(delivery.Channel, delivery.Destination), names.OfChannel(delivery.Channel));
        Payload = await queries.PayloadAsync(id, cancellationToken);
        (Attempts, Receipts) = (found.Value.Attempts, found.Value.Receipts);
        return Page();
    }

    public async Task<IActionResult> OnPostRetryAsync(Guid id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, () => retry.ExecuteAsync(id, Actor, cancellationToken), "delivery.retried", cancellationToken);

    public async Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, () => cancel.ExecuteAsync(id, Actor, cancellationToken), "delivery.cancelled", cancellationToken);

    public async Task<IActionResult> OnPostReceiptAsync(Guid id, string? note, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Publish) && !May(Scopes.Operate))
            return Refused();
        var recorded = await Retractions.RecordAsync(queries, record, id, note, Actor, cancellationToken);
        if (recorded.Succeeded)
            return Done($"/admin/deliveries/{id}", "retractions.recorded");
        Show(recorded.Problem);
        return await OnGetAsync(id, cancellationToken);
    }

    private async Task<IActionResult> AnswerAsync(Guid id, Func<Task<Outcome<DeliveryDetail>>> verb, string notice, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Publish))
            return Refused();
        var outcome = await verb();
        if (outcome.Succeeded)
            return Done($"/admin/deliveries/{id}", notice);
        Show(outcome.Problem);
        return await OnGetAsync(id, cancellationToken);
    }
}
