using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>What arming writes and what taking back undoes: publications through the gateway, deliveries here. Runs in the caller's transaction.</summary>
internal sealed class ReleasePlan(SchedulerDb db, Preflight preflight, ChannelQueries channels, IContentGateway gateway, DeliveryPlan deliveries, FollowUps followUps, PreflightLog log)
{
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromHours(24);
    private static readonly TimeSpan ShortWindow = TimeSpan.FromMinutes(10);

    /// <summary>Writes publications and deliveries; 409 with the findings when something blocks.</summary>
    /// <param name="release">The release, with its instant set.</param>
    /// <param name="alreadySent">Who got it ahead of time for another instant: they are told at once.</param>
    /// <param name="now">Now.</param>
    /// <param name="actor">Who arms.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Problem?> WriteAsync(Release release, IReadOnlyList<SentDelivery> alreadySent, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        if (release.State != StoredReleaseState.Armed)
            await TakeHeldInAsync(release, cancellationToken);
        if (await PublishAsync(release, now, actor, cancellationToken) is { } problem)
            return problem;
        await SendAsync(release, alreadySent, missingOnly: false, now, cancellationToken);
        Arm(release, now, actor.Id);
        return null;
    }

    /// <summary>How many deliveries arming would write at most.</summary>
    public async Task<int> CountAsync(Release release, CancellationToken cancellationToken)
    {
        var known = await channels.FindAsync(release.Items.SelectMany(item => item.Channels).ToHashSet(StringComparer.Ordinal), cancellationToken);
        return release.Items.Where(item => item.State is ReleaseItemState.Planned or ReleaseItemState.Held)
            .Sum(item => item.Channels.Where(known.ContainsKey).Select(name => known[name]).Where(channel => channel.Transport != TransportKind.Pull).Sum(channel => channel.Destinations.Count));
    }

    /// <summary>Begins the arming of a release too large for one go: 409 with the findings when something blocks it now already.</summary>
    public async Task<Problem?> BeginAsync(Release release, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        await TakeHeldInAsync(release, cancellationToken);
        var findings = await preflight.RunAsync(release, now, cancellationToken);
        if (findings.Any(finding => finding.Severity == FindingSeverity.Block))
            return ReleaseProblems.Blocked(findings);
        (release.State, release.ArmedAt, release.ArmedBy, release.Reason) = (StoredReleaseState.Arming, now, actor.Id, null);
        return null;
    }

    /// <summary>What is to be sent of some of its items.</summary>
    public async Task<IReadOnlyList<PlannedDelivery>> ParcelsAsync(Release release, IEnumerable<ReleaseItem> items, CancellationToken cancellationToken) =>
        await ParcelsAsync(release, [.. items], [], release.At, cancellationToken);

    /// <summary>Ends the arming: publications, and everything that was staged, at once.</summary>
    /// <param name="release">The release.</param>
    /// <param name="hasGaps">Whether some was not staged because another release was to send it, which may have left its instant since.</param>
    /// <param name="now">Now.</param>
    /// <param name="actor">Who ends it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Problem?> EndAsync(Release release, bool hasGaps, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        if (await PublishAsync(release, now, actor, cancellationToken) is { } problem)
            return problem;
        await deliveries.LetGoAsync(release.Id, cancellationToken);
        if (hasGaps)
            await SendAsync(release, [], missingOnly: true, now, cancellationToken);
        Arm(release, now, release.ArmedBy ?? actor.Id);
        return null;
    }

    /// <summary>Takes an armed release off the plan; who got it ahead of time gets a retraction.</summary>
    public async Task<Problem?> WithdrawAsync(Release release, string note, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        if (await UnpublishAsync(release, now, actor, cancellationToken) is { } problem)
            return problem;
        await RetractFromAsync(release, await RecallAsync(release, cancellationToken), note, now, cancellationToken);
        await SendForOthersAsync(release, release.At, now, cancellationToken);
        return null;
    }

    /// <summary>Takes the publications off the timeline.</summary>
    public async Task<Problem?> UnpublishAsync(Release release, DateTimeOffset now, Actor actor, CancellationToken cancellationToken) =>
        (await gateway.WithdrawAsync(release.Id, items: null, now, actor, cancellationToken)).Problem;

    /// <summary>Drops the deliveries that never went out, and tells which did or may have.</summary>
    public Task<IReadOnlyList<SentDelivery>> RecallAsync(Release release, CancellationToken cancellationToken) =>
        deliveries.RecallAsync(release.Id, dropUnsent: true, cancellationToken);

    /// <summary>
    /// After the instant: cancels what has not gone out and sends retractions after what has; the corrections of what is taken back go with
    /// it. A receiver that has got the item anew since, or is about to, by another release keeps what that one delivers.
    /// </summary>
    public async Task TakeBackAsync(Release release, IReadOnlyList<TakenBack> appearances, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        await RetractFromAsync(release, await deliveries.TakeBackAsync(release.Id, [.. appearances.Select(taken => (taken.ItemId, taken.From))], now, cancellationToken), reason, now, cancellationToken);

    /// <summary>
    /// Takes items out of an armed release until a person decides: off the timeline, their deliveries held, and a retraction to who got them
    /// ahead of time. A release whose last item goes is held itself.
    /// </summary>
    public async Task<Problem?> HoldAsync(Release release, IReadOnlyList<ReleaseItem> items, Hold hold, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        var ids = items.Select(item => item.ItemId).ToList();
        var withdrawn = await gateway.WithdrawAsync(release.Id, ids, now, actor, cancellationToken);
        if (!withdrawn.Succeeded)
            return withdrawn.Problem;
        var code = hold.Reason == HoldReason.Blackout ? DeliveryCode.Blackout : DeliveryCode.ItemHeld;
        await RetractFromAsync(release, await deliveries.HoldAsync(release.Id, ids, code, cancellationToken), hold.Note, now, cancellationToken);
        foreach (var item in items)
        {
            item.State = ReleaseItemState.Held;
            (item.HeldFor, item.HoldNote, item.Blackout, item.HeldAt) = (hold.Reason, hold.Note, hold.Blackout, now);
            (item.DecidedBy, item.DecidedAt, item.MovedTo) = (null, null, null);
        }

        if (!release.PlannedItems.Any())
            (release.State, release.Reason) = (StoredReleaseState.Held, hold.Note);
        return null;
    }

    /// <summary>Writes down what was decided about held items, and calls their held deliveries off.</summary>
    public async Task DecideAsync(Release release, IReadOnlyList<ReleaseItem> items, ReleaseItemState state, string? movedTo, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        await deliveries.CallOffHeldAsync(release.Id, [.. items.Select(item => item.ItemId)], cancellationToken);
        foreach (var item in items)
            (item.State, item.MovedTo, item.DecidedBy, item.DecidedAt) = (state, movedTo, actor.Id, now);
        // all of them went elsewhere or nowhere: nothing is left that could go out
        if (release.State == StoredReleaseState.Held && !release.HeldItems.Any())
            release.State = StoredReleaseState.Cancelled;
    }

    /// <summary>A release that is not armed is planned as a whole: what was held of it is part of it again.</summary>
    public async Task TakeHeldInAsync(Release release, CancellationToken cancellationToken)
    {
        var held = release.HeldItems.ToList();
        await deliveries.CallOffHeldAsync(release.Id, held.ConvertAll(item => item.ItemId), cancellationToken);
        foreach (var item in held)
        {
            item.State = ReleaseItemState.Planned;
            (item.HeldFor, item.HoldNote, item.Blackout, item.HeldAt) = (null, null, null, null);
        }
    }

    private async Task<Problem?> PublishAsync(Release release, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        var findings = await preflight.RunAsync(release, now, cancellationToken);
        if (findings.Any(finding => finding.Severity == FindingSeverity.Block))
            return ReleaseProblems.Blocked(findings);
        await log.WriteAsync(release.Id, PreflightStage.Arm, findings, [], now, cancellationToken);
        return (await gateway.PublishAsync(
            release.Id, [.. release.PlannedItems.Select(item => new ContentPublication(item.ItemId, item.Version, item.Until, item.Public))], release.At, now, actor, cancellationToken)).Problem;
    }

    private static void Arm(Release release, DateTimeOffset now, string by) =>
        (release.State, release.ArmedAt, release.ArmedBy, release.Reason) = (StoredReleaseState.Armed, now, by, null);

    private Task<int> RetractFromAsync(Release release, IReadOnlyList<SentDelivery> sent, string note, DateTimeOffset now, CancellationToken cancellationToken) =>
        followUps.SendAsync(sent, DeliveryOperation.Retract, version: null, release.Id, note, now, now, cancellationToken);

    /// <summary>A delivery that did for two releases went with the one that left its instant: the other one gets its own.</summary>
    public async Task SendForOthersAsync(Release release, DateTimeOffset at, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = release.PlannedItems.Select(item => item.ItemId).ToList();
        var others = await db.Set<Release>().AsNoTracking().Include(other => other.Items)
            .Where(other => other.Id != release.Id && other.State == StoredReleaseState.Armed && other.At == at && other.Items.Any(item => items.Contains(item.ItemId)))
            .ToListAsync(cancellationToken);
        foreach (var other in others)
            await SendAsync(other, [], missingOnly: true, now, cancellationToken);
    }

    private async Task SendAsync(Release release, IReadOnlyList<SentDelivery> alreadySent, bool missingOnly, DateTimeOffset now, CancellationToken cancellationToken) =>
        await deliveries.AddAsync(await ParcelsAsync(release, [.. release.PlannedItems], alreadySent, now, cancellationToken), missingOnly, now, cancellationToken);

    private async Task<IReadOnlyList<PlannedDelivery>> ParcelsAsync(
        Release release, IReadOnlyList<ReleaseItem> items, IReadOnlyList<SentDelivery> alreadySent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await channels.FindAsync(items.SelectMany(item => item.Channels).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var told = alreadySent.Select(sent => (sent.ItemId, sent.Channel, sent.Destination)).ToHashSet();
        var parcels = new List<PlannedDelivery>();
        var payloads = new PayloadShelf(gateway);
        foreach (var item in items)
        {
            foreach (var channel in item.Channels.Select(name => known[name]).Where(channel => channel.Transport != TransportKind.Pull))
            {
                foreach (var destination in channel.Destinations.OrderBy(destination => destination.Position))
                {
                    var request = new RenderRequest(channel.Format, item.ItemId, item.Version, DeliveryOperation.Publish, release.At, item.Until, destination.Place, null);
                    parcels.Add(new PlannedDelivery(release.Id, item.ItemId, item.Version, channel.Name, destination.Key, DeliveryOperation.Publish)
                    {
                        DueAt = release.At,
                        SendAt = told.Contains((item.ItemId, channel.Name, destination.Key)) ? now : release.At.AddSeconds(-channel.LeadSeconds),
                        WindowEndsAt = WindowEndOf(release),
                        OnWindowEnd = release.Missed == MissedPolicy.Ask ? WindowEnd.Hold : WindowEnd.Expire,
                        Payload = await payloads.GetAsync(request, cancellationToken),
                    });
                }
            }
        }

        return parcels;
    }

    private static DateTimeOffset WindowEndOf(Release release) =>
        release.Missed == MissedPolicy.SendUntil ? release.MissedUntil ?? release.At + DefaultWindow : release.At + ShortWindow;
}
