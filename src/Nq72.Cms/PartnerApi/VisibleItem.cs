using Nq72.Cms.ContentItems;
using Nq72.Cms.Timeline;

namespace Nq72.Cms.PartnerApi;

/// <summary>An item as it is visible at an instant: the interval, and the version it shows.</summary>
/// <param name="Publication">The interval.</param>
/// <param name="Version">The version visible in it.</param>
/// <param name="LocalizationSet">What its translations share.</param>
/// <param name="Translations">The other languages that are visible at the same instant.</param>
public sealed record VisibleItem(Publication Publication, ContentVersion Version, string LocalizationSet, IReadOnlyList<VisibleTranslation> Translations);

/// <summary>Another language of an item, visible at the same instant.</summary>
public sealed record VisibleTranslation(string Lang, string Id);
