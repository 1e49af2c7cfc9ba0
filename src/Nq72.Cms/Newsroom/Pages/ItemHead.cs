using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>What stands above every screen of one item: its title, where it is, and the ways to its other screens.</summary>
/// <param name="Item">The item.</param>
/// <param name="TypeName">Its type's name for people.</param>
/// <param name="LanguageName">Its language's name for people.</param>
/// <param name="Tab">Which screen this is: <c>edit</c>, <c>review</c>, <c>timeline</c>, <c>versions</c>, <c>native</c>, <c>previews</c>, <c>posters</c>.</param>
/// <param name="Actor">Who looks.</param>
/// <param name="IsSlogan">Whether its type is one of slogans, which have posters.</param>
/// <param name="AsksForNative">Whether its language asks for a native speaker who stands for it.</param>
public sealed record ItemHead(ItemView Item, string TypeName, string LanguageName, string Tab, Actor Actor, bool IsSlogan, bool AsksForNative)
{
    /// <summary>The screens, in order: key of the name, and address.</summary>
    public IEnumerable<(string Key, string Href)> Tabs =>
    [
        ("edit", $"/admin/items/{Item.Id}"), ("review", $"/admin/items/{Item.Id}/review"), ("timeline", $"/admin/items/{Item.Id}/timeline"), ("versions", $"/admin/items/{Item.Id}/versions"),
        .. AsksForNative ? new[] { ("native", $"/admin/items/{Item.Id}/native") } : [],
        ("previews", $"/admin/items/{Item.Id}/previews"), .. IsSlogan ? new[] { ("posters", $"/admin/items/{Item.Id}/posters") } : [],
    ];
}
