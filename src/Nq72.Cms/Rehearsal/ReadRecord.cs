using Microsoft.EntityFrameworkCore;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Rehearsal;

/// <summary>Reads from a copy that was rehearsed what happened on it.</summary>
public sealed class ReadRecord(CmsDb cms, SchedulerDb scheduler, VisibleItems visible, ReleaseQueries releases, ChannelQueries channels, IContentGateway gateway)
{
    /// <summary>Accepted later than this after its instant is late.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private const int AtATime = 400;

    /// <summary>What became of the releases between two instants of the rehearsal's clock.</summary>
    internal async Task<RehearsalRecord> RunAsync(RehearsalRun run, CancellationToken cancellationToken)
    {
        var ids = run.Releases.Select(release => release.Id).ToList();
        var deliveries = await scheduler.Set<Delivery>().AsNoTracking().Where(delivery => ids.Contains(delivery.ReleaseId!)).OrderBy(delivery => delivery.SendAt).ThenBy(delivery => delivery.Id).ToListAsync(cancellationToken);
        var attempts = new List<DeliveryAttempt>();
        foreach (var some in deliveries.Select(delivery => delivery.Id).Chunk(AtATime))
            attempts.AddRange(await scheduler.Set<DeliveryAttempt>().AsNoTracking().Where(attempt => some.Contains(attempt.DeliveryId) && attempt.StartedAt >= run.From).ToListAsync(cancellationToken));
        var shown = await ShowAsync(deliveries, attempts.ToLookup(attempt => attempt.DeliveryId), cancellationToken);
        var changes = await ChangesAsync(run, cancellationToken);
        return new RehearsalRecord
        {
            Of = run.Of,
            CopiedAt = run.CopiedAt,
            From = run.From,
            Until = run.Until,
            TimeZone = run.Zone.Id,
            Passed = run.Passed,
            Releases = await ReleasesAsync(run, cancellationToken),
            Partners = run.Partners,
            Changes = changes,
            Hours = await HoursAsync(run, changes, cancellationToken),
            Destinations = [.. shown.GroupBy(delivery => (delivery.Channel, delivery.Destination)).Select(group => Sum([.. group]))],
            Late = [.. shown.Where(delivery => delivery.LateSeconds > Tolerance.TotalSeconds).OrderByDescending(delivery => delivery.LateSeconds)],
            Open = [.. shown.Where(delivery => delivery.State is not (DeliveryState.Accepted or DeliveryState.Cancelled))],
            Attempts = [.. attempts.OrderBy(attempt => attempt.StartedAt).ThenBy(attempt => attempt.DeliveryId).Join(deliveries, attempt => attempt.DeliveryId, delivery => delivery.Id, Show)],
            Doubled = run.Doubled,
        };
    }

    private static AttemptRecord Show(DeliveryAttempt attempt, Delivery delivery) =>
        new(attempt.StartedAt, attempt.EndedAt, delivery.Id, delivery.Channel, delivery.Destination, delivery.ItemId, attempt.Number, attempt.Outcome, attempt.Code, attempt.HttpStatus);

    private static DestinationRecord Sum(List<DeliveryRecord> deliveries)
    {
        var accepted = deliveries.Select(delivery => delivery.AcceptedAt).OfType<DateTimeOffset>().ToList();
        return new(deliveries[0].Channel, deliveries[0].Destination, deliveries[0].Name, deliveries.Count, deliveries.Sum(delivery => delivery.Attempts),
            deliveries.Count(delivery => delivery.LateSeconds > Tolerance.TotalSeconds), accepted.Count == 0 ? null : accepted.Min(), accepted.Count == 0 ? null : accepted.Max(),
            deliveries.GroupBy(delivery => delivery.State).ToDictionary(group => Name(group.Key), group => group.Count(), StringComparer.Ordinal));
    }

    private static string Name(DeliveryState state) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    private async Task<IReadOnlyList<DeliveryRecord>> ShowAsync(List<Delivery> deliveries, ILookup<Guid, DeliveryAttempt> attempts, CancellationToken cancellationToken)
    {
        var names = (await channels.ListAsync(PageRequest.First, cancellationToken)).Items.SelectMany(channel => channel.Destinations.Select(destination => (channel.Name, Destination: destination)))
            .ToDictionary(pair => (pair.Name, pair.Destination.Key), pair => pair.Destination.Name.Length > 0 ? pair.Destination.Name : pair.Destination.Key);
        var pins = deliveries.Select(delivery => new ContentPin(delivery.ItemId, delivery.Version)).Distinct().ToList();
        var titles = pins.Zip(await gateway.InspectAsync(pins, cancellationToken)).ToDictionary(pair => pair.First, pair => pair.Second.Title);
        return deliveries.ConvertAll(delivery => new DeliveryRecord(
            delivery.Id, delivery.Channel, delivery.Destination, names.GetValueOrDefault((delivery.Channel, delivery.Destination), delivery.Destination), delivery.ItemId, delivery.Version,
            titles[new(delivery.ItemId, delivery.Version)], delivery.Operation, delivery.State, delivery.LastCode, delivery.LastStatus, delivery.DueAt, delivery.SendAt, delivery.WindowEndsAt,
            delivery.AcceptedAt, delivery.AcceptedAt is { } at ? (int)Math.Max(0, (at - delivery.DueAt).TotalSeconds) : null, delivery.Attempts,
            [.. attempts[delivery.Id].OrderBy(attempt => attempt.Number).Select(attempt => attempt.Code).OfType<DeliveryCode>().Distinct()]));
    }

