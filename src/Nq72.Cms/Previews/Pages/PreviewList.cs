namespace Nq72.Cms.Previews.Pages;

/// <summary>Links that hold, as both screens list them.</summary>
/// <param name="Rows">The links.</param>
/// <param name="ShowsItem">Whether each says what it opens in full: not on the item's own screen.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
public sealed record PreviewList(IReadOnlyList<PreviewView> Rows, bool ShowsItem, string? Next);
