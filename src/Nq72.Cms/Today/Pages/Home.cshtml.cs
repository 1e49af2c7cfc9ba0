using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Newsroom;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Today.Pages;

/// <summary>What goes out next, what waits, what failed.</summary>
public sealed class Home(ItemQueries items, ReleaseQueries releases, HeldQueries held, DeliveryQueries deliveries, PeakQueries peaks, DeskClock clock) : DeskPage
{
    private const int Shown = 6;
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14);
    private static readonly DeliveryState[] Trouble = [DeliveryState.Failed, DeliveryState.Held, DeliveryState.Unknown, DeliveryState.Expired, DeliveryState.Retrying];

    /// <summary>A count that leads to its list.</summary>
    public sealed record Figure(int Count, string TextKey, string Href, string Tone);

    /// <summary>Something that will happen.</summary>
    public sealed record Coming(DateTimeOffset At, string Distance, string Title, string Href, string Kind, object State, string Note);

    public IReadOnlyList<Figure> Figures { get; private set; } = [];

    public IReadOnlyList<Coming> Next { get; private set; } = [];

    public IReadOnlyList<ItemRow> Submitted { get; private set; } = [];

    /// <summary>Deliveries that a person should know of, by state.</summary>
    public IReadOnlyDictionary<string, int> Troubled { get; private set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public IReadOnlyList<PeakView> Peaks { get; private set; } = [];

    /// <summary>Whether this person may see drafts and plans.</summary>
    public bool SeesPlans => May(Scopes.Preview);

    /// <summary>'Thứ Tư, 07/04/2027'.</summary>
    public string DayInWords
    {
        get
        {
            var day = Day.ToString("dddd", T.Culture);
            return $"{char.ToUpper(day[0], T.Culture)}{day[1..]}, {DeskClock.Show(Day)}";
        }
    }

    protected override string? NeededScope => null;

    // of a past day nobody knows any more what was planned then
    protected override bool ShowsOtherTimes => OtherTime.At is null || OtherTime.IsAhead;

    /// <summary>The instant that is shown.</summary>
    public DateTimeOffset At => OtherTime.Shown ?? clock.Now;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!SeesPlans)
            return Page();
        var now = At;
        Submitted = (await items.ListAsync(new(State: ItemState.Submitted, Limit: Shown), cancellationToken)).Value?.Items ?? [];
        Peaks = [.. (await peaks.BetweenAsync(Day, Day.AddDays(60), cancellationToken)).Take(Shown)];
        var planned = (await releases.BetweenAsync(now, now + Ahead, cancellationToken)).Where(release => release.State is ReleaseState.Armed or ReleaseState.Draft or ReleaseState.Held).ToList();
        var scheduled = (await items.ListAsync(new(State: ItemState.Scheduled, Limit: 100) { At = OtherTime.Shown }, cancellationToken)).Value?.Items ?? [];
        Next = [.. planned.Select(Of).Concat(scheduled.Where(item => item.Next is { Release: null }).Select(Of)).OrderBy(coming => coming.At).Take(Shown)];
        // what waits, waits now
        if (OtherTime.Shown is not null)
            return Page();
        var late = (await releases.BetweenAsync(now - Ahead, now, cancellationToken)).Count(release => release.State == ReleaseState.Draft);
        await CountAsync(late, planned.FindAll(release => release.State == ReleaseState.Armed && release.Preflight?.NewBlocks.Count > 0), cancellationToken);
        return Page();
    }

    private DateOnly Day => DateOnly.FromDateTime(clock.ToLocal(At));

    private async Task CountAsync(int late, List<ReleaseView> blocked, CancellationToken cancellationToken)
    {
        var waiting = (await held.ListAsync(PageRequest.First, cancellationToken)).Items;
        var states = await items.CountAsync([ItemState.Submitted, ItemState.Returned, ItemState.Approved], cancellationToken);
        var sent = await deliveries.CountAsync(new DeliveryFilter(), cancellationToken);
        Troubled = Trouble.Where(sent.ContainsKey).ToDictionary(state => StateLook.Name(state), state => sent[state], StringComparer.Ordinal);
        Figure[] all =
        [
            new(states[ItemState.Submitted], "today.figure.submitted", "/admin/items?state=submitted", "wait"),
            new(states[ItemState.Returned], "today.figure.returned", "/admin/items?state=returned", "warn"),
            new(states[ItemState.Approved], "today.figure.approved", "/admin/items?state=approved", "ok"),
            // each leads to the release that is first of them: it says why and what can be decided
            new(waiting.Count, "today.figure.heldItems", $"/admin/releases/{(waiting.Count > 0 ? waiting[0].Release : "")}", "bad"),
            new(blocked.Count, "today.figure.blocked", $"/admin/releases/{(blocked.Count > 0 ? blocked[0].Id : "")}", "bad"),
            new(late, "today.figure.late", "/admin/releases?state=draft", "bad"),
            new(sent.GetValueOrDefault(DeliveryState.Failed), "today.figure.failed", "/admin/deliveries?state=failed", "bad"),
            new(sent.GetValueOrDefault(DeliveryState.Held), "today.figure.held", "/admin/deliveries?state=held", "warn"),
        ];
        Figures = [.. all.Where(figure => figure.Count > 0)];
    }

    private Coming Of(ReleaseView release) => new(
        release.At, Span.InWords(release.At - At, T), release.Name, $"/admin/releases/{release.Id}", "release", release.State, T["today.itemsN", release.Items.Count]);

    private Coming Of(ItemRow item) => new(
        item.Next!.From, Span.InWords(item.Next.From - At, T), item.Title, $"/admin/items/{item.Id}/timeline", "item", item.State, "");
}
