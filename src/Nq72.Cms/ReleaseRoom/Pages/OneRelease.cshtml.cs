using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Progress;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>One release: what it holds, what would go wrong, what becomes of it, and how its deliveries fare.</summary>
public sealed class OneRelease(
    ReleaseQueries queries, ReleaseBoard board, Preflight preflight, DeliveryRows rows, ArmRelease arm, DisarmRelease disarm, CancelRelease cancel, RescheduleRelease reschedule,
    RetractRelease retract, DecideHeld decide, RetryDelivery retry, CancelDelivery stop, ProgressEvents stream, DeskClock clock, UiText text)
    : DeskPage
{
    private static readonly TimeSpan AboutToGo = TimeSpan.FromMinutes(30);
    private static readonly DeliveryState[] Moving = [DeliveryState.Scheduled, DeliveryState.Available, DeliveryState.Sending, DeliveryState.Retrying];

    /// <summary>The release as it is now.</summary>
    public ReleaseView View { get; private set; } = null!;

    /// <summary>What a preflight finds; null where it is too late to ask.</summary>
    public IReadOnlyList<Finding>? Findings { get; private set; }

    /// <summary>Its deliveries, or those of one state.</summary>
    public DeliveryTable Deliveries { get; private set; } = DeliveryTable.Empty;

    /// <summary>The state that the list of deliveries is narrowed to; null for all.</summary>
    public DeliveryState? Wanted { get; private set; }

    /// <summary>Address of the same page of the same list, for the page that looks again.</summary>
    public string DeliveriesAgain { get; private set; } = "";

    /// <summary>Which confirmation stands open after its form was refused.</summary>
    public string? Opened { get; private set; }

    /// <summary>The new instant as typed.</summary>
    public string? GivenAt { get; private set; }

    /// <summary>The reason as typed.</summary>
    public string? GivenReason { get; private set; }

    /// <summary>Whether nothing blocks the arming.</summary>
    public bool IsReady => Findings?.All(finding => finding.Severity != FindingSeverity.Block) == true;

    /// <summary>How its deliveries fare, item by channel.</summary>
    public BoardTable Board { get; private set; } = BoardTable.Empty;

    /// <summary>Whether deliveries are on their way or about to be: the page is then told by events when to look again.</summary>
    public bool IsMoving => View.State == ReleaseState.Arming || (View.State == ReleaseState.Armed && View.At - clock.Now < AboutToGo)
        || (View.State is ReleaseState.Released or ReleaseState.Retracted && (Moving.Any(state => Board.View.Of(state) > 0) || Moving.Any(state => View.Retractions.ContainsKey(StateLook.Name(state)))));

    /// <summary>Whether the release is in another state than the page shows that asks for its progress.</summary>
    public bool HasMovedOn { get; private set; }

    /// <summary>How many deliveries it would still send by itself.</summary>
    public int StillGoing => View.State == ReleaseState.Released ? CancelDelivery.StillGoing.Sum(Board.View.Of) : 0;

    public bool CanEdit => View.State == ReleaseState.Draft && May(Scopes.Publish);

    /// <summary>To how many channels it goes.</summary>
    public int ChannelCount => View.Items.SelectMany(item => item.Channels).Distinct(StringComparer.Ordinal).Count();

    /// <summary>How far away its instant is, in words.</summary>
    public string Distance => Span.InWords(View.At - clock.Now, text);

    /// <summary>A channel's name for people.</summary>
    public string ChannelName(string channel) => Board.Names.OfChannel(channel);

    /// <summary>The title of one of its items.</summary>
    public string TitleOf(string item) => View.Items.FirstOrDefault(known => known.Id == item)?.Title ?? item;

    public async Task<IActionResult> OnGetAsync(string id, string? deliveries, string? cursor, CancellationToken cancellationToken)
    {
        var found = await queries.GetAsync(id, cancellationToken);
        if (!found.Succeeded)
            return NotFound();
        View = found.Value;
        if (View.State is ReleaseState.Draft or ReleaseState.Held or ReleaseState.Armed)
            Findings = (await preflight.OfReleaseAsync(id, cancellationToken)).Value?.Findings;
        Board = await BoardAsync(cancellationToken);
        await ListAsync(deliveries, cursor, cancellationToken);
        return Page();
    }

    /// <summary>Only the progress, for the page that looks again; with what else changed where the release is in another state by now.</summary>
    public async Task<IActionResult> OnGetProgressAsync(string id, string? state, CancellationToken cancellationToken)
    {
        var found = await queries.GetAsync(id, cancellationToken);
        if (!found.Succeeded)
            return NotFound();
        View = found.Value;
        if (!WantsRegion)
            return Redirect($"/admin/releases/{id}");
        HasMovedOn = state is not null && state != View.State.ToString();
        Board = await BoardAsync(cancellationToken);
        return Partial("_ProgressAgain", this);
    }

    /// <summary>Only the list of deliveries, the same page of it, for the page that looks again.</summary>
    public async Task<IActionResult> OnGetDeliveriesAsync(string id, string? deliveries, string? cursor, CancellationToken cancellationToken)
    {
        var found = await queries.GetAsync(id, cancellationToken);
        if (!found.Succeeded)
            return NotFound();
        if (!WantsRegion)
            return Redirect($"/admin/releases/{id}#deliveries");
        View = found.Value;
        await ListAsync(deliveries, cursor, cancellationToken);
        return Partial("_ReleaseDeliveries", this);
    }

    /// <summary>Tells, as server-sent events, when to look again: the API asks for a token, which a browser at the desk has not.</summary>
    public async Task<IActionResult> OnGetEventsAsync(string id, CancellationToken cancellationToken)
    {
        await (await stream.ListenAsync(id, HttpContext, cancellationToken)).ExecuteAsync(HttpContext);
        return new EmptyResult();
    }

    /// <summary>Sends again what did not arrive for one reason.</summary>
    public async Task<IActionResult> OnPostRetryAsync(string id, DeliveryState state, DeliveryCode code, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Publish))
            return Refused();
        var retried = await retry.AllAsync(new DeliveryFilter(Release: id, State: state, Operation: DeliveryOperation.Publish, Code: code), Actor, cancellationToken);
        if (retried.Succeeded)
            return Done($"/admin/releases/{id}", "board.retried", retried.Value.Retried);
        Show(retried.Problem);
        return await OnGetAsync(id, null, null, cancellationToken);
    }

    /// <summary>Stops what has not gone yet.</summary>
    public async Task<IActionResult> OnPostStopAsync(string id, CancellationToken cancellationToken) => May(Scopes.Publish)
        ? Done($"/admin/releases/{id}", "board.stopped", await stop.StopAsync(id, Actor, cancellationToken))
        : Refused();

    public async Task<IActionResult> OnPostArmAsync(string id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, () => arm.ExecuteAsync(id, Actor, cancellationToken), "release.armed", cancellationToken);

    public async Task<IActionResult> OnPostDisarmAsync(string id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, () => disarm.ExecuteAsync(id, Actor, cancellationToken), "release.disarmed", cancellationToken);

    public async Task<IActionResult> OnPostRescheduleAsync(string id, string? at, CancellationToken cancellationToken)
    {
        (Opened, GivenAt) = ("reschedule", at);
        return await AnswerAsync(id, () => reschedule.ExecuteAsync(id, new RescheduleInput(DeskClock.Read(at)), Actor, cancellationToken), "release.rescheduled", cancellationToken);
    }

    public async Task<IActionResult> OnPostDecideAsync(string id, HeldDecision decision, string? at, CancellationToken cancellationToken)
    {
        (Opened, GivenAt) = ("decide", at);
        return await AnswerAsync(id, () => decide.ExecuteAsync(id, new DecisionInput(decision, At: DeskClock.Read(at)), Actor, cancellationToken), "release.decided", cancellationToken);
    }

    public async Task<IActionResult> OnPostCancelAsync(string id, string? reason, CancellationToken cancellationToken)
    {
        (Opened, GivenReason) = ("cancel", reason);
        return await AnswerAsync(id, () => cancel.ExecuteAsync(id, reason, Actor, cancellationToken), "release.cancelled", cancellationToken);
    }

    public async Task<IActionResult> OnPostRetractAsync(string id, string? reason, CancellationToken cancellationToken)
    {
        (Opened, GivenReason) = ("retract", reason);
        return await AnswerAsync(id, () => retract.ExecuteAsync(id, reason, Actor, cancellationToken), "release.retracted", cancellationToken, release => release.Retractions.Count > 0 ? $"/admin/retractions?release={id}" : $"/admin/releases/{id}");
    }

    private async Task ListAsync(string? deliveries, string? cursor, CancellationToken cancellationToken)
    {
        Wanted = Enum.TryParse<DeliveryState>(deliveries, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;
        var address = $"/admin/releases/{View.Id}?deliveries={(Wanted is { } wanted ? StateLook.Name(wanted) : null)}&";
        DeliveriesAgain = $"{address}handler=Deliveries{(string.IsNullOrEmpty(cursor) ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}";
        Deliveries = await rows.ReadAsync(new DeliveryFilter(Release: View.Id, State: Wanted), cursor, address, May(Scopes.Publish), cancellationToken);
    }

    private async Task<BoardTable> BoardAsync(CancellationToken cancellationToken) =>
        new(View, await board.ReadAsync(View.Id, clock.Now, cancellationToken), await rows.NamesAsync(cancellationToken));

    private async Task<IActionResult> AnswerAsync(string id, Func<Task<Outcome<ReleaseView>>> verb, string notice, CancellationToken cancellationToken, Func<ReleaseView, string>? then = null)
    {
        if (!May(Scopes.Publish))
            return Refused();
        var outcome = await verb();
        if (outcome.Succeeded)
            return Done(then?.Invoke(outcome.Value) ?? $"/admin/releases/{id}", notice, clock.Show(outcome.Value.At));
        Show(outcome.Problem);
        return await OnGetAsync(id, null, null, cancellationToken);
    }
}
