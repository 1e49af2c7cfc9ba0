using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Recipes.Orchard;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>A version that a recipe brings, and what is to become of it.</summary>
/// <param name="at">Its object in the file.</param>
/// <param name="mapping">The mapping of its type.</param>
/// <param name="draft">What it says.</param>
/// <param name="itemId">Id of its item.</param>
/// <param name="versionId">Its own id.</param>
internal sealed class PlannedVersion(RecipeObject at, OrchardItem mapping, OrchardDraft draft, string itemId, string versionId)
{
    /// <summary>Its object in the file.</summary>
    public RecipeObject At { get; } = at;

    /// <summary>What it says.</summary>
    public OrchardDraft Draft { get; } = draft;

    /// <summary>Id of its item.</summary>
    public string ItemId { get; } = itemId;

    /// <summary>Its own id.</summary>
    public string VersionId { get; } = versionId;

    /// <summary>The type of its item.</summary>
    public ContentType Type => mapping.Type;

    /// <summary>How far it is to come.</summary>
    public Goal Goal { get; set; }

    /// <summary>Begin on the timeline; null means now.</summary>
    public DateTimeOffset? From { get; set; }

    /// <summary>Whether the installation had it before the recipe ran.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Whether the installation had its item before the recipe ran.</summary>
    public bool IsOfKnownItem { get; set; }

    /// <summary>What it says, as it was checked; null where the installation has it.</summary>
    public VersionContent? Content { get; set; }

    /// <summary>Whether it was written just now, with its item and by the many (<see cref="NewItems"/>): a draft that nobody has looked at yet.</summary>
    public bool IsFresh { get; set; }

    /// <summary>What was done with it.</summary>
    public Written Written { get; set; }

    /// <summary>Name of a field in the file, for an error of a verb.</summary>
    public string PlaceOf(string field) => mapping.PathOf(field);
}

/// <summary>How far a version is to come, through the very verbs that people use.</summary>
internal enum Goal
{
    /// <summary>Stays a draft.</summary>
    Draft,

    /// <summary>Is handed in.</summary>
    Submitted,

    /// <summary>Is handed in and sent back.</summary>
    Returned,

    /// <summary>Is approved.</summary>
    Approved,

    /// <summary>Is put on the timeline.</summary>
    OnTimeline,

    /// <summary>Is approved, and known as taken back.</summary>
    Retracted,
}

/// <summary>What was done with a version.</summary>
internal enum Written
{
    /// <summary>Nothing: it was there already.</summary>
    Nothing,

    /// <summary>It was added to an item that was known, or brought further than it was.</summary>
    Updated,

    /// <summary>Its item is new.</summary>
    Created,
}
