using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Broadcasts.Slots;

/// <summary>Sets when loudspeakers speak. What is planned already stays until it is planned again.</summary>
public sealed class PutBroadcastRules(CmsDb db, UnitOfWork unitOfWork, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    private const int LongestSlot = 240, ShortestShare = 30, MostTurns = 10, LongestPause = 60, MostSlots = 12;

    /// <summary>Writes them; answers whether anything changed. 422 with every error, keyed <c>slots[1].start</c>, <c>places.05977[0].key</c>, <c>turnTypes</c>.</summary>
    public async Task<Outcome<bool>> RunAsync(BroadcastRules rules, Actor actor, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        Check("slots", rules.Slots, fields);
        foreach (var (place, slots) in rules.Places)
            Check($"places.{place}", slots, fields);
        if (rules.TurnsPerSlot is < 0 or > MostTurns)
            fields.Add("turnsPerSlot", "range", $"Từ 0 đến {MostTurns}.", $"0 to {MostTurns}.");
        if (rules.RepeatAfterDays is < 0 or > LongestPause)
            fields.Add("repeatAfterDays", "range", $"Từ 0 đến {LongestPause} ngày.", $"0 to {LongestPause} days.");
        // asked of the database: a recipe may define them in the same transaction
        var types = await db.ContentDefinitions.Where(definition => definition.Kind == DefinitionKind.Type).Select(definition => definition.Name).ToListAsync(cancellationToken);
        foreach (var type in rules.TurnTypes.Except(types, StringComparer.Ordinal))
            fields.Add("turnTypes", "unknownType", $"Không có kiểu nội dung '{type}'.", $"There is no content type '{type}'.");
        var named = rules.Places.Keys.ToList();
        var known = await db.Places.Where(place => named.Contains(place.Code)).Select(place => place.Code).ToListAsync(cancellationToken);
        foreach (var place in named.Except(known, StringComparer.Ordinal))
            fields.Add($"places.{place}", "unknownPlace", $"Không có địa bàn '{place}'.", $"There is no place '{place}'.");
        if (fields.AreInvalid)
            return fields.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Broadcasts, cancellationToken);
        var document = rules.ToDocument();
        var stored = await db.Settings.FindAsync([BroadcastRules.Key], cancellationToken);
        var changed = stored?.Document != document;
        if (stored is null)
            db.Settings.Add(stored = new Setting { Key = BroadcastRules.Key, Document = document });
        if (changed)
        {
            stored.Document = document;
            audit.Record(actor, "broadcasts.rules", "broadcasts", "*", new { slots = rules.Slots.Count, places = rules.Places.Count, rules.TurnsPerSlot, rules.RepeatAfterDays });
            epochs.Bump(work, clock.Now());
        }

        await work.CommitAsync(cancellationToken);
        return changed;
    }

    private static void Check(string at, IReadOnlyList<BroadcastSlot> slots, Fields fields)
    {
        if (slots.Count > MostSlots)
            fields.Add(at, "tooMany", $"Nhiều nhất {MostSlots} khung giờ một ngày.", $"At most {MostSlots} slots a day.");
        foreach (var (index, slot) in slots.Index())
        {
            var name = $"{at}[{index}]";
            fields.Required($"{name}.key", slot.Key, 20);
            fields.Required($"{name}.name", slot.Name, 100);
            if (!TimeOnly.TryParseExact(slot.Start, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                fields.Add($"{name}.start", "time", $"Giờ '{slot.Start}' không đúng dạng; viết như 05:00.", $"The time '{slot.Start}' is not well-formed; write it like 05:00.");
            if (slot.Minutes is < 1 or > LongestSlot)
                fields.Add($"{name}.minutes", "range", $"Từ 1 đến {LongestSlot} phút.", $"1 to {LongestSlot} minutes.");
            else if (slot.Seconds < ShortestShare || slot.Seconds > slot.Minutes * 60)
                fields.Add($"{name}.seconds", "range", $"Từ {ShortestShare} giây đến hết khung giờ ({slot.Minutes * 60} giây).", $"{ShortestShare} seconds to the whole slot ({slot.Minutes * 60} seconds).");
            if (slot.Days.Any(day => day is < 1 or > 7))
                fields.Add($"{name}.days", "range", "Thứ trong tuần: 1 (thứ hai) đến 7 (chủ nhật).", "Days of the week: 1 (Monday) to 7 (Sunday).");
        }

        foreach (var twice in slots.Index().GroupBy(entry => entry.Item.Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
            fields.Add($"{at}[{twice.Last().Index}].key", "duplicate", $"Khung giờ '{twice.Key}' có hai lần.", $"The slot '{twice.Key}' is given twice.");
        var byTime = slots.Index().OrderBy(entry => entry.Item.StartsAt).ToList();
        foreach (var (before, after) in byTime.Zip(byTime.Skip(1)))
        {
            var meet = before.Item.StartsAt.ToTimeSpan() + TimeSpan.FromMinutes(before.Item.Minutes) > after.Item.StartsAt.ToTimeSpan();
            if (meet && Enumerable.Range(1, 7).Any(day => IsOn(before.Item, day) && IsOn(after.Item, day)))
                fields.Add($"{at}[{after.Index}].start", "overlap", $"Khung giờ '{after.Item.Key}' chồng lên '{before.Item.Key}'.", $"The slot '{after.Item.Key}' overlaps '{before.Item.Key}'.");
        }
    }

    private static bool IsOn(BroadcastSlot slot, int day) => slot.Days.Count == 0 || slot.Days.Contains(day);
}
