using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>Taken back means taken back: who was told of each correction and retraction, and who has not acknowledged it.</summary>
public sealed class Retractions(RetractionBoard board, DeliveryQueries deliveries, DeliveryRows rows, IContentGateway gateway, ReleaseQueries releases, RecordReceipt record) : DeskPage
{
    public RetractionFilter Filter { get; private set; }

    public IReadOnlyDictionary<RetractionFilter, int> Counts { get; private set; } = new Dictionary<RetractionFilter, int>();

    public IReadOnlyList<RetractedItemView> Rows { get; private set; } = [];

    /// <summary>Titles by item.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; private set; } = new Dictionary<string, string>();

    public ChannelNames Names { get; private set; } = new([]);

    /// <summary>Whether the list could not be read; the problem says why.</summary>
    public bool Failed { get; private set; }

    /// <summary>Address of the next page; null on the last one.</summary>
    public string? NextHref { get; private set; }

    /// <summary>Whether the person may record what a receiver says.</summary>
    public bool MayRecord => May(Scopes.Publish) || May(Scopes.Operate);

    /// <summary>Whether there is something that its receiver could have confirmed already.</summary>
    public static bool CanRecord(ToldView told) => told.Standing is ToldStanding.Open or ToldStanding.Overdue && told.State != DeliveryState.Scheduled;

    /// <summary>What a receipt for a delivery of this operation confirms.</summary>
    public static ReceiptKind KindFor(DeliveryOperation operation) => operation == DeliveryOperation.Retract ? ReceiptKind.RetractionAcknowledged : ReceiptKind.Accepted;

    /// <summary>The one release whose receivers are shown; null for all.</summary>
    public string? Release { get; private set; }

    /// <summary>Its name, or its id when it is gone.</summary>
    public string ReleaseName { get; private set; } = "";

    /// <summary>Address of the board with a choice.</summary>
    public static string Address(RetractionFilter filter, string? release = null)
    {
        var query = new QueryBuilder();
        if (filter != RetractionFilter.All)
            query.Add("show", StateLook.Name(filter));
        if (release is not null)
            query.Add("release", release);
        return "/admin/retractions" + query;
    }

    public async Task<IActionResult> OnGetAsync(string? show, string? cursor, string? release, CancellationToken cancellationToken)
    {
        Release = string.IsNullOrWhiteSpace(release) ? null : release;
        if (Release is not null)
            ReleaseName = await releases.GetAsync(Release, cancellationToken) is { Succeeded: true } one ? one.Value.Name : Release;
        Filter = QueryNames.TryRead<RetractionFilter>(show, out var wanted) && wanted is { } known ? known : RetractionFilter.All;
        Counts = await board.CountAsync(Release, cancellationToken);
        var request = PageRequest.Read(null, cursor, RetractionBoard.CursorKeys);
        var found = request.Succeeded ? await board.ListAsync(Filter, Release, request.Value, cancellationToken) : request.Problem;
        if (!found.Succeeded)
        {
            Failed = true;
            Show(found.Problem);
            return Page();
        }

        Rows = found.Value.Items;
        NextHref = found.Value.Next is { } next ? $"{Address(Filter, Release)}{(Filter == RetractionFilter.All && Release is null ? '?' : '&')}cursor={next}" : null;
        Names = await rows.NamesAsync(cancellationToken);
        Titles = await TitlesAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostReceiptAsync(Guid delivery, string? note, string? show, string? release, CancellationToken cancellationToken)
    {
        if (!MayRecord)
            return Refused();
        var recorded = await RecordAsync(deliveries, record, delivery, note, Actor, cancellationToken);
        if (recorded.Succeeded)
            return Done(Address(QueryNames.TryRead<RetractionFilter>(show, out var filter) ? filter ?? RetractionFilter.All : RetractionFilter.All, string.IsNullOrWhiteSpace(release) ? null : release), "retractions.recorded");
        Show(recorded.Problem);
        return await OnGetAsync(show, null, release, cancellationToken);
    }

    /// <summary>Records by hand that a receiver did what it was told.</summary>
    internal static async Task<Outcome<ReceiptView>> RecordAsync(DeliveryQueries deliveries, RecordReceipt record, Guid id, string? note, Actor actor, CancellationToken cancellationToken)
    {
        var found = await deliveries.GetAsync(id, cancellationToken);
        return found.Succeeded
            ? await record.ExecuteAsync(new ReceiptInput(id, KindFor(found.Value.Delivery.Operation), Note: string.IsNullOrWhiteSpace(note) ? null : note), actor, cancellationToken)
            : found.Problem;
    }

    private async Task<Dictionary<string, string>> TitlesAsync(CancellationToken cancellationToken)
    {
        var pins = Rows.Select(row => new ContentPin(row.Item, null)).ToList();
        return pins.Zip(await gateway.InspectAsync(pins, cancellationToken))
            .ToDictionary(pair => pair.First.ItemId, pair => pair.Second.Exists ? pair.Second.Title : pair.First.ItemId, StringComparer.Ordinal);
    }
}
