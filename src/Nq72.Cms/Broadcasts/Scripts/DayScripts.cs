using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Broadcasts.Planning;
using Nq72.Cms.Broadcasts.Slots;
using Nq72.Cms.Loudspeaker;
using Nq72.Cms.Loudspeaker.Spoken;
using Nq72.Cms.Places;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Broadcasts.Scripts;

/// <summary>A commune's scripts of one day: what stands in the plan, with the texts as they may be read now. What was taken back is in it by name, and not to be read.</summary>
public sealed class DayScripts(CmsDb db, PlaceDeliveries deliveries, ReadableTexts texts, SpeakBlocks speak, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>The scripts; 404 for no such commune.</summary>
    /// <param name="place">The commune, by code.</param>
    /// <param name="day">The day.</param>
    /// <param name="ahead">Whether slots that have not begun are shown too.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Outcome<DayScript>> ReadAsync(string place, DateOnly day, bool ahead, CancellationToken cancellationToken)
    {
        if (await db.Places.AsNoTracking().FirstOrDefaultAsync(one => one.Code == place, cancellationToken) is not { } commune)
            return Problem.NotFound("Không có xã, phường này.", "There is no such commune.");
        var now = clock.Now();
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var rules = await BroadcastRules.ReadAsync(db, cancellationToken);
        var rows = await db.Set<Broadcast>().AsNoTracking().Where(one => one.Day == day && one.Place == place && one.Unplaced == null).OrderBy(one => one.From).ThenBy(one => one.Position).ToListAsync(cancellationToken);
        var read = await texts.FindAsync([.. rows.Select(row => (row.ItemId, row.Version)).Distinct()], site, cancellationToken);
        var withdrawn = await WithdrawnAsync(rows, cancellationToken);
        var known = rules.Of(place).ToDictionary(slot => slot.Key, StringComparer.Ordinal);
        // what was planned stays to be seen where its slot is gone
        var slots = rules.Of(place).Where(slot => slot.IsOn(day)).Select(slot => slot.Key).Concat(rows.Select(row => row.Slot)).Distinct(StringComparer.Ordinal);
        var scripts = new List<SlotScript>();
        foreach (var key in slots)
        {
            var ofSlot = rows.FindAll(row => row.Slot == key);
            var slot = known.GetValueOrDefault(key);
            var from = ofSlot.Count > 0 ? ofSlot[0].From : WallTime.ToInstant(day.ToDateTime(slot!.StartsAt), installation.Zone);
            var until = ofSlot.Count > 0 ? ofSlot[0].Until : from.AddMinutes(slot!.Minutes);
            if (ahead || from <= now)
                scripts.Add(await ScriptAsync(commune, day, new(key, slot?.Name ?? key, from, until, slot?.Seconds ?? (int)(until - from).TotalSeconds), ofSlot, read, withdrawn, site, cancellationToken));
        }

        var hidden = ahead ? null : rules.Of(place).Where(slot => slot.IsOn(day)).Select(slot => (DateTimeOffset?)WallTime.ToInstant(day.ToDateTime(slot.StartsAt), installation.Zone)).Where(from => from > now).Min();
        return new DayScript(commune.Code, commune.FullName, day, [.. scripts.OrderBy(script => script.Slot.From)], hidden);
    }

    /// <summary>The first version of an item that a delivery took back, or that is called off, is not read out; nor a slogan that is not visible any more.</summary>
    private async Task<IReadOnlySet<Guid>> WithdrawnAsync(List<Broadcast> rows, CancellationToken cancellationToken)
    {
        var items = rows.Select(row => row.ItemId).Distinct(StringComparer.Ordinal).ToList();
        var told = (await deliveries.OfAsync(PlanMaterial.Format, items, cancellationToken)).GroupBy(one => (one.ItemId, one.Place)).ToDictionary(group => group.Key, group => group.OrderBy(one => one.DueAt).ThenBy(one => one.Seq).ToList());
        var shown = (await db.Publications.AsNoTracking().Where(row => EF.Parameter(items).Contains(row.ItemId)).Select(row => new { row.ItemId, row.VisibleFrom, row.VisibleUntil, row.RetractedReason }).ToListAsync(cancellationToken)).ToLookup(row => row.ItemId, StringComparer.Ordinal);
        return rows.Where(row => row.Kind == BroadcastKind.Turn
                ? !shown[row.ItemId].Any(one => one.RetractedReason is null && one.VisibleFrom <= row.From && (one.VisibleUntil is null || one.VisibleUntil > row.From))
                : !told.TryGetValue((row.ItemId, row.Place), out var words) || words[^1].Operation == DeliveryOperation.Retract || !words.Exists(one => one.Id == row.DeliveryId))
            .Select(row => row.Id).ToHashSet();
    }

    private async Task<SlotScript> ScriptAsync(
        Place commune, DateOnly day, ScriptSlot slot, List<Broadcast> rows, IReadOnlyDictionary<(string, int), ReadableText> read, IReadOnlySet<Guid> withdrawn, SiteSettings site, CancellationToken cancellationToken)
    {
        var values = PlaceValues.Of(commune, day, slot.Name);
        var blocks = Programme.Of(site.Script, values, [.. rows.Where(row => !withdrawn.Contains(row.Id)).Select(row => (row, read[(row.ItemId, row.Version)]))]);
        var aloud = blocks.Where(block => block.Kind != ScriptBlockKind.Tune).ToList();
        var spoken = await speak.RunAsync([.. aloud.Select(block => new SpeakBlocks.Block(block.Text, block.Lang, block.Of?.ItemId))], site, cancellationToken);
        var said = aloud.Zip(spoken).ToDictionary(pair => pair.First, pair => pair.Second);
        return new SlotScript(slot, [.. blocks.Select(block => new SpokenBlock(block, said.GetValueOrDefault(block)))], rows.FindAll(row => withdrawn.Contains(row.Id)), read);
    }
}

