using Nq72.Cms.PartnerApi;

namespace Nq72.Cms.Feeds;

/// <summary>The files of a page's items, as feeds tell of them.</summary>
internal static class FeedFiles
{
    /// <summary>Those of an item that may be shown, in their order.</summary>
    /// <param name="shown">The files that the page's items may show; null for none.</param>
    /// <param name="ids">The item's files.</param>
    /// <param name="lang">The item's language.</param>
    public static IReadOnlyList<FeedFile> Of(ShownMedia? shown, IReadOnlyList<string> ids, string lang) => shown is null ? [] :
    [
        .. shown.Of(ids).Select(file => new FeedFile(file, shown.UrlOf(file), ShownMedia.TypeOf(file), ShownMedia.BytesOf(file), shown.AltOf(file, lang))),
    ];
}
