namespace Nq72.Cms.Recipes.Orchard;

/// <summary>Members of our <c>EditorialPart</c> that tell where an unpublished version is in review. Orchard Core has no word for it.</summary>
internal static class OrchardReview
{
    /// <summary><c>submitted</c>, <c>returned</c>, <c>approved</c> or <c>retracted</c>; absent for a draft and for what is published.</summary>
    public const string State = "Review";

    /// <summary>Why it was returned, or taken back.</summary>
    public const string Note = "ReviewNote";

    /// <summary>The value of <see cref="State"/> for what was taken back; all others are states of review.</summary>
    public const string Retracted = "retracted";

    /// <summary>The public note of a correction, of what readers see or will see.</summary>
    public const string Correction = "Correction";

    /// <summary>All members.</summary>
    public static readonly IReadOnlyList<string> Members = [State, Note, Correction];
}
