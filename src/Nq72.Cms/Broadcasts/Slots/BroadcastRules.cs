using System.Text.Json;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Broadcasts.Slots;

/// <summary>
/// When communes' loudspeakers speak, and how slogans take turns. The times are an assumption until a commune says its own: no source gives those of the province.
/// </summary>
public sealed record BroadcastRules
{
    /// <summary>The key under which they are stored.</summary>
    public const string Key = "broadcasts";

    /// <summary>The slots of communes that have none of their own.</summary>
    public IReadOnlyList<BroadcastSlot> Slots { get; init; } =
    [
        new("sang", "Buổi sáng", "05:00", 30, 900, []),
        new("chieu", "Buổi chiều", "17:00", 30, 900, []),
    ];

    /// <summary>Slots of single communes, by the state's code; an empty list for one that has no loudspeakers.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<BroadcastSlot>> Places { get; init; } = new Dictionary<string, IReadOnlyList<BroadcastSlot>>(StringComparer.Ordinal);

    /// <summary>Content types that take turns in what room is left, in one language: slogans.</summary>
    public IReadOnlyList<string> TurnTypes { get; init; } = ["Slogan"];

    /// <summary>How many of those a slot gets at most, 0–10.</summary>
    public int TurnsPerSlot { get; init; } = 1;

    /// <summary>After how many days at the earliest one of them comes again in the same commune, 0–60; 0 for as it comes.</summary>
    public int RepeatAfterDays { get; init; } = 3;

    /// <summary>Tags of what goes before everything else.</summary>
    public IReadOnlyList<string> PriorityTags { get; init; } = ["truyền thanh ưu tiên"];

    /// <summary>What this rests on, or a doubt.</summary>
    public string Note { get; init; } = "";

    /// <summary>The rules as stored; defaults where nobody set any.</summary>
    public static async Task<BroadcastRules> ReadAsync(CmsDb db, CancellationToken cancellationToken) =>
        (await db.Settings.FindAsync([Key], cancellationToken))?.Read<BroadcastRules>() ?? new BroadcastRules();

    /// <summary>The slots of a commune, by time.</summary>
    public IReadOnlyList<BroadcastSlot> Of(string place) => [.. Places.GetValueOrDefault(place, Slots).OrderBy(slot => slot.Start, StringComparer.Ordinal)];

    /// <summary>As they are stored.</summary>
    internal string ToDocument() => JsonSerializer.Serialize(this, Json.Options);
}
