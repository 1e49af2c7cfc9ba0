using Nq72.Cms.Admin;
using Nq72.Cms.ContentTypes;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>A screen of one item.</summary>
public abstract class ItemPage(ItemQueries queries, EditorLists lists) : DeskPage
{
    /// <summary>The item with its newest version.</summary>
    public ItemView Item { get; private set; } = null!;

    /// <summary>Its type.</summary>
    public ContentType Type { get; private set; } = null!;

    /// <summary>What stands above the screen.</summary>
    public ItemHead Head { get; private set; } = null!;

    /// <summary>Which screen this is, as in <see cref="ItemHead"/>.</summary>
    protected abstract string Tab { get; }

    /// <summary>What may be chosen from.</summary>
    protected EditorLists Lists => lists;

    /// <summary>An item with one of its versions, the newest for null; null for none.</summary>
    protected async Task<ItemView?> ViewAsync(string id, int? number, CancellationToken cancellationToken) => (await queries.GetAsync(id, number, cancellationToken)) is { Succeeded: true } found ? found.Value : null;

    /// <summary>Reads the item; false when there is none.</summary>
    protected async Task<bool> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var found = await queries.GetAsync(id, null, cancellationToken);
        if (!found.Succeeded || (await lists.TypesAsync(cancellationToken)).Find(found.Value.Type) is not { } type)
            return false;
        (Item, Type) = (found.Value, type);
        var site = await lists.SiteAsync(cancellationToken);
        Head = new ItemHead(Item, type.Definition.DisplayName, site.LabelOf(Item.Lang), Tab, Actor, site.Sections.Slogans.Contains(Item.Type), site.AsksForNativeSignOff(Item.Lang));
        return true;
    }
}
