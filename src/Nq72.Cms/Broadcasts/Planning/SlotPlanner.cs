namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>
/// Puts texts into one commune's slots. Pure: the same input gives the same plan. What has priority goes first, then what has waited longest; each goes into the earliest slot
/// with room. What room is left is for texts that take turns: the one that was heard least and longest ago, never twice within the pause.
/// </summary>
internal static class SlotPlanner
{
    /// <summary>Plans.</summary>
    /// <param name="slots">The slots that are to be filled, by time.</param>
    /// <param name="wishes">What is to be read.</param>
    /// <param name="turns">What takes turns.</param>
    /// <param name="heard">What of those was heard before, or is to be heard afterwards.</param>
    /// <param name="rules">How turns are taken.</param>
    public static PlacePlan Plan(IReadOnlyList<SlotAt> slots, IReadOnlyList<Wish> wishes, IReadOnlyList<Turn> turns, IReadOnlyList<Heard> heard, TurnRules rules)
    {
        var room = slots.ToDictionary(slot => slot, slot => slot.Room);
        var placed = slots.ToDictionary(slot => slot, _ => new List<Placement>());
        var unplaced = new List<Unplaced>();
        foreach (var wish in wishes.OrderByDescending(wish => wish.Priority).ThenBy(wish => wish.From).ThenBy(wish => wish.Text.ItemId, StringComparer.Ordinal))
        {
            var open = slots.Where(slot => slot.From >= wish.From && (wish.Until is null || slot.From < wish.Until)).ToList();
            // two versions of an item, or the same one by two releases, are one text to whoever listens
            if (open.Find(slot => room[slot] >= wish.Text.Seconds && !placed[slot].Exists(other => other.Text.ItemId == wish.Text.ItemId)) is not { } first)
            {
                unplaced.Add(new(wish, open.Count == 0 ? UnplacedReason.NoSlot : open.TrueForAll(slot => slot.Room < wish.Text.Seconds) ? UnplacedReason.TooLong : UnplacedReason.NoRoom));
                continue;
            }

            room[first] -= wish.Text.Seconds;
            placed[first].Add(new(first, wish.Text, BroadcastKind.Sent, wish.Priority, wish.DeliveryId));
        }

        TakeTurns(slots, turns, heard, rules, room, placed);
        return new([.. slots.SelectMany(slot => placed[slot])], unplaced);
    }

    private static void TakeTurns(IReadOnlyList<SlotAt> slots, IReadOnlyList<Turn> turns, IReadOnlyList<Heard> heard, TurnRules rules, Dictionary<SlotAt, double> room, Dictionary<SlotAt, List<Placement>> placed)
    {
        var days = turns.DistinctBy(turn => turn.Text.ItemId).ToDictionary(turn => turn.Text.ItemId, _ => new List<DateOnly>(), StringComparer.Ordinal);
        foreach (var one in heard.Where(one => days.ContainsKey(one.ItemId)))
            days[one.ItemId].Add(one.Day);
        // communes begin at different texts, so that the province does not hear the same one on the same morning
        var order = turns.Count == 0 ? [] : turns.Skip(rules.Offset % turns.Count).Concat(turns.Take(rules.Offset % turns.Count)).ToList();
        foreach (var slot in slots)
            for (var taken = 0; taken < rules.PerSlot; taken++)
            {
                var next = order
                    .Where(turn => turn.From <= slot.From && (turn.Until is null || slot.From < turn.Until) && turn.Text.Seconds <= room[slot])
                    .Where(turn => !placed[slot].Exists(other => other.Text.ItemId == turn.Text.ItemId))
                    .Where(turn => !days[turn.Text.ItemId].Exists(day => Math.Abs(day.DayNumber - slot.Day.DayNumber) < rules.RepeatAfterDays))
                    .OrderBy(turn => days[turn.Text.ItemId].Count).ThenBy(turn => days[turn.Text.ItemId].LastOrDefault()).FirstOrDefault();
                if (next is null)
                    break;
                days[next.Text.ItemId].Add(slot.Day);
                room[slot] -= next.Text.Seconds;
                placed[slot].Add(new(slot, next.Text, BroadcastKind.Turn, BroadcastPriority.Normal, null));
            }
    }
}
