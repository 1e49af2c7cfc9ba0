using Nq72.Cms.ContentItems;
using Nq72.Cms.Timeline;

namespace Nq72.Cms.PartnerApi;

/// <summary>An item that is visible at an instant, with the version visible in it.</summary>
public sealed record VisibleItem(VisibleHead Head, ContentVersion Version)
{
    /// <summary>The interval.</summary>
    public Publication Publication => Head.Publication;

    /// <summary>Whether nothing of it is visible or planned, so that a preview shows it as if it appeared now.</summary>
    public bool IsUnplanned { get; init; }

    /// <summary>The other languages that are visible at the same instant.</summary>
    public IReadOnlyList<VisibleTranslation> Translations => Head.Translations;
}

/// <summary>An item that is visible at an instant, without what it says.</summary>
/// <param name="Publication">The interval, which names the version visible in it.</param>
/// <param name="Slug">The version's slug.</param>
/// <param name="Title">The version's title.</param>
/// <param name="LocalizationSet">What its translations share.</param>
/// <param name="Translations">The other languages that are visible at the same instant.</param>
public sealed record VisibleHead(Publication Publication, string Slug, string Title, string LocalizationSet, IReadOnlyList<VisibleTranslation> Translations)
{
    /// <summary>How well it fits a search; null where nothing was ranked.</summary>
    public int? Score { get; init; }

    /// <summary>How often personal data was blacked out in its version.</summary>
    public int Redactions { get; init; }
}

/// <summary>How many items have a value.</summary>
public sealed record ValueCount(string Value, long Count);

/// <summary>Another language of an item, visible at the same instant.</summary>
public sealed record VisibleTranslation(string Lang, string Id);
