using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Writes deliveries down and takes them back. Runs in the caller's transaction.</summary>
internal sealed class DeliveryPlan(SchedulerDb db)
{
    /// <summary>Adds deliveries. One that another release sends to the same receiver at the same instant is not added.</summary>
    /// <param name="planned">What is to be sent.</param>
    /// <param name="missingOnly">Whether the releases may have these deliveries already, and only gaps are filled.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>How many were added.</returns>
    public Task<int> AddAsync(IReadOnlyList<PlannedDelivery> planned, bool missingOnly, DateTimeOffset now, CancellationToken cancellationToken) =>
        AddAsync(planned, missingOnly, staged: false, first: 0, now, cancellationToken);

    /// <summary>Adds deliveries that wait, unseen by the claims, until <see cref="LetGoAsync"/>: a release too large for one go is written in several.</summary>
    /// <param name="planned">What is to be sent.</param>
    /// <param name="first">How many were added before.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>How many were added.</returns>
    public Task<int> StageAsync(IReadOnlyList<PlannedDelivery> planned, int first, DateTimeOffset now, CancellationToken cancellationToken) =>
        AddAsync(planned, missingOnly: false, staged: true, first, now, cancellationToken);

    /// <summary>Plans what was staged of a release, all at once.</summary>
    public Task<int> LetGoAsync(string releaseId, CancellationToken cancellationToken) => Staged(releaseId).ExecuteUpdateAsync(
        set => set.SetProperty(delivery => delivery.State, DeliveryState.Scheduled).SetProperty(delivery => delivery.LastCode, (DeliveryCode?)null), cancellationToken);

    /// <summary>Drops some of what was staged of a release. Returns how many there were.</summary>
    public Task<int> DropStagedAsync(string releaseId, int most, CancellationToken cancellationToken) =>
        Staged(releaseId).Where(delivery => Staged(releaseId).OrderBy(known => known.Id).Take(most).Select(known => known.Id).Contains(delivery.Id)).ExecuteDeleteAsync(cancellationToken);

    private IQueryable<Delivery> Staged(string releaseId) =>
        db.Set<Delivery>().Where(delivery => delivery.ReleaseId == releaseId && delivery.State == DeliveryState.Held && delivery.LastCode == DeliveryCode.Arming);

    private async Task<int> AddAsync(IReadOnlyList<PlannedDelivery> planned, bool missingOnly, bool staged, int first, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var standing = await FindStandingAsync(planned, cancellationToken);
        var payloads = new Dictionary<string, DeliveryPayload>(StringComparer.Ordinal);
        var seq = now.ToMicroseconds() + first;
        var count = first;
        foreach (var delivery in planned)
        {
            var same = standing[(delivery.ItemId, delivery.Version, delivery.Channel, delivery.Destination, delivery.Operation, delivery.DueAt)].ToList();
            if (missingOnly && same.Exists(own => own.ReleaseId == delivery.ReleaseId && own.State != DeliveryState.Cancelled))
                continue;
            // another release sends the same thing to the same receiver at the same instant: one delivery does for both
            if (same.Exists(other => other.ReleaseId != delivery.ReleaseId && other.State is not (DeliveryState.Cancelled or DeliveryState.Failed or DeliveryState.Expired)))
                continue;
            var generation = same.Count + 1;
            db.Add(new Delivery
            {
                Id = DeliveryIds.At(now, count++), ReleaseId = delivery.ReleaseId, ItemId = delivery.ItemId, Version = delivery.Version,
                Channel = delivery.Channel, Destination = delivery.Destination, Operation = delivery.Operation, Seq = seq++,
                State = staged ? DeliveryState.Held : DeliveryState.Scheduled, LastCode = staged ? DeliveryCode.Arming : null, DueAt = delivery.DueAt, SendAt = delivery.SendAt, NextTryAt = delivery.SendAt,
                WindowEndsAt = delivery.WindowEndsAt, OnWindowEnd = delivery.OnWindowEnd,
                PayloadId = PayloadOf(delivery.Payload, payloads, now).Id, Generation = generation, CreatedAt = now,
                IdempotencyKey = DeliveryKeys.Of(delivery.Channel, delivery.Destination, delivery.ItemId, delivery.Version, delivery.Operation, delivery.DueAt, generation),
            });
        }

        return count - first;
    }

