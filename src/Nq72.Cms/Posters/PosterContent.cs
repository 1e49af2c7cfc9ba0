using Nq72.Scheduler.Platform.Text;
using Nq72.Theming;

namespace Nq72.Cms.Posters;

/// <summary>What a poster says. Kept as NFC without blanks around it.</summary>
/// <param name="Lang">Language of the slogan, BCP 47.</param>
/// <param name="Slogan">The slogan.</param>
/// <param name="Authority">Who publishes it.</param>
/// <param name="Campaign">The campaign's name; null for none.</param>
/// <param name="Occasion">The occasion's name; null for none.</param>
public sealed record PosterContent(string Lang, string Slogan, string? Authority, string? Campaign = null, string? Occasion = null)
{
    /// <summary>The text of a field; null where there is none.</summary>
    public string? Of(PosterField field)
    {
        var text = field switch { PosterField.Slogan => Slogan, PosterField.Authority => Authority, PosterField.Campaign => Campaign, _ => Occasion };
        return string.IsNullOrWhiteSpace(text) ? null : NormalText.Of(text).Trim();
    }
}
