using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Broadcasts.Scripts;
using Nq72.Cms.Broadcasts.Slots;
using Nq72.Cms.Loudspeaker;
using Nq72.Cms.Places;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>Gathers what a plan is made of, with as many questions to the database for 65 communes as for one, and plans each commune. Writes nothing.</summary>
public sealed class PlanMaterial(CmsDb db, PlaceDeliveries deliveries, ReadableTexts texts, SpeakBlocks speak, InstallationOptions installation)
{
    /// <summary>The format whose deliveries are read out.</summary>
    public const string Format = "loudspeaker";

    private const string TurnLanguage = "vi";

    /// <summary>How long before its first day a plan looks for what was sent and not read yet, in days.</summary>
    public const int LookBackDays = 7;

    // between two texts
    private const double Breath = 1;

    /// <summary>The plan of a commune.</summary>
    /// <param name="Place">Its code.</param>
    /// <param name="Plan">Its plan.</param>
    internal sealed record Planned(string Place, PlacePlan Plan);

    internal async Task<IReadOnlyList<Planned>> PlanAsync(
        IReadOnlyList<Place> places, IReadOnlyList<Place> all, DateOnly from, int days, DateTimeOffset now, IReadOnlySet<Guid> replaced, CancellationToken cancellationToken)
    {
        var rules = await BroadcastRules.ReadAsync(db, cancellationToken);
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var (begin, end) = (StartOf(from), StartOf(from.AddDays(days)));
        var sent = await SentAsync(places, begin, end, replaced, cancellationToken);
        var turns = await TurnsAsync(rules, begin, end, cancellationToken);
        var read = await texts.FindAsync([.. sent.Select(one => (one.ItemId, one.Version)).Concat(turns.Select(one => (one.ItemId, one.Version))).Distinct()], site, cancellationToken);
        var lengths = await LengthsAsync(read, turns.Select(one => (one.ItemId, one.Version)).ToHashSet(), places, site, cancellationToken);
        var ends = (await db.Publications.AsNoTracking().Where(row => EF.Parameter(sent.Select(one => one.ItemId).Distinct().ToList()).Contains(row.ItemId)).Select(row => new { row.ItemId, row.Version, row.VisibleFrom, row.VisibleUntil }).ToListAsync(cancellationToken))
            .ToLookup(row => (row.ItemId, row.Version));
        var urgent = await UrgentAsync(rules, [.. sent.Select(one => one.ItemId).Distinct()], cancellationToken);
        var heard = await HeardAsync(rules, from, days, replaced, cancellationToken);
        var pool = turns.Where(turn => read.ContainsKey((turn.ItemId, turn.Version))).Select(turn => new Turn(lengths.Of(turn.ItemId, turn.Version), turn.From, turn.Until)).ToList();
        var ordinals = all.Index().ToDictionary(place => place.Item.Code, place => place.Index, StringComparer.Ordinal);
        var byPlace = sent.ToLookup(one => one.Place, StringComparer.Ordinal);
        return [.. places.Select(place =>
        {
            var slots = SlotsOf(rules, place.Code, from, days, lengths.FrameOf(place.Code)).Where(slot => slot.From > now).ToList();
            var wishes = byPlace[place.Code].Where(one => read.ContainsKey((one.ItemId, one.Version))).Select(one => new Wish(
                lengths.Of(one.ItemId, one.Version), Later(DayOf(one.DueAt), from), one.DueAt, ends[(one.ItemId, one.Version)].FirstOrDefault(row => row.VisibleFrom <= one.DueAt && (row.VisibleUntil is null || row.VisibleUntil > one.DueAt))?.VisibleUntil,
                urgent.Contains((one.ItemId, one.Version)) ? BroadcastPriority.Priority : BroadcastPriority.Normal, one.Id)).ToList();
            return new Planned(place.Code, SlotPlanner.Plan(slots, wishes, pool, [.. heard[place.Code]], new(rules.TurnsPerSlot, rules.RepeatAfterDays, ordinals[place.Code])));
        })];
    }

    /// <summary>The slots of a commune on some days, by time, less what frames the texts.</summary>
    internal IEnumerable<SlotAt> SlotsOf(BroadcastRules rules, string place, DateOnly from, int days, double frame) =>
        from offset in Enumerable.Range(0, days)
        let day = @from.AddDays(offset)
        from slot in rules.Of(place)
        where slot.IsOn(day)
        let begin = WallTime.ToInstant(day.ToDateTime(slot.StartsAt), installation.Zone)
        select new SlotAt(day, slot.Key, begin, begin.AddMinutes(slot.Minutes), Math.Max(0, slot.Seconds - frame));

