using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Formats;

/// <summary>What a channel is sent. Pure: the same input gives the same bytes. Thread-safe.</summary>
public interface IFormat
{
    /// <summary>Its name, and what the scheduler must know of it.</summary>
    ContentFormat Facts { get; }

    /// <summary>The bytes for one item and one destination.</summary>
    ContentPayload Render(FormatInput input);
}

/// <summary>Everything a format may say.</summary>
public sealed record FormatInput
{
    /// <summary>What is asked for.</summary>
    public required RenderRequest Request { get; init; }

    /// <summary>The item.</summary>
    public required ContentItem Item { get; init; }

    /// <summary>The pinned version.</summary>
    public required ContentVersion Version { get; init; }

    /// <summary>What it says.</summary>
    public required VersionContent Content { get; init; }

    /// <summary>The intended instant of its first appearance, which a correction keeps; the instant it is due where it is not on the public timeline.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Its type.</summary>
    public required ContentType Type { get; init; }

    /// <summary>Titles of the terms it carries, by taxonomy and key.</summary>
    public required IReadOnlyDictionary<(string Taxonomy, string Key), string> Terms { get; init; }

    /// <summary>The commune the bytes are for; null for formats that are the same for all.</summary>
    public required string? PlaceName { get; init; }

    /// <summary>The installation as a recipe set it.</summary>
    public required SiteSettings Site { get; init; }

    /// <summary>Zone and public address.</summary>
    public required InstallationOptions Installation { get; init; }

    /// <summary>Its files that may be shown when it is due, with addresses that open then and not before; null for none.</summary>
    public ShownMedia? Media { get; init; }

    /// <summary>Who publishes: the item's authority, or the site's publisher where it names none.</summary>
    public string Authority => Content.Authority ?? Site.Publisher;

    /// <summary>The title of a term; its key when the taxonomy does not know it; null for no term.</summary>
    public string? TermTitle(string taxonomy, string? key) => key is null ? null : Terms.GetValueOrDefault((taxonomy, key), key);
}
