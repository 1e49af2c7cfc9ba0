using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>The ledger: every delivery, by state.</summary>
public sealed class Deliveries(DeliveryQueries queries, DeliveryRows rows, RetryDelivery retry) : DeskPage
{
    /// <summary>Only this state; null for all.</summary>
    public DeliveryState? State { get; private set; }

    public IReadOnlyDictionary<DeliveryState, int> Counts { get; private set; } = new Dictionary<DeliveryState, int>();

    public DeliveryTable Table { get; private set; } = DeliveryTable.Empty;

    /// <summary>Whether all of this state may be sent again at once.</summary>
    public bool CanRetryAll => May(Scopes.Publish) && State is DeliveryState.Failed or DeliveryState.Retrying or DeliveryState.Held or DeliveryState.Expired && Counts.ContainsKey(State.Value);

    public async Task<IActionResult> OnGetAsync(string? state, string? cursor, CancellationToken cancellationToken)
    {
        State = Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
        Counts = await queries.CountAsync(new DeliveryFilter(), cancellationToken);
        Table = await rows.ReadAsync(new DeliveryFilter(State: State), cursor, $"/admin/deliveries?state={(State is { } given ? StateLook.Name(given) : null)}&", May(Scopes.Publish), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRetryAllAsync(string? state, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Publish) || !Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var wanted))
            return Refused();
        var retried = await retry.ExecuteAsync(new DeliveryFilter(State: wanted), Actor, cancellationToken);
        if (retried.Succeeded)
            return Done("/admin/deliveries", "deliveries.retried", retried.Value.Retried);
        Show(retried.Problem);
        return await OnGetAsync(state, null, cancellationToken);
    }
}
