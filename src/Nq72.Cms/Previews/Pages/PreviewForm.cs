using System.Globalization;
using Nq72.Cms.Admin;
using Nq72.Cms.PartnerApi;

namespace Nq72.Cms.Previews.Pages;

/// <summary>The form of a preview link as typed.</summary>
public sealed record PreviewForm(string? What, string? Version, string? Path, string? AsOf, string? ExpiresAt, string? Note)
{
    /// <summary>A fresh form, with the usual end.</summary>
    public static PreviewForm Fresh(DeskClock clock, PreviewOptions options, PreviewKind what) =>
        new(Name(what), null, null, null, clock.ForInput(clock.Now.AddDays(options.DefaultDays)), null);

    /// <summary>What the form means; what cannot be read is a problem of whoever makes the link.</summary>
    /// <param name="item">The item whose page this is; null on the page of all links.</param>
    public MakePreview.Request Read(string? item) => new(
        item is not null ? PreviewKind.Item : What == Name(PreviewKind.Page) ? PreviewKind.Page : PreviewKind.Site,
        item,
        int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null,
        string.IsNullOrWhiteSpace(Path) ? null : Path.Trim(),
        DeskClock.Read(AsOf),
        DeskClock.Read(ExpiresAt),
        Note);

    /// <summary>The value of a choice.</summary>
    public static string Name(PreviewKind what) => what.ToString().ToLowerInvariant();
}
