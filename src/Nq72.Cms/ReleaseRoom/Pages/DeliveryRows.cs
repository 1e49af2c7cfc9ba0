using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>Reads a page of the ledger with the titles that people know.</summary>
public sealed class DeliveryRows(DeliveryQueries queries, ChannelQueries channels, IContentGateway gateway)
{
    /// <summary>Deliveries that match, the last written first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cursor">Of the page; null for the first.</param>
    /// <param name="address">Address of the list, to which a cursor is added.</param>
    /// <param name="mayAct">Whether the person may retry and cancel.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DeliveryTable> ReadAsync(DeliveryFilter filter, string? cursor, string address, bool mayAct, CancellationToken cancellationToken)
    {
        var request = PageRequest.Read("50", cursor, keys: 1);
        var page = await queries.ListAsync(filter, request.Succeeded ? request.Value : PageRequest.First, cancellationToken);
        var pins = page.Items.Select(delivery => new ContentPin(delivery.Item, delivery.Version)).Distinct().ToList();
        var facts = await gateway.InspectAsync(pins, cancellationToken);
        var titles = pins.Zip(facts).ToDictionary(pair => pair.First, pair => pair.Second.Exists ? pair.Second.Title : pair.First.ItemId);
        return new DeliveryTable([.. page.Items.Select(delivery => new DeliveryRow(delivery, titles[new(delivery.Item, delivery.Version)]))],
            page.Next is null ? null : $"{address}cursor={page.Next}", mayAct, await NamesAsync(cancellationToken));
    }

    /// <summary>The names of all channels and destinations.</summary>
    public async Task<ChannelNames> NamesAsync(CancellationToken cancellationToken) => new((await channels.ListAsync(PageRequest.First, cancellationToken)).Items);
}

/// <summary>A page of the ledger.</summary>
/// <param name="Rows">The deliveries.</param>
/// <param name="NextHref">Address of the next page; null on the last one.</param>
/// <param name="MayAct">Whether the person may retry and cancel.</param>
/// <param name="Names">Of channels and destinations.</param>
public sealed record DeliveryTable(IReadOnlyList<DeliveryRow> Rows, string? NextHref, bool MayAct, ChannelNames Names)
{
    /// <summary>Nothing.</summary>
    public static readonly DeliveryTable Empty = new([], null, false, new ChannelNames([]));
}

/// <summary>One delivery with its item's title.</summary>
public sealed record DeliveryRow(DeliveryView Delivery, string Title)
{
    /// <summary>Whether a person may ask for another attempt.</summary>
    public bool CanRetry => Delivery.State is DeliveryState.Retrying or DeliveryState.Failed or DeliveryState.Held or DeliveryState.Expired or DeliveryState.Unknown;

    /// <summary>Whether a person may end it.</summary>
    public bool CanCancel => Delivery.State is DeliveryState.Retrying or DeliveryState.Failed or DeliveryState.Held;
}