    private async Task<IReadOnlyList<ReleaseRecord>> ReleasesAsync(RehearsalRun run, CancellationToken cancellationToken)
    {
        var records = new List<ReleaseRecord>();
        foreach (var release in run.Releases)
        {
            var now = (await releases.GetAsync(release.Id, cancellationToken)).Value!;
            run.Blocks.TryGetValue(release.Id, out var blocks);
            records.Add(new(release.Id, release.Name, release.At, blocks is null, blocks ?? [], now.FirstAttemptAt, now.LastAcceptedAt, now.Deliveries));
        }

        return records;
    }

    private async Task<IReadOnlyList<ChangeRecord>> ChangesAsync(RehearsalRun run, CancellationToken cancellationToken)
    {
        var publications = await cms.Publications.AsNoTracking().Where(row => (row.VisibleFrom > run.From && row.VisibleFrom <= run.Until) || (row.VisibleUntil > run.From && row.VisibleUntil <= run.Until)).ToListAsync(cancellationToken);
        var changes = new List<ChangeRecord>();
        foreach (var row in publications)
        {
            if (row.VisibleFrom > run.From && row.VisibleFrom <= run.Until && await SeenAsync(row.ItemId, row.VisibleFrom, cancellationToken) is { } begun)
                changes.Add(new(row.VisibleFrom, "appeared", row.ItemId, begun.Version, begun.Type, begun.Title));
            // where another version takes over nothing went
            if (row.VisibleUntil is { } end && end <= run.Until && end > run.From && await SeenAsync(row.ItemId, end, cancellationToken) is null
                && await SeenAsync(row.ItemId, row.VisibleFrom, cancellationToken) is { } ended)
                changes.Add(new(end, "ended", row.ItemId, ended.Version, ended.Type, ended.Title));
        }

        return [.. changes.OrderBy(change => change.At).ThenBy(change => change.Title, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<HourRecord>> HoursAsync(RehearsalRun run, IReadOnlyList<ChangeRecord> changes, CancellationToken cancellationToken)
    {
        var hours = new List<HourRecord>();
        // an hour shows what changed since the one before it
        foreach (var hour in changes.Select(change => UpToFullHour(change.At, run.Zone)).Distinct().Order())
        {
            var before = hour.AddHours(-1);
            var (was, now) = (await IdsAsync(before, cancellationToken), await IdsAsync(hour, cancellationToken));
            hours.Add(new(hour, now.Count, await AllSeenAsync(now.Except(was), hour, cancellationToken), await AllSeenAsync(was.Except(now), before, cancellationToken)));
        }

        return hours;
    }

    private static DateTimeOffset UpToFullHour(DateTimeOffset at, TimeZoneInfo zone)
    {
        var past = TimeZoneInfo.ConvertTime(at, zone).TimeOfDay.Ticks % TimeSpan.TicksPerHour;
        return past == 0 ? at : at.AddTicks(TimeSpan.TicksPerHour - past);
    }

    private async Task<HashSet<(string Item, int Version)>> IdsAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        [.. (await cms.Publications.AsNoTracking().Where(row => row.VisibleFrom <= at && (row.VisibleUntil == null || at < row.VisibleUntil)).Select(row => new { row.ItemId, row.Version }).ToListAsync(cancellationToken))
            .Select(row => (row.ItemId, row.Version))];

    private async Task<IReadOnlyList<SeenRecord>> AllSeenAsync(IEnumerable<(string Item, int Version)> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var seen = new List<SeenRecord>();
        foreach (var (item, _) in ids.OrderBy(id => id.Item, StringComparer.Ordinal))
        {
            if (await SeenAsync(item, at, cancellationToken) is { } found)
                seen.Add(found);
        }

        return seen;
    }

    // asked the way a reader asks, not read off the row
    private async Task<SeenRecord?> SeenAsync(string item, DateTimeOffset at, CancellationToken cancellationToken) =>
        await visible.FindAsync(item, at, cancellationToken) is { } found ? new(item, found.Version.Number, found.Version.Type, found.Version.Title) : null;
}

/// <summary>What the rehearsal itself knows and the copy does not.</summary>
internal sealed record RehearsalRun
{
    public required string Of { get; init; }

    public required DateTimeOffset CopiedAt { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required IReadOnlyList<string> Partners { get; init; }

    public required IReadOnlyList<ReleaseView> Releases { get; init; }

    /// <summary>Why releases could not be armed, by id.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<BlockRecord>> Blocks { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required bool Passed { get; init; }

    public required int Doubled { get; init; }
}
