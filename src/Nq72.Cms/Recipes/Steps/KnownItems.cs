using Nq72.Cms.ContentItems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>What the installation has already of the items that a step brings.</summary>
/// <param name="Items">By id.</param>
/// <param name="Versions">By version id.</param>
internal sealed record KnownItems(IReadOnlyDictionary<string, ContentItem> Items, IReadOnlyDictionary<string, ContentVersion> Versions);