/// <summary>A commune's scripts of one day.</summary>
/// <param name="Place">The commune, by code.</param>
/// <param name="Name">Kind and name of the commune.</param>
/// <param name="Day">The day.</param>
/// <param name="Slots">Its slots by time.</param>
/// <param name="NextAt">When the next slot that is not shown begins; null when all are shown.</param>
public sealed record DayScript(string Place, string Name, DateOnly Day, IReadOnlyList<SlotScript> Slots, DateTimeOffset? NextAt);

/// <summary>A slot as it stood when it was planned.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Seconds">How much of it may be filled.</param>
public sealed record ScriptSlot(string Key, string Name, DateTimeOffset From, DateTimeOffset Until, int Seconds);

/// <summary>A part of a programme with its words.</summary>
/// <param name="Block">The part as written.</param>
/// <param name="Spoken">As it is read out; null for a signature tune.</param>
public sealed record SpokenBlock(ScriptBlock Block, SpokenText? Spoken);

/// <summary>The script of one slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Blocks">Its parts in order; none when nothing is planned.</param>
/// <param name="Withdrawn">What stood in the plan and must not be read.</param>
/// <param name="Texts">The texts by item and version, for the sheet's header.</param>
public sealed record SlotScript(ScriptSlot Slot, IReadOnlyList<SpokenBlock> Blocks, IReadOnlyList<Broadcast> Withdrawn, IReadOnlyDictionary<(string ItemId, int Version), ReadableText> Texts)
{
    /// <summary>How long it takes by the estimate, in seconds, without tunes.</summary>
    public double Seconds => Math.Round(Blocks.Sum(block => block.Spoken?.Seconds ?? 0) + Math.Max(0, Blocks.Count(block => block.Block.Of is not null)), 1);

    /// <summary>Whether it fits its slot.</summary>
    public bool Fits => Seconds <= Slot.Seconds;

    /// <summary>As written, parts with an empty line between.</summary>
    public string Text => string.Join("\n\n", Blocks.Where(block => block.Spoken is not null).Select(block => block.Block.Text));

    /// <summary>As it is read out.</summary>
    public string Spoken => string.Join("\n\n", Blocks.Select(block => block.Spoken?.Spoken).OfType<string>());

    /// <summary>Words of which nobody said how they are read.</summary>
    public IReadOnlyList<string> Questions => [.. Blocks.SelectMany(block => block.Spoken?.Findings ?? []).Where(finding => finding.Asks).Select(finding => finding.Written).Distinct(StringComparer.Ordinal)];

    /// <summary>What of a commune stands in no record and is asked for: <c>station</c>.</summary>
    public IReadOnlyList<string> Missing => [.. Blocks.Where(block => block.Block.Of is null && block.Block.Text.Contains("⟦station⟧", StringComparison.Ordinal)).Select(_ => "station").Distinct()];
}
