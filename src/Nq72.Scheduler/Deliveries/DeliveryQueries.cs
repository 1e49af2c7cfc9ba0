using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Reads the ledger.</summary>
public sealed class DeliveryQueries(SchedulerDb db)
{
    /// <summary>One delivery with its attempts and receipts.</summary>
    public async Task<Outcome<DeliveryDetail>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var delivery = await db.Set<Delivery>().AsNoTracking().FirstOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (delivery is null)
            return DeliveryProblems.NotFound;
        var attempts = await db.Set<DeliveryAttempt>().AsNoTracking().Where(attempt => attempt.DeliveryId == id).OrderBy(attempt => attempt.Number).ToListAsync(cancellationToken);
        var receipts = await db.Set<Receipt>().AsNoTracking().Where(receipt => receipt.DeliveryId == id).OrderBy(receipt => receipt.RecordedAt).ToListAsync(cancellationToken);
        return new DeliveryDetail(
            DeliveryView.Of(delivery),
            [.. attempts.Select(attempt => new AttemptView(attempt.Number, attempt.StartedAt, attempt.EndedAt, attempt.Milliseconds, attempt.Outcome, attempt.Code, attempt.HttpStatus, attempt.Excerpt))],
            [.. receipts.Select(ReceiptView.Of)]);
    }

    /// <summary>Deliveries, the last written first.</summary>
    public async Task<Page<DeliveryView>> ListAsync(DeliveryFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var query = filter.Apply(db.Set<Delivery>().AsNoTracking());
        if (page.After is [var after] && Guid.TryParse(after, out var last))
            query = query.Where(delivery => delivery.Id.CompareTo(last) < 0);
        var found = await query.OrderByDescending(delivery => delivery.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return page.Cut([.. found.Select(DeliveryView.Of)], view => Cursor.Encode(view.Id.ToString("D")));
    }

    /// <summary>How many deliveries match, by state.</summary>
    public async Task<IReadOnlyDictionary<DeliveryState, int>> CountAsync(DeliveryFilter filter, CancellationToken cancellationToken) =>
        await filter.Apply(db.Set<Delivery>()).GroupBy(delivery => delivery.State).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);

    /// <summary>What is sent, or what is known of it where it was blacked out; null for no such delivery.</summary>
    public Task<PayloadView?> PayloadAsync(Guid id, CancellationToken cancellationToken) =>
        (from delivery in db.Set<Delivery>()
         join payload in db.Set<DeliveryPayload>().AsNoTracking() on delivery.PayloadId equals payload.Id
         where delivery.Id == id
         select new PayloadView(payload.ContentType, payload.Bytes, payload.Hash, payload.CreatedAt, payload.RedactedAt)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>How many deliveries releases have, by channel and state.</summary>
    public async Task<IReadOnlyList<DeliveryShare>> OfReleasesAsync(IReadOnlyCollection<string> releases, CancellationToken cancellationToken) => releases.Count == 0 ? [] :
        await db.Set<Delivery>().Where(delivery => delivery.ReleaseId != null && releases.Contains(delivery.ReleaseId)).GroupBy(delivery => new { delivery.ReleaseId, delivery.Channel, delivery.State })
            .Select(group => new DeliveryShare(group.Key.ReleaseId!, group.Key.Channel, group.Key.State, group.Count())).ToListAsync(cancellationToken);
}

/// <summary>Deliveries of one release by one channel in one state.</summary>
/// <param name="Release">The release.</param>
/// <param name="Channel">Name of the channel.</param>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
public sealed record DeliveryShare(string Release, string Channel, DeliveryState State, int Count);

/// <summary>The bytes of a delivery.</summary>
/// <param name="ContentType">Media type, with charset where it has one.</param>
/// <param name="Bytes">What is sent; what is left of it where it was blacked out.</param>
/// <param name="Hash">SHA-256 of what was rendered, hexadecimal.</param>
/// <param name="CreatedAt">When it was rendered.</param>
/// <param name="RedactedAt">When it was blacked out; null when it was not.</param>
public sealed record PayloadView(string ContentType, byte[] Bytes, string Hash, DateTimeOffset CreatedAt, DateTimeOffset? RedactedAt);

/// <summary>Which deliveries are meant; null members do not narrow.</summary>
/// <param name="Release">Id of the release.</param>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Destination">Key of the destination.</param>
/// <param name="State">The state.</param>
/// <param name="Item">The item.</param>
/// <param name="Operation">Publish, correct or retract.</param>
/// <param name="Code">Why it is where it is.</param>
/// <param name="From">Due then or later.</param>
/// <param name="Until">Due before.</param>
public sealed record DeliveryFilter(
    string? Release = null, string? Channel = null, string? Destination = null, DeliveryState? State = null, string? Item = null, DeliveryOperation? Operation = null,
    DeliveryCode? Code = null, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    internal IQueryable<Delivery> Apply(IQueryable<Delivery> query)
    {
        if (Release is not null)
            query = query.Where(delivery => delivery.ReleaseId == Release);
        if (Channel is not null)
            query = query.Where(delivery => delivery.Channel == Channel);
        if (Destination is not null)
            query = query.Where(delivery => delivery.Destination == Destination);
        if (State is { } state)
            query = query.Where(delivery => delivery.State == state);
        if (Item is not null)
            query = query.Where(delivery => delivery.ItemId == Item);
        if (Operation is { } operation)
            query = query.Where(delivery => delivery.Operation == operation);
        if (Code is { } code)
            query = query.Where(delivery => delivery.LastCode == code);
        if (From is { } from)
            query = query.Where(delivery => delivery.DueAt >= from);
        if (Until is { } until)
            query = query.Where(delivery => delivery.DueAt < until);
        return query;
    }
}

