using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>When which version is visible, and every way to change that.</summary>
public sealed class TimelineOfItem(
    ItemQueries queries, EditorLists lists, PublishItem publish, UnpublishItem unpublish, RetractItem retract, DeskClock clock)
    : ItemPage(queries, lists)
{
    private readonly ItemQueries queries = queries;

    /// <summary>What was typed into the form of publishing.</summary>
    public sealed record Input(string? Version, string? From, string? Until, string? Correction, string? Future);

    /// <summary>All intervals, in order.</summary>
    public IReadOnlyList<IntervalView> Intervals { get; private set; } = [];

    /// <summary>The same for the strip.</summary>
    public IReadOnlyList<StripInterval> Strip =>
        [.. Intervals.Select(interval => new StripInterval(interval.From, interval.Until, interval.Version, interval.RetractedReason is not null))];

    /// <summary>Approved versions, newest first.</summary>
    public IReadOnlyList<Choice> ApprovedVersions { get; private set; } = [];

    /// <summary>The newest approved version; null when none is.</summary>
    public int? Approved { get; private set; }

    /// <summary>What was typed and refused; null on a fresh page.</summary>
    public Input? Given { get; private set; }

    /// <summary>The reason of a retraction as typed.</summary>
    public string? Reason { get; private set; }

    /// <summary>The end as typed.</summary>
    public string? GivenEnd { get; private set; }

    public bool IsUnpublishing { get; private set; }

    public bool IsRetracting { get; private set; }

    /// <summary>Whether readers see something now.</summary>
    public bool IsVisible => Item.Visible is not null;

    /// <summary>Whether readers ever saw something.</summary>
    public bool WasVisible => Intervals.Any(interval => interval.From <= clock.Now);

    /// <summary>The next planned interval.</summary>
    public IntervalView? Ahead => Item.Next;

    protected override string Tab => "timeline";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        Intervals = (await queries.TimelineAsync(id, cancellationToken)).Value!;
        var approved = (await queries.VersionsAsync(id, cancellationToken)).Value!.Where(row => row.Review == ReviewState.Approved).ToList();
        Approved = approved.Count == 0 ? null : approved[0].Version;
        ApprovedVersions = approved.ConvertAll(row => new Choice(row.Version.ToString(CultureInfo.InvariantCulture), $"{T["items.versionN", row.Version]} – {row.Title}"));
        return Page();
    }

    public async Task<IActionResult> OnPostPublishAsync(string id, Input input, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Publish))
            return Refused();
        Given = input;
        int? version = int.TryParse(input.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        var request = new PublishItem.Request(version, DeskClock.Read(input.From), DeskClock.Read(input.Until), input.Correction, input.Future);
        var done = await publish.RunAsync(id, request, Actor, cancellationToken);
        return await AnswerAsync(id, done, input.From is null ? "timeline.published" : "timeline.scheduled", cancellationToken, done.Value is { } put ? clock.Show(put.VisibleFrom) : null);
    }

    public async Task<IActionResult> OnPostUnpublishAsync(string id, string? at, CancellationToken cancellationToken)
    {
        (IsUnpublishing, GivenEnd) = (true, at);
        return May(Scopes.Publish)
            ? await AnswerAsync(id, await unpublish.RunAsync(id, new(DeskClock.Read(at)), Actor, cancellationToken), "timeline.unpublished", cancellationToken)
            : Refused();
    }

    public async Task<IActionResult> OnPostRetractAsync(string id, string? reason, CancellationToken cancellationToken)
    {
        (IsRetracting, Reason) = (true, reason);
        return May(Scopes.Publish)
            ? await AnswerAsync(id, await retract.RunAsync(id, reason, Actor, cancellationToken), "timeline.retracted", cancellationToken)
            : Refused();
    }

    /// <summary>How an interval looks: gone, ahead, past or now.</summary>
    public string Look(IntervalView interval) =>
        interval.RetractedReason is not null ? "is-gone" : interval.From > clock.Now ? "is-ahead" : interval.Until <= clock.Now ? "is-past" : "is-now";

    private async Task<IActionResult> AnswerAsync<TValue>(string id, Outcome<TValue> outcome, string notice, CancellationToken cancellationToken, string? value = null)
    {
        if (outcome.Succeeded)
            return Done($"/admin/items/{id}/timeline", notice, value);
        Show(outcome.Problem);
        return await OnGetAsync(id, cancellationToken);
    }
}
