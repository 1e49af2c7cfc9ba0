using Nq72.Cms.Broadcasts.Planning;
using Nq72.Cms.Broadcasts.Scripts;

namespace Nq72.Cms.Broadcasts;

/// <summary>Something that is to be read out, or was.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Place">The commune, by code.</param>
/// <param name="Day">The day.</param>
/// <param name="Slot">The slot; null where there is no place for it.</param>
/// <param name="Position">Its turn in the slot, from 0.</param>
/// <param name="From">When the slot begins.</param>
/// <param name="Until">When the slot ends.</param>
/// <param name="Item">The item.</param>
/// <param name="Version">The version.</param>
/// <param name="Lang">BCP 47.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">Sent, or taking a turn.</param>
/// <param name="Priority">How soon.</param>
/// <param name="Seconds">How long it takes by the estimate.</param>
/// <param name="Delivery">The delivery that brings it; null for what takes a turn.</param>
/// <param name="State">What became of it.</param>
/// <param name="Unplaced">Why there is no place for it; null where there is one.</param>
/// <param name="ToldAt">When it was read out, as the commune says; null before.</param>
/// <param name="ToldBy">Who said so.</param>
/// <param name="Note">What was left out, or why it was not read out.</param>
internal sealed record BroadcastView(
    Guid Id, string Place, DateOnly Day, string? Slot, int Position, DateTimeOffset From, DateTimeOffset Until, string Item, int Version, string Lang, string Title, BroadcastKind Kind, BroadcastPriority Priority,
    double Seconds, Guid? Delivery, BroadcastState State, UnplacedReason? Unplaced, DateTimeOffset? ToldAt, string? ToldBy, string? Note)
{
    public static BroadcastView Of(Broadcast one) => new(
        one.Id, one.Place, one.Day, one.Slot.Length == 0 ? null : one.Slot, one.Position, one.From, one.Until, one.ItemId, one.Version, one.Lang, one.Title, one.Kind, one.Priority, one.Seconds, one.DeliveryId, one.State,
        one.Unplaced, one.ToldAt, one.ToldBy, one.Note);
}

/// <summary>Plans of some days; all of them at once.</summary>
internal sealed record BroadcastList(IReadOnlyList<BroadcastView> Items, string? Next);

/// <summary>A commune's scripts of one day.</summary>
/// <param name="Place">The commune, by code.</param>
/// <param name="Name">Kind and name of the commune.</param>
/// <param name="Day">The day.</param>
/// <param name="Slots">Its slots by time.</param>
internal sealed record DayScriptView(string Place, string Name, DateOnly Day, IReadOnlyList<SlotScriptView> Slots)
{
    public static DayScriptView Of(DayScript day) => new(day.Place, day.Name, day.Day, [.. day.Slots.Select(SlotScriptView.Of)]);
}

/// <summary>The script of one slot.</summary>
/// <param name="Slot">Key of the slot.</param>
/// <param name="Name">For people.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Room">Seconds that may be filled.</param>
/// <param name="Seconds">How long it takes by the estimate, without tunes.</param>
/// <param name="Fits">Whether it fits.</param>
/// <param name="Text">As written.</param>
/// <param name="Spoken">As it is read out.</param>
/// <param name="Audio">Where its sound is; null for none.</param>
/// <param name="Missing">What of the commune stands in no record and is asked for: <c>station</c>.</param>
/// <param name="Questions">Words of which nobody said how they are read; in the spoken text they stand in ⟦ ⟧.</param>
/// <param name="Blocks">Its parts in order.</param>
/// <param name="Withdrawn">What stood in the plan and must not be read.</param>
internal sealed record SlotScriptView(
    string Slot, string Name, DateTimeOffset From, DateTimeOffset Until, int Room, double Seconds, bool Fits, string Text, string Spoken, string? Audio, IReadOnlyList<string> Missing, IReadOnlyList<string> Questions, IReadOnlyList<BlockView> Blocks,
    IReadOnlyList<WithdrawnView> Withdrawn)
{
    public static SlotScriptView Of(SlotScript script) => new(
        script.Slot.Key, script.Slot.Name, script.Slot.From, script.Slot.Until, script.Slot.Seconds, script.Seconds, script.Fits, script.Text, script.Spoken, null, script.Missing, script.Questions,
        [.. script.Blocks.Select(BlockView.Of)], [.. script.Withdrawn.Select(one => new WithdrawnView(one.Id, one.ItemId, one.Version, one.Title))]);
}

/// <summary>A part of a script.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Lang">BCP 47.</param>
/// <param name="Reader">Who reads it; null for whoever read before.</param>
/// <param name="Text">As written.</param>
/// <param name="Spoken">As it is read out; null for a tune.</param>
/// <param name="Seconds">How long it takes; null for a tune.</param>
/// <param name="Broadcast">Id of the broadcast; null for fixed sentences.</param>
/// <param name="Item">The item; null for fixed sentences.</param>
/// <param name="Version">The version; null for fixed sentences.</param>
/// <param name="State">What became of it; null for fixed sentences.</param>
internal sealed record BlockView(ScriptBlockKind Kind, string Lang, string? Reader, string Text, string? Spoken, double? Seconds, Guid? Broadcast, string? Item, int? Version, BroadcastState? State)
{
    public static BlockView Of(SpokenBlock part) => new(
        part.Block.Kind, part.Block.Lang, part.Block.Reader, part.Block.Text, part.Spoken?.Spoken, part.Spoken?.Seconds, part.Block.Of?.Id, part.Block.Of?.ItemId, part.Block.Of?.Version, part.Block.Of?.State);
}

/// <summary>What stood in the plan and must not be read: it was taken back, or is over.</summary>
/// <param name="Broadcast">Id of the broadcast.</param>
/// <param name="Item">The item.</param>
/// <param name="Version">The version.</param>
/// <param name="Title">Its title.</param>
internal sealed record WithdrawnView(Guid Broadcast, string Item, int Version, string Title);