/// <summary>A delivery as it is read.</summary>
/// <param name="Id">Its id, as in the header <c>Nq72-Delivery</c>.</param>
/// <param name="Release">The release it belongs to.</param>
/// <param name="Item">The item.</param>
/// <param name="Version">Its version.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Destination">Key of the destination.</param>
/// <param name="Operation">Publish, correct or retract.</param>
/// <param name="State">Where it is.</param>
/// <param name="Code">Why it is there.</param>
/// <param name="HttpStatus">The last answer's status.</param>
/// <param name="DueAt">The intended instant.</param>
/// <param name="SendAt">When it is first sent.</param>
/// <param name="NextTryAt">When it is sent next; null when it will not be by itself.</param>
/// <param name="WindowEndsAt">From then on it is not sent any more.</param>
/// <param name="Attempts">Attempts begun.</param>
/// <param name="FirstAttemptAt">When the first one began.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="IdempotencyKey">The header <c>webhook-id</c>.</param>
public sealed record DeliveryView(
    Guid Id, string? Release, string Item, int Version, string Channel, string Destination, DeliveryOperation Operation, DeliveryState State, DeliveryCode? Code, int? HttpStatus,
    DateTimeOffset DueAt, DateTimeOffset SendAt, DateTimeOffset? NextTryAt, DateTimeOffset WindowEndsAt, int Attempts, DateTimeOffset? FirstAttemptAt, DateTimeOffset? AcceptedAt, Guid IdempotencyKey)
{
    internal static DeliveryView Of(Delivery delivery) => new(
        delivery.Id, delivery.ReleaseId, delivery.ItemId, delivery.Version, delivery.Channel, delivery.Destination, delivery.Operation, delivery.State, delivery.LastCode, delivery.LastStatus,
        delivery.DueAt, delivery.SendAt, delivery.State is DeliveryState.Scheduled or DeliveryState.Available or DeliveryState.Retrying ? delivery.NextTryAt : null,
        delivery.WindowEndsAt, delivery.Attempts, delivery.FirstAttemptAt, delivery.AcceptedAt, delivery.IdempotencyKey);
}

/// <summary>A delivery with what happened to it.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Attempts">What was tried, in order.</param>
/// <param name="Receipts">What was confirmed.</param>
public sealed record DeliveryDetail(DeliveryView Delivery, IReadOnlyList<AttemptView> Attempts, IReadOnlyList<ReceiptView> Receipts);

/// <summary>A delivery with what happened to it, as the API shows it: one flat object.</summary>
public sealed record DeliveryAnswer(
    Guid Id, string? Release, string Item, int Version, string Channel, string Destination, DeliveryOperation Operation, DeliveryState State, DeliveryCode? Code, int? HttpStatus,
    DateTimeOffset DueAt, DateTimeOffset SendAt, DateTimeOffset? NextTryAt, DateTimeOffset WindowEndsAt, DateTimeOffset? FirstAttemptAt, DateTimeOffset? AcceptedAt, Lateness Lateness, Guid IdempotencyKey,
    IReadOnlyList<AttemptView> Attempts, IReadOnlyList<ReceiptView> Receipts)
{
    internal static DeliveryAnswer Of(DeliveryDetail detail) => new(
        detail.Delivery.Id, detail.Delivery.Release, detail.Delivery.Item, detail.Delivery.Version, detail.Delivery.Channel, detail.Delivery.Destination, detail.Delivery.Operation,
        detail.Delivery.State, detail.Delivery.Code, detail.Delivery.HttpStatus, detail.Delivery.DueAt, detail.Delivery.SendAt, detail.Delivery.NextTryAt, detail.Delivery.WindowEndsAt,
        detail.Delivery.FirstAttemptAt, detail.Delivery.AcceptedAt,
        Lateness.Of(detail.Delivery.DueAt, detail.Delivery.FirstAttemptAt, detail.Delivery.AcceptedAt, detail.Receipts.Select(receipt => (DateTimeOffset?)receipt.At).Min()),
        detail.Delivery.IdempotencyKey, detail.Attempts, detail.Receipts);
}

/// <summary>One try to send.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Code">Why it was not accepted.</param>
/// <param name="HttpStatus">The answer's status.</param>
/// <param name="Excerpt">The beginning of the answer.</param>
public sealed record AttemptView(int Number, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Milliseconds, AttemptOutcome Outcome, DeliveryCode? Code, int? HttpStatus, string? Excerpt);

/// <summary>What was confirmed.</summary>
/// <param name="Id">The receipt.</param>
/// <param name="Delivery">What it is about.</param>
/// <param name="Kind">What is confirmed.</param>
/// <param name="At">When it happened.</param>
/// <param name="Note">Their words.</param>
/// <param name="RecordedAt">When we learnt of it.</param>
public sealed record ReceiptView(Guid Id, Guid Delivery, ReceiptKind Kind, DateTimeOffset At, string? Note, DateTimeOffset RecordedAt)
{
    internal static ReceiptView Of(Receipt receipt) => new(receipt.Id, receipt.DeliveryId, receipt.Kind, receipt.At, receipt.Note, receipt.RecordedAt);
}
