using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>The ledger, narrowed by the address; what it shows can be sent again, and saved as a table.</summary>
public sealed class Deliveries(DeliveryQueries queries, DeliveryRows rows, ReleaseQueries releases, LedgerTables tables, RetryDelivery retry, DeskClock clock, UiText text) : DeskPage
{
    private const int MostReleases = 100;
    private static readonly DeliveryState[] SentAgain = [DeliveryState.Failed, DeliveryState.Retrying, DeliveryState.Expired, DeliveryState.Held];

    /// <summary>What narrows it.</summary>
    public LedgerFilter Filter { get; private set; } = new();

    /// <summary>How many are in which state, whatever state is shown.</summary>
    public IReadOnlyDictionary<DeliveryState, int> Counts { get; private set; } = new Dictionary<DeliveryState, int>();

    /// <summary>A page of it.</summary>
    public DeliveryTable Table { get; private set; } = DeliveryTable.Empty;

    /// <summary>The releases with the latest instants.</summary>
    public IReadOnlyList<Choice> Releases { get; private set; } = [];

    /// <summary>The reasons.</summary>
    public IReadOnlyList<Choice> Codes => [.. Enum.GetValues<DeliveryCode>().Select(code => new Choice(StateLook.Name(code), T[$"code.{code}"]))];

    /// <summary>Publish, correct, retract.</summary>
    public IReadOnlyList<Choice> Operations => [.. Enum.GetValues<DeliveryOperation>().Select(operation => new Choice(StateLook.Name(operation), T[$"operation.{operation}"]))];

    /// <summary>How many of what is shown a person may have sent again; 0 where the list is not narrowed.</summary>
    public int Retryable => !Filter.IsNarrow || !May(Scopes.Publish) ? 0
        : Filter.State is { } state ? state is DeliveryState.Unknown || SentAgain.Contains(state) ? Counts.GetValueOrDefault(state) : 0
        : SentAgain.Sum(known => Counts.GetValueOrDefault(known));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = LedgerFilter.Read(Request.Query);
        var filter = Filter.ToFilter(clock);
        Counts = await queries.CountAsync(filter with { State = null }, cancellationToken);
        Table = await rows.ReadAsync(filter, Filter["cursor"], Filter.Further, May(Scopes.Publish), cancellationToken);
        Releases = [.. (await releases.NamesAsync(MostReleases, cancellationToken)).Select(release => new Choice(release.Id, $"{release.Name} ({clock.Show(release.At)})"))];
        return Page();
    }

    /// <summary>What is listed as CSV, the whole of it, written while it is read.</summary>
    public async Task<IActionResult> OnGetTableAsync(CancellationToken cancellationToken)
    {
        Filter = LedgerFilter.Read(Request.Query);
        Response.Headers.CacheControl = "private, no-store";
        await CsvDocument.Answer("deliveries.csv", tables.DeliveryHeadingsIn(text.Language), tables.DeliveriesAsync(Filter.ToFilter(clock), cancellationToken), cancellationToken).ExecuteAsync(HttpContext);
        return new EmptyResult();
    }

    public async Task<IActionResult> OnPostRetryAllAsync(CancellationToken cancellationToken)
    {
        if (!May(Scopes.Publish))
            return Refused();
        Filter = LedgerFilter.Read(Request.Query);
        var retried = await retry.AllAsync(Filter.ToFilter(clock), Actor, cancellationToken);
        if (retried.Succeeded)
            return Done(Filter.Address(Filter.State), "deliveries.retried", retried.Value.Retried);
        Show(retried.Problem);
        return await OnGetAsync(cancellationToken);
    }
}
