namespace Nq72.Cms.Recipes.Orchard;

/// <summary>Members of our <c>EditorialPart</c> that tell where an unpublished version is in review. Orchard Core has no word for it.</summary>
internal static class OrchardReview
{
    /// <summary><c>submitted</c>, <c>returned</c> or <c>approved</c>; absent for a draft and for what is published.</summary>
    public const string State = "Review";

    /// <summary>Why it was returned.</summary>
    public const string Note = "ReviewNote";

    /// <summary>Both.</summary>
    public static readonly IReadOnlyList<string> Members = [State, Note];
}
