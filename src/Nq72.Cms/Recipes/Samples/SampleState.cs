namespace Nq72.Cms.Recipes.Samples;

/// <summary>What the sample recipe made and nobody removed yet: kept as a setting, so that exactly this is removed.</summary>
/// <param name="Items">Ids of the items.</param>
/// <param name="Release">Id of the draft release; null when it is gone already.</param>
public sealed record SampleState(IReadOnlyList<string> Items, string? Release)
{
    /// <summary>The key under which it is stored.</summary>
    public const string Key = "samples";
}
