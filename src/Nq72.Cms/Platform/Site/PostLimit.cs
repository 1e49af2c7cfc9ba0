namespace Nq72.Cms.Platform.Site;

/// <summary>How long a part of a text may be on a channel that it is posted to.</summary>
/// <param name="Channel">For people: 'Zalo OA'.</param>
/// <param name="Part"><c>title</c>, <c>summary</c> or <c>authority</c>.</param>
/// <param name="Most">Characters at most, as people count them.</param>
/// <param name="Source">Where the limit is said.</param>
public sealed record PostLimit(string Channel, string Part, int Most, string Source)
{
    /// <summary>The parts that a limit may be of.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["title", "summary", "authority"];

    /// <summary>Those that are known. Zalo's own pages were not readable: third parties' description of its article API.</summary>
    public static IReadOnlyList<PostLimit> Known { get; } =
    [
        new("Zalo OA", "title", 150, "redai-zalo-sdk"),
        new("Zalo OA", "summary", 300, "redai-zalo-sdk"),
        new("Zalo OA", "authority", 50, "redai-zalo-sdk"),
    ];
}
