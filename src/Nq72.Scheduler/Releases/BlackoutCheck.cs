using Nq72.Scheduler.Calendar;

namespace Nq72.Scheduler.Releases;

/// <summary>Which of many items, each at its own instant, a blackout holds: the preflight's rule, asked of all of them at once.</summary>
public sealed class BlackoutCheck(BlackoutQueries blackouts, IContentGateway gateway)
{
    /// <summary>Those that are held, in the order asked. The host is asked once, and only of what a blackout covers.</summary>
    public async Task<IReadOnlyList<HeldPin>> FindAsync(IReadOnlyCollection<PlannedPin> pins, CancellationToken cancellationToken)
    {
        if (pins.Count == 0)
            return [];
        var declared = await blackouts.NotOverAsync(pins.Min(pin => pin.At), cancellationToken);
        var covered = pins.Where(pin => declared.Any(blackout => blackout.Covers(pin.At))).ToList();
        if (covered.Count == 0)
            return [];
        var facts = await gateway.InspectAsync(covered.ConvertAll(pin => new ContentPin(pin.ItemId, pin.Version)), cancellationToken);
        return
        [
            .. from pair in covered.Zip(facts)
               let pin = pair.First
               let item = new ReleaseItem { ReleaseId = pin.Key, ItemId = pin.ItemId, Version = pin.Version }
               let held = new PinnedItem(item, pair.Second, ContentSurroundings.Nothing(pin.ItemId)).HeldBy(declared.Where(blackout => blackout.Covers(pin.At)))
               where held is not null
               select new HeldPin(pin.Key, pin.ItemId, pair.Second.Title, held.Name),
        ];
    }
}

/// <summary>A version that is to appear at an instant.</summary>
/// <param name="Key">What the caller knows it by: a release, or the item itself.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Version">The version.</param>
/// <param name="At">When.</param>
public sealed record PlannedPin(string Key, string ItemId, int Version, DateTimeOffset At);

/// <summary>One that a blackout holds.</summary>
/// <param name="Key">As it was asked.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Title">Title of the version.</param>
/// <param name="Blackout">Name of the blackout.</param>
public sealed record HeldPin(string Key, string ItemId, string Title, string Blackout);
