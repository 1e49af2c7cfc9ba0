namespace Nq72.Cms.PartnerApi;

/// <summary>Items that come along with others.</summary>
/// <param name="Items">The items.</param>
/// <param name="Fragments">What each of them says, in the same order.</param>
public sealed record LinkedItems(IReadOnlyList<VisibleHead> Items, IReadOnlyList<VersionFragments> Fragments);
