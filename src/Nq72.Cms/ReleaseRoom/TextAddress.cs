using Nq72.Cms.ContentTypes;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.ReleaseRoom;

/// <summary>What an address in a text means on this site.</summary>
/// <param name="Meaning">What kind of thing it leads to.</param>
/// <param name="ItemId">The item that it names by id.</param>
/// <param name="Type">Type of the item that it names by slug.</param>
/// <param name="Slug">That slug.</param>
internal sealed record TextAddress(AddressMeaning Meaning, string? ItemId = null, string? Type = null, string? Slug = null)
{
    private const string ItemPath = "/api/v1/items/";
    private static readonly TextAddress Elsewhere = new(AddressMeaning.Elsewhere);
    private static readonly TextAddress Nowhere = new(AddressMeaning.Nowhere);

    // these answer for themselves
    private static readonly string[] Known = ["/api/", "/admin/", "/health/"];

    /// <summary>Reads an address: those of other sites, of anchors and of what answers for itself lead elsewhere.</summary>
    public static TextAddress Read(string address, InstallationOptions installation, ContentTypeSet types)
    {
        var home = installation.PublicUrl.TrimEnd('/');
        var local = home.Length > 0 && address.StartsWith(home, StringComparison.OrdinalIgnoreCase) && (address.Length == home.Length || address[home.Length] is '/' or '?' or '#')
            ? address[home.Length..]
            : address;
        // two slashes, or a backslash, lead to another host
        if (local is not ['/', ..] || local is ['/', '/' or '\\', ..])
            return Elsewhere;
        var stop = local.IndexOfAny(['?', '#']);
        var path = Uri.UnescapeDataString(stop < 0 ? local : local[..stop]);
        if (path.StartsWith(ItemPath, StringComparison.OrdinalIgnoreCase))
            return path[ItemPath.Length..] is { Length: > 0 } id && !id.Contains('/', StringComparison.Ordinal) ? new(AddressMeaning.Item, ItemId: id) : Elsewhere;
        if (path is "/" or "/docs" or "/admin" || Path.HasExtension(path) || Known.Any(start => path.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            return Elsewhere;
        return path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var typeName, var slug] && types.All.FirstOrDefault(type => type.Name.Equals(typeName, StringComparison.OrdinalIgnoreCase)) is { } type
            ? new(AddressMeaning.Item, Type: type.Name, Slug: slug)
            : Nowhere;
    }
}

/// <summary>What an address leads to.</summary>
internal enum AddressMeaning
{
    /// <summary>Another site, a place in the same text, or something that is no item: not ours to check.</summary>
    Elsewhere,

    /// <summary>An item, by id or by type and slug.</summary>
    Item,

    /// <summary>An address of this site at which there is nothing.</summary>
    Nowhere,
}
