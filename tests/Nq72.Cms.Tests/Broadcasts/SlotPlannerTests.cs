using Nq72.Cms.Broadcasts;
using Nq72.Cms.Broadcasts.Planning;

namespace Nq72.Cms.Tests.Broadcasts;

/// <summary>Where a text goes in one commune's slots.</summary>
public sealed class SlotPlannerTests
{
    private static readonly DateOnly First = new(2027, 4, 5);
    private static readonly TurnRules NoTurns = new(0, 0, 0);

    [Fact]
    public void Text_goes_into_the_first_slot_with_room_after_its_instant()
    {
        var slots = Slots(days: 2, room: 300);

        var plan = SlotPlanner.Plan(slots, [Wish("a", 200, At(0, 7)), Wish("b", 200, At(0, 6)), Wish("c", 90, At(0, 7))], [], [], NoTurns);

        // 'b' waited longest; 'c' still fits beside it
        Assert.Equal(["b@0-17", "c@0-17", "a@1-05"], Shown(plan));
    }

    [Fact]
    public void Priority_goes_before_what_has_waited_longer()
    {
        var plan = SlotPlanner.Plan(Slots(days: 1, room: 100), [Wish("long", 90, At(-3, 0)), Wish("now", 90, At(0, 4)) with { Priority = BroadcastPriority.Priority }], [], [], NoTurns);

        Assert.Equal(["now@0-05", "long@0-17"], Shown(plan));
    }

    [Fact]
    public void What_has_no_place_says_why()
    {
        var slots = Slots(days: 1, room: 100);

        var plan = SlotPlanner.Plan(slots, [Wish("book", 101, At(0, 0)), Wish("a", 100, At(0, 0)), Wish("b", 100, At(0, 0)), Wish("c", 10, At(0, 0)), Wish("late", 10, At(0, 18)), Wish("over", 10, At(0, 6)) with { Until = At(0, 12) }], [], [], NoTurns);

        Assert.Equal(["a@0-05", "b@0-17"], Shown(plan));
        Assert.Equal([("book", UnplacedReason.TooLong), ("c", UnplacedReason.NoRoom), ("over", UnplacedReason.NoSlot), ("late", UnplacedReason.NoSlot)], plan.Unplaced.Select(one => (one.Wish.Text.ItemId, one.Reason)));
    }

    [Fact]
    public void One_item_is_not_twice_in_a_slot()
    {
        var plan = SlotPlanner.Plan(Slots(days: 1, room: 100), [Wish("a", 10, At(0, 0)), Wish("a", 10, At(0, 1))], [], [], NoTurns);

        Assert.Equal(["a@0-05", "a@0-17"], Shown(plan));
    }

    [Fact]
    public void Turns_are_fair_and_keep_their_pause()
    {
        var turns = Turns(12, 8);

        var plan = SlotPlanner.Plan(Slots(days: 30, room: 100), [], turns, [], new(PerSlot: 1, RepeatAfterDays: 3, Offset: 5));

        Assert.Equal(60, plan.Placements.Count);
        Assert.All(plan.Placements.CountBy(one => one.Text.ItemId), heard => Assert.Equal(5, heard.Value));
        foreach (var heard in plan.Placements.GroupBy(one => one.Text.ItemId))
            Assert.All(heard.Zip(heard.Skip(1)), pair => Assert.True(pair.Second.Slot.Day.DayNumber - pair.First.Slot.Day.DayNumber >= 3, heard.Key));
        Assert.Equal("s5", plan.Placements[0].Text.ItemId);
    }

    [Fact]
    public void Pause_counts_what_was_heard_before_and_will_be_afterwards()
    {
        var heard = new[] { new Heard("s0", First.AddDays(-2)), new Heard("s0", First.AddDays(4)) };

        var plan = SlotPlanner.Plan(Slots(days: 3, room: 100), [], Turns(1, 8), heard, new(1, 3, 0));

        Assert.Equal(["s0@1-05"], Shown(plan));
    }

    [Fact]
    public void Turns_take_only_what_room_is_left_and_only_in_their_time()
    {
        var turns = new[] { new Turn(Text("long", 30), At(-1, 0), null), new Turn(Text("short", 20), At(0, 12), At(1, 0)) };

        var plan = SlotPlanner.Plan(Slots(days: 2, room: 100), [Wish("a", 75, At(0, 0)), Wish("b", 75, At(0, 0))], turns, [], new(1, 0, 0));

        Assert.Equal(["a@0-05", "b@0-17", "short@0-17", "long@1-05", "long@1-17"], Shown(plan));
    }

    [Fact]
    public void Whatever_is_asked_for_no_slot_overflows_and_nothing_is_lost()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var slots = Slots(days: random.Next(1, 8), room: random.Next(0, 400));
            var wishes = Enumerable.Range(0, random.Next(0, 40)).Select(number => Wish($"w{number % 30}", random.Next(1, 300), At(random.Next(-2, 8), random.Next(0, 24))) with { Priority = (BroadcastPriority)random.Next(0, 2) }).ToList();

            var plan = SlotPlanner.Plan(slots, wishes, Turns(random.Next(0, 6), random.Next(1, 60)), [], new(random.Next(0, 3), random.Next(0, 5), random.Next(0, 65)));

            Assert.All(plan.Placements.GroupBy(one => one.Slot), slot => Assert.True(slot.Sum(one => one.Text.Seconds) <= slot.Key.Room, $"seed {seed}"));
            Assert.All(plan.Placements.Where(one => one.Kind == BroadcastKind.Sent), one => Assert.Contains(wishes, wish => wish.DeliveryId == one.DeliveryId && wish.From <= one.Slot.From));
            Assert.Equal(wishes.Select(wish => wish.DeliveryId).Order(), plan.Placements.Select(one => one.DeliveryId).OfType<Guid>().Concat(plan.Unplaced.Select(one => one.Wish.DeliveryId)).Order());
        }
    }

    private static List<SlotAt> Slots(int days, double room) =>
        [.. from day in Enumerable.Range(0, days) from hour in new[] { 5, 17 } select new SlotAt(First.AddDays(day), $"{hour:00}", At(day, hour), At(day, hour).AddMinutes(30), room)];

    private static DateTimeOffset At(int day, int hour) => new(First.AddDays(day), new TimeOnly(hour, 0), TimeSpan.FromHours(7));

    private static PlannedText Text(string item, double seconds) => new(item, 1, "vi", item, seconds);

    private static Wish Wish(string item, double seconds, DateTimeOffset from) => new(Text(item, seconds), First, from, null, BroadcastPriority.Normal, Guid.CreateVersion7(from));

    private static List<Turn> Turns(int count, double seconds) => [.. Enumerable.Range(0, count).Select(number => new Turn(Text($"s{number}", seconds), At(-30, 0), null))];

    private static IEnumerable<string> Shown(PlacePlan plan) => plan.Placements.Select(one => $"{one.Text.ItemId}@{one.Slot.Day.DayNumber - First.DayNumber}-{one.Slot.Key}");
}
