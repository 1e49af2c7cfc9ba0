using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Help;
using Nq72.Cms.Newsroom;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Today.Pages;

/// <summary>What goes out next, what waits, what failed.</summary>
public sealed class Home(ItemQueries items, ReleaseQueries releases, HeldQueries held, DeliveryQueries deliveries, PeakQueries peaks, ChannelQueries channels, FirstSteps firstSteps, DeskClock clock) : DeskPage
{
    private const int Shown = 6;
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14);
    private static readonly DeliveryState[] Trouble = [DeliveryState.Failed, DeliveryState.Held, DeliveryState.Unknown, DeliveryState.Expired, DeliveryState.Retrying];

    /// <summary>A count that leads to its list.</summary>
    public sealed record Figure(int Count, string TextKey, string Href, string Tone);

    /// <summary>Something that will happen.</summary>
    public sealed record Coming(DateTimeOffset At, string Distance, string Title, string Href, string Kind, object State, string Note);

    public IReadOnlyList<Figure> Figures { get; private set; } = [];

    /// <summary>What the person has not done yet at the desk; empty when that is done, or was dismissed.</summary>
    public IReadOnlyList<ShownStep> Steps { get; private set; } = [];

    public IReadOnlyList<Coming> Next { get; private set; } = [];

    public IReadOnlyList<ItemRow> Submitted { get; private set; } = [];

    /// <summary>Deliveries that a person should know of, by state.</summary>
    public IReadOnlyDictionary<string, int> Troubled { get; private set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>A peak, and how far it is prepared.</summary>
    /// <param name="Peak">The peak.</param>
    /// <param name="Away">How far away its day is, in words.</param>
    /// <param name="Releases">Its releases by their state.</param>
    /// <param name="Blocks">What blocks armed ones since they were armed.</param>
    public sealed record ComingPeak(PeakView Peak, string Away, IReadOnlyDictionary<string, int> Releases, int Blocks);

    /// <summary>A release of the day with what it sends by which channel.</summary>
    public sealed record OfToday(ReleaseView Release, string Time, IReadOnlyList<ShareOfToday> Channels);

    /// <summary>What one channel gets of a release: all, and what was accepted.</summary>
    public sealed record ShareOfToday(string Channel, int All, int Accepted, string Href);

    public IReadOnlyList<ComingPeak> Peaks { get; private set; } = [];

    /// <summary>The day's releases, in order.</summary>
    public IReadOnlyList<OfToday> Today { get; private set; } = [];

    /// <summary>Channels that somebody should look at; empty when every one is well.</summary>
    public IReadOnlyList<ChannelView> Unwell { get; private set; } = [];

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
        if (OtherTime.Shown is null)
            Steps = await firstSteps.ReadAsync(Actor, cancellationToken);
        if (!SeesPlans)
            return Page();
        var now = At;
        Submitted = (await items.ListAsync(new(State: ItemState.Submitted, Limit: Shown), cancellationToken)).Value?.Items ?? [];
        await ReadPeaksAsync(cancellationToken);
        await ReadTodayAsync(cancellationToken);
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

    private async Task ReadPeaksAsync(CancellationToken cancellationToken)
    {
        var coming = (await peaks.BetweenAsync(Day, Day.AddDays(60), cancellationToken)).Take(Shown).ToList();
        if (coming.Count == 0)
            return;
        var within = await releases.BetweenAsync(clock.StartOf(coming.Min(peak => peak.From)), clock.StartOf(coming.Max(peak => peak.To).AddDays(1)), cancellationToken);
        Peaks = coming.ConvertAll(peak =>
        {
            var own = within.Where(release => DateOnly.FromDateTime(clock.ToLocal(release.At)) is var day && day >= peak.From && day <= peak.To).ToList();
            return new ComingPeak(peak, Span.InWords(clock.StartOf(peak.Date) - At, T),
                own.GroupBy(release => StateLook.Name(release.State), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
                own.Where(release => release.State == ReleaseState.Armed).Sum(release => release.Preflight?.NewBlocks.Count ?? 0));
        });
    }

    private async Task ReadTodayAsync(CancellationToken cancellationToken)
    {
        var all = (await channels.ListAsync(PageRequest.First, cancellationToken)).Items;
        Unwell = [.. all.Where(channel => channel.State != ChannelState.Ok)];
        var names = all.ToDictionary(channel => channel.Name, channel => channel.DisplayName.Length > 0 ? channel.DisplayName : channel.Name, StringComparer.Ordinal);
        var ofDay = (await releases.BetweenAsync(clock.StartOf(Day), clock.StartOf(Day.AddDays(1)), cancellationToken)).Where(release => release.State != ReleaseState.Cancelled).ToList();
        var shares = (await deliveries.OfReleasesAsync([.. ofDay.Select(release => release.Id)], cancellationToken)).ToLookup(share => share.Release, StringComparer.Ordinal);
        Today = ofDay.ConvertAll(release => new OfToday(release, clock.ToLocal(release.At).ToString("HH:mm", CultureInfo.InvariantCulture),
            [.. shares[release.Id].GroupBy(share => share.Channel, StringComparer.Ordinal).OrderBy(group => names.GetValueOrDefault(group.Key, group.Key), StringComparer.Ordinal)
                .Select(group => new ShareOfToday(names.GetValueOrDefault(group.Key, group.Key), group.Sum(share => share.Count), group.Where(share => share.State == DeliveryState.Accepted).Sum(share => share.Count),
                    $"/admin/deliveries?release={release.Id}&channel={Uri.EscapeDataString(group.Key)}"))]));
    }

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