    /// <summary>
    /// Takes the publishing deliveries of a release back before its instant and tells which of them the receivers have, or may have: accepted,
    /// on their way, or unknown.
    /// </summary>
    /// <param name="releaseId">The release.</param>
    /// <param name="dropUnsent">Whether those that were never tried disappear (the release goes back to draft) or are cancelled.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<SentDelivery>> RecallAsync(string releaseId, bool dropUnsent, CancellationToken cancellationToken)
    {
        var ofRelease = db.Set<Delivery>().Where(delivery => delivery.ReleaseId == releaseId && delivery.Operation != DeliveryOperation.Retract);
        await CallOffAsync(ofRelease, dropUnsent, cancellationToken);
        return await FindSentAsync(ofRelease, waitingSince: null, cancellationToken);
    }

    /// <summary>
    /// Takes back what a release sent after its instant, with the corrections of it, and tells who has it, or may have it, and nothing newer
    /// of the item: a retraction would take that down as well.
    /// </summary>
    /// <param name="releaseId">The release.</param>
    /// <param name="appearances">Items, and the instants from which what is taken back was visible: a correction is due at the instant of its own.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<SentDelivery>> TakeBackAsync(
        string releaseId, IReadOnlyCollection<(string ItemId, DateTimeOffset From)> appearances, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = appearances.Select(taken => taken.ItemId).ToHashSet(StringComparer.Ordinal);
        var ofCorrections = (await db.Set<Delivery>().Where(delivery => delivery.ReleaseId == null && delivery.Operation == DeliveryOperation.Correct && items.Contains(delivery.ItemId))
                .Select(delivery => new { delivery.Id, delivery.ItemId, delivery.DueAt }).ToListAsync(cancellationToken))
            .FindAll(correction => appearances.Contains((correction.ItemId, correction.DueAt))).ConvertAll(correction => correction.Id);
        var concerned = db.Set<Delivery>().Where(delivery => (delivery.ReleaseId == releaseId && delivery.Operation != DeliveryOperation.Retract) || ofCorrections.Contains(delivery.Id));
        await CallOffAsync(concerned, dropUnsent: false, cancellationToken);
        var sent = await FindSentAsync(concerned, waitingSince: null, cancellationToken);
        var newer = await FindNewerAsync(releaseId, ofCorrections, [.. sent.Select(delivery => delivery.ItemId).Distinct(StringComparer.Ordinal)], now, cancellationToken);
        return [.. sent.Where(delivery => !newer[(delivery.ItemId, delivery.Channel, delivery.Destination)].Any(other => other.CompareTo((delivery.SendAt, delivery.Seq)) > 0))];
    }

    // what others delivered of the items, or are delivering: their place in the order of each receiver. What failed, was held or was called off
    // is nothing that a receiver could keep; what lies ahead is not out yet
    private async Task<ILookup<(string ItemId, string Channel, string Destination), (DateTimeOffset SendAt, long Seq)>> FindNewerAsync(
        string releaseId, List<Guid> ofCorrections, List<string> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var others = await db.Set<Delivery>().Where(delivery => items.Contains(delivery.ItemId) && delivery.ReleaseId != releaseId && !ofCorrections.Contains(delivery.Id)
                && delivery.Operation != DeliveryOperation.Retract && delivery.DueAt <= now
                && (delivery.State == DeliveryState.Accepted || delivery.State == DeliveryState.Sending || delivery.State == DeliveryState.Unknown || delivery.MaybeReceived
                    || delivery.State == DeliveryState.Scheduled || delivery.State == DeliveryState.Available || delivery.State == DeliveryState.Retrying)
                && !db.Set<Delivery>().Any(later => later.ItemId == delivery.ItemId && later.Channel == delivery.Channel && later.Destination == delivery.Destination
                    && later.Operation == DeliveryOperation.Retract && later.CreatedAt > delivery.CreatedAt))
            .Select(delivery => new { delivery.ItemId, delivery.Channel, delivery.Destination, delivery.SendAt, delivery.Seq }).ToListAsync(cancellationToken);
        return others.ToLookup(delivery => (delivery.ItemId, delivery.Channel, delivery.Destination), delivery => (delivery.SendAt, delivery.Seq));
    }

    /// <summary>
    /// Holds what is still waiting of some of a release's items until a person decides about them, and tells which of their deliveries the
    /// receivers have, or may have.
    /// </summary>
    public async Task<IReadOnlyList<SentDelivery>> HoldAsync(string releaseId, IReadOnlyList<string> items, DeliveryCode code, CancellationToken cancellationToken)
    {
        var ofItems = db.Set<Delivery>().Where(delivery => delivery.ReleaseId == releaseId && items.Contains(delivery.ItemId) && delivery.Operation != DeliveryOperation.Retract);
        await Waiting(ofItems).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, delivery => delivery.MaybeReceived ? DeliveryState.Unknown : DeliveryState.Held).SetProperty(delivery => delivery.LastCode, code), cancellationToken);
        return await FindSentAsync(ofItems, waitingSince: null, cancellationToken);
    }

    /// <summary>Calls off what <see cref="HoldAsync"/> held of these items: a person decided.</summary>
    public Task<int> CallOffHeldAsync(string releaseId, IReadOnlyList<string> items, CancellationToken cancellationToken) =>
        db.Set<Delivery>().Where(delivery => delivery.ReleaseId == releaseId && items.Contains(delivery.ItemId) && delivery.State == DeliveryState.Held
                && (delivery.LastCode == DeliveryCode.Blackout || delivery.LastCode == DeliveryCode.ItemHeld))
            .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.State, DeliveryState.Cancelled).SetProperty(delivery => delivery.LastCode, DeliveryCode.Cancelled), cancellationToken);

    /// <summary>Takes back what is still waiting of an item, whatever release it belongs to, and tells who has it or may have it.</summary>
    public async Task<IReadOnlyList<SentDelivery>> RecallItemAsync(string itemId, CancellationToken cancellationToken)
    {
        await CallOffAsync(OfItem(itemId), dropUnsent: false, cancellationToken);
        return await FindSentAsync(OfItem(itemId), waitingSince: null, cancellationToken);
    }

    /// <summary>Takes back a correction that waits for its instant. Returns how many deliveries are called off.</summary>
    public async Task<int> CallOffCorrectionAsync(string itemId, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        await CallOffAsync(OfItem(itemId).Where(delivery => delivery.Operation == DeliveryOperation.Correct && delivery.DueAt == dueAt), dropUnsent: false, cancellationToken);

    private static IQueryable<Delivery> Waiting(IQueryable<Delivery> deliveries) => deliveries.Where(delivery =>
        delivery.State == DeliveryState.Scheduled || delivery.State == DeliveryState.Available || delivery.State == DeliveryState.Retrying || delivery.State == DeliveryState.Held);

    /// <summary>Whom a correction concerns: who has the item, may have it, or should have it by now and could not be reached yet; and was not told to take it back.</summary>
    public Task<IReadOnlyList<SentDelivery>> FindConcernedAsync(string itemId, DateTimeOffset now, CancellationToken cancellationToken) =>
        FindSentAsync(OfItem(itemId), now, cancellationToken);

    private static async Task<int> CallOffAsync(IQueryable<Delivery> deliveries, bool dropUnsent, CancellationToken cancellationToken)
    {
        var waiting = Waiting(deliveries);
        if (dropUnsent)
            await waiting.Where(delivery => delivery.Attempts == 0).ExecuteDeleteAsync(cancellationToken);
        var unknown = await waiting.Where(delivery => delivery.MaybeReceived).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, DeliveryState.Unknown).SetProperty(delivery => delivery.LastCode, DeliveryCode.Cancelled), cancellationToken);
        return unknown + await waiting.ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, DeliveryState.Cancelled).SetProperty(delivery => delivery.LastCode, DeliveryCode.Cancelled), cancellationToken);
    }

    private IQueryable<Delivery> OfItem(string itemId) => db.Set<Delivery>().Where(delivery => delivery.ItemId == itemId && delivery.Operation != DeliveryOperation.Retract);

    private async Task<IReadOnlyList<SentDelivery>> FindSentAsync(IQueryable<Delivery> deliveries, DateTimeOffset? waitingSince, CancellationToken cancellationToken)
    {
        // what was taken back before is not taken back twice
        var sent = await deliveries.Where(delivery =>
                (delivery.State == DeliveryState.Accepted || delivery.State == DeliveryState.Sending || delivery.State == DeliveryState.Unknown || delivery.MaybeReceived
                    || (delivery.SendAt <= waitingSince && (delivery.State == DeliveryState.Scheduled || delivery.State == DeliveryState.Available
                        || delivery.State == DeliveryState.Retrying || delivery.State == DeliveryState.Held)))
                && !db.Set<Delivery>().Any(later => later.ItemId == delivery.ItemId && later.Channel == delivery.Channel && later.Destination == delivery.Destination
                    && later.Operation == DeliveryOperation.Retract && later.CreatedAt > delivery.CreatedAt))
            .OrderBy(delivery => delivery.SendAt).ThenBy(delivery => delivery.Seq)
            .Select(delivery => new SentDelivery(delivery.ItemId, delivery.Version, delivery.Channel, delivery.Destination, delivery.SendAt, delivery.Seq)).ToListAsync(cancellationToken);
        return [.. sent.GroupBy(delivery => (delivery.ItemId, delivery.Channel, delivery.Destination)).Select(group => group.Last())];
    }

    private async Task<ILookup<(string ItemId, int Version, string Channel, string Destination, DeliveryOperation Operation, DateTimeOffset DueAt), (DeliveryState State, string? ReleaseId)>> FindStandingAsync(
        IReadOnlyList<PlannedDelivery> planned, CancellationToken cancellationToken)
    {
        var items = planned.Select(delivery => delivery.ItemId).Distinct(StringComparer.Ordinal).ToList();
        var instants = planned.Select(delivery => delivery.DueAt).Distinct().ToList();
        var rows = await db.Set<Delivery>().AsNoTracking().Where(delivery => items.Contains(delivery.ItemId) && instants.Contains(delivery.DueAt))
            .Select(delivery => new { delivery.ItemId, delivery.Version, delivery.Channel, delivery.Destination, delivery.Operation, delivery.DueAt, delivery.State, delivery.ReleaseId })
            .ToListAsync(cancellationToken);
        return rows.ToLookup(row => (row.ItemId, row.Version, row.Channel, row.Destination, row.Operation, row.DueAt), row => (row.State, row.ReleaseId));
    }

    private DeliveryPayload PayloadOf(PlannedPayload planned, Dictionary<string, DeliveryPayload> known, DateTimeOffset now)
    {
        var identity = $"{planned.ContentType}|{planned.Extension}|{Convert.ToHexStringLower(SHA256.HashData(planned.Bytes.Span))}";
        if (!known.TryGetValue(identity, out var payload))
        {
            payload = known[identity] = DeliveryPayload.Of(planned.ContentType, planned.Extension, planned.Bytes, now);
            db.Add(payload);
        }

        return payload;
    }
}

/// <summary>A delivery that is to be written down.</summary>
internal sealed record PlannedDelivery(string? ReleaseId, string ItemId, int Version, string Channel, string Destination, DeliveryOperation Operation)
{
    public required DateTimeOffset DueAt { get; init; }

    public required DateTimeOffset SendAt { get; init; }

    public required DateTimeOffset WindowEndsAt { get; init; }

    public required WindowEnd OnWindowEnd { get; init; }

    public required PlannedPayload Payload { get; init; }
}

/// <summary>What it carries.</summary>
internal sealed record PlannedPayload(string ContentType, string Extension, ReadOnlyMemory<byte> Bytes);

/// <summary>A delivery whose receiver has it, or may have it.</summary>
internal sealed record SentDelivery(string ItemId, int Version, string Channel, string Destination, DateTimeOffset SendAt, long Seq);
