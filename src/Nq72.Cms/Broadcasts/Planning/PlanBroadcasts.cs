using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Places;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>
/// Puts what releases send to loudspeakers, and the slogans of the day, into the communes' slots. Slots that have begun, and what communes told of, stay as they are; planned
/// again, what has not changed keeps its place and its id.
/// </summary>
public sealed class PlanBroadcasts(CmsDb db, PlanMaterial material, UnitOfWork unitOfWork, EpochCounter epochs, AuditRecorder audit, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>Most days in one go.</summary>
    public const int MostDays = 31;

    private const int Attempts = 3;

    /// <summary>What is asked for.</summary>
    /// <param name="From">First day; default today.</param>
    /// <param name="Days">How many, 1–31; default 7.</param>
    /// <param name="Places">Which communes, by code; default all.</param>
    public sealed record Request(DateOnly? From = null, int? Days = null, IReadOnlyList<string>? Places = null);

    /// <summary>What came of it.</summary>
    /// <param name="From">First day.</param>
    /// <param name="Days">How many.</param>
    /// <param name="Places">How many communes.</param>
    /// <param name="Placed">How many texts have a place now, in slots that have not begun.</param>
    /// <param name="Unplaced">How many have none.</param>
    /// <param name="Changed">How many of those are new, moved or gone.</param>
    public sealed record Result(DateOnly From, int Days, int Places, int Placed, int Unplaced, int Changed);

    /// <summary>Plans; 422 <c>range</c>, <c>unknownPlace</c>; 409 <c>busy</c> where somebody else plans the same days over and over.</summary>
    public async Task<Outcome<Result>> RunAsync(Request request, Actor actor, CancellationToken cancellationToken)
    {
        var (from, days) = (request.From ?? clock.Today(installation.Zone), request.Days ?? 7);
        var fields = new Fields();
        if (days is < 1 or > MostDays)
            fields.Add("days", "range", $"Từ 1 đến {MostDays} ngày.", $"1 to {MostDays} days.");
        var places = await db.Places.AsNoTracking().OrderBy(place => place.Code).ToListAsync(cancellationToken);
        foreach (var unknown in (request.Places ?? []).Except(places.Select(place => place.Code), StringComparer.Ordinal))
            fields.Add("places", "unknownPlace", $"Không có địa bàn '{unknown}'.", $"There is no place '{unknown}'.");
        if (fields.AreInvalid)
            return fields.Problem;
        var chosen = request.Places is { Count: > 0 } only ? places.FindAll(place => only.Contains(place.Code, StringComparer.Ordinal)) : places;

        for (var attempt = 1; ; attempt++)
        {
            // worked out before the pen is taken: deliveries must not wait for a province's plan
            var before = await OpenAsync(chosen, from, days, cancellationToken);
            var plans = await material.PlanAsync(chosen, places, from, days, clock.Now(), before.Select(one => one.Id).ToHashSet(), cancellationToken);
            if (await WriteAsync(chosen, from, days, before, plans, actor, cancellationToken) is { } written)
                return written;
            if (attempt == Attempts)
                return Problem.Conflict("busy", new("Người khác đang xếp lịch những ngày này; hãy thử lại.", "Somebody else is planning these days; try again."));
        }
    }

    // what may be planned anew: slots ahead of which no commune told anything, and what has no place
    private async Task<List<Broadcast>> OpenAsync(List<Place> chosen, DateOnly from, int days, CancellationToken cancellationToken)
    {
        var (now, until) = (clock.Now(), from.AddDays(days));
        var codes = chosen.Select(place => place.Code).ToHashSet(StringComparer.Ordinal);
        return (await db.Set<Broadcast>().Where(one => one.Day >= from && one.Day < until && (one.From > now || one.Unplaced != null) && one.State == BroadcastState.Planned).ToListAsync(cancellationToken))
            .FindAll(one => codes.Contains(one.Place));
    }

    // null when the rows are not those that the plan was made from
    private async Task<Result?> WriteAsync(List<Place> chosen, DateOnly from, int days, List<Broadcast> before, IReadOnlyList<PlanMaterial.Planned> plans, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Broadcasts, cancellationToken);
        db.ChangeTracker.Clear();
        var open = await OpenAsync(chosen, from, days, cancellationToken);
        if (!open.Select(one => one.Id).ToHashSet().SetEquals(before.Select(one => one.Id)))
            return null;
        var rows = plans.SelectMany(plan => Rows(plan.Place, plan.Plan)).ToList();
        var result = new Result(from, days, chosen.Count, rows.Count(row => row.Unplaced is null), rows.Count(row => row.Unplaced is not null), Write(open, rows));
        if (result.Changed > 0)
        {
            audit.Record(actor, "broadcasts.plan", "broadcasts", $"{from:yyyy-MM-dd}", new { days, places = chosen.Count, result.Placed, result.Unplaced, result.Changed });
            epochs.Bump(work, clock.Now());
        }

        await work.CommitAsync(cancellationToken);
        return result;
    }

    private static IEnumerable<Broadcast> Rows(string place, PlacePlan plan)
    {
        foreach (var slot in plan.Placements.GroupBy(one => one.Slot))
            foreach (var (position, one) in slot.Index())
                yield return Row(place, one.Text, slot.Key.Day, slot.Key.Key, slot.Key.From, slot.Key.Until, position, one.Kind, one.Priority, one.DeliveryId);
        foreach (var (position, one) in plan.Unplaced.Index())
        {
            var row = Row(place, one.Wish.Text, one.Wish.Day, "", one.Wish.From, one.Wish.From, position, BroadcastKind.Sent, one.Wish.Priority, one.Wish.DeliveryId);
            row.Unplaced = one.Reason;
            yield return row;
        }
    }

    private static Broadcast Row(string place, PlannedText text, DateOnly day, string slot, DateTimeOffset from, DateTimeOffset until, int position, BroadcastKind kind, BroadcastPriority priority, Guid? delivery) => new()
    {
        Id = Guid.CreateVersion7(from), Place = place, Day = day, Slot = slot, Position = position, From = from, Until = until, ItemId = text.ItemId, Version = text.Version, Lang = text.Lang, Title = text.Title,
        Kind = kind, Priority = priority, Seconds = text.Seconds, DeliveryId = delivery,
    };

    // what is planned as before keeps its row
    private int Write(List<Broadcast> open, List<Broadcast> rows)
    {
        var before = open.ToLookup(Key);
        var kept = new HashSet<Guid>();
        var changed = 0;
        foreach (var row in rows)
        {
            if (before[Key(row)].FirstOrDefault(one => !kept.Contains(one.Id)) is not { } known)
            {
                db.Add(row);
                changed++;
                continue;
            }

            kept.Add(known.Id);
            if ((known.Position, known.Seconds, known.Until, known.Priority, known.Unplaced, known.Title) != (row.Position, row.Seconds, row.Until, row.Priority, row.Unplaced, row.Title))
                changed++;
            (known.Position, known.Seconds, known.Until, known.Priority, known.Unplaced, known.Title) = (row.Position, row.Seconds, row.Until, row.Priority, row.Unplaced, row.Title);
        }

        var gone = open.FindAll(one => !kept.Contains(one.Id));
        db.RemoveRange(gone);
        return changed + gone.Count;
    }

    private static (string, DateOnly, string, DateTimeOffset, string, int, Guid?) Key(Broadcast one) => (one.Place, one.Day, one.Slot, one.From, one.ItemId, one.Version, one.DeliveryId);
}