    // of an item and commune the last word counts: what was taken back is not read, and what was corrected only as it is now
    private async Task<List<PlaceDelivery>> SentAsync(IReadOnlyList<Place> places, DateTimeOffset begin, DateTimeOffset end, IReadOnlySet<Guid> replaced, CancellationToken cancellationToken)
    {
        var codes = places.Select(place => place.Code).ToHashSet(StringComparer.Ordinal);
        var due = (await deliveries.BetweenAsync(Format, begin.AddDays(-LookBackDays), end, cancellationToken)).FindAll(one => codes.Contains(one.Place));
        var last = due.GroupBy(one => (one.ItemId, one.Place)).Select(group => group.Last()).Where(one => one.Operation != DeliveryOperation.Retract).ToList();
        var ids = last.ConvertAll(one => (Guid?)one.Id);
        var placed = (await db.Set<Broadcast>().AsNoTracking().Where(one => one.Unplaced == null && EF.Parameter(ids).Contains(one.DeliveryId)).Select(one => new { one.Id, one.DeliveryId }).ToListAsync(cancellationToken))
            .Where(one => !replaced.Contains(one.Id)).Select(one => one.DeliveryId).ToHashSet();
        return last.FindAll(one => !placed.Contains(one.Id));
    }

    private sealed record TurnRow(string ItemId, int Version, DateTimeOffset From, DateTimeOffset? Until);

    private async Task<List<TurnRow>> TurnsAsync(BroadcastRules rules, DateTimeOffset begin, DateTimeOffset end, CancellationToken cancellationToken)
    {
        if (rules.TurnsPerSlot == 0 || rules.TurnTypes.Count == 0)
            return [];
        return await db.Publications.AsNoTracking()
            .Where(row => EF.Parameter(rules.TurnTypes).Contains(row.Type) && row.Lang == TurnLanguage && row.RetractedReason == null && row.VisibleFrom < end && (row.VisibleUntil == null || row.VisibleUntil > begin))
            .OrderBy(row => row.PublishedAt).ThenBy(row => row.ItemId).ThenBy(row => row.VisibleFrom).Select(row => new TurnRow(row.ItemId, row.Version, row.VisibleFrom, row.VisibleUntil)).ToListAsync(cancellationToken);
    }

    private async Task<HashSet<(string, int)>> UrgentAsync(BroadcastRules rules, IReadOnlyList<string> items, CancellationToken cancellationToken) =>
        [.. (await db.VersionFacets.AsNoTracking().Where(facet => facet.Kind == "tag" && EF.Parameter(rules.PriorityTags).Contains(facet.Value) && EF.Parameter(items).Contains(facet.ItemId))
            .Select(facet => new { facet.ItemId, facet.Number }).ToListAsync(cancellationToken)).Select(facet => (facet.ItemId, facet.Number))];

    private async Task<ILookup<string, Heard>> HeardAsync(BroadcastRules rules, DateOnly from, int days, IReadOnlySet<Guid> replaced, CancellationToken cancellationToken)
    {
        var (first, last) = (from.AddDays(-Math.Max(rules.RepeatAfterDays, LookBackDays)), from.AddDays(days + rules.RepeatAfterDays));
        var rows = await db.Set<Broadcast>().AsNoTracking().Where(one => one.Kind == BroadcastKind.Turn && one.Day >= first && one.Day < last && one.State != BroadcastState.Failed)
            .OrderBy(one => one.Day).Select(one => new { one.Id, one.Place, one.ItemId, one.Day }).ToListAsync(cancellationToken);
        return rows.Where(one => !replaced.Contains(one.Id)).ToLookup(one => one.Place, one => new Heard(one.ItemId, one.Day), StringComparer.Ordinal);
    }

    private async Task<SpokenLengths> LengthsAsync(
        IReadOnlyDictionary<(string ItemId, int Version), ReadableText> read, HashSet<(string ItemId, int Version)> turns, IReadOnlyList<Place> places, SiteSettings site, CancellationToken cancellationToken)
    {
        // a commune's name is heard in greetings; where it stands in the sentence before a text, its few syllables do not decide about a slot
        var some = new PlaceValues(places.Count == 0 ? "" : places.MaxBy(place => place.FullName.Length)!.FullName, null, new DateOnly(2030, 12, 31), "");
        var pins = read.Values.ToList();
        var frames = places.Select(place => Programme.Words(site.Script, PlaceValues.Of(place, some.Day, ""), TurnLanguage)).ToList();
        var spoken = await speak.RunAsync(
        [
            .. pins.Select(text => new SpeakBlocks.Block(Programme.TextOf(site.Script.In(text.Lang), some, text, turns.Contains((text.ItemId, text.Version)) ? BroadcastKind.Turn : BroadcastKind.Sent), text.Lang, text.ItemId)),
            .. frames.Select(frame => new SpeakBlocks.Block(frame, TurnLanguage)),
        ], site, cancellationToken);
        return new(
            pins.Index().ToDictionary(entry => (entry.Item.ItemId, entry.Item.Version), entry => new PlannedText(entry.Item.ItemId, entry.Item.Version, entry.Item.Lang, entry.Item.Title, spoken[entry.Index].Seconds + Breath)),
            places.Index().ToDictionary(entry => entry.Item.Code, entry => spoken[pins.Count + entry.Index].Seconds, StringComparer.Ordinal));
    }

    private DateTimeOffset StartOf(DateOnly day) => WallTime.ToInstant(day.ToDateTime(TimeOnly.MinValue), installation.Zone);

    private DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, installation.Zone).DateTime);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
