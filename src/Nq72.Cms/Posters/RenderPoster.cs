using System.Text;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Posters.Drawing;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Theming;

namespace Nq72.Cms.Posters;

/// <summary>Makes posters of an item's newest version, or of any text. Reads only.</summary>
public sealed class RenderPoster(PosterStudio studio, ItemQueries items, CampaignQueries campaigns, OccasionQueries occasions, SiteCatalog site)
{
    private const int NameLength = 80;

    /// <summary>The templates of the installation's theme.</summary>
    public async Task<IReadOnlyList<PosterTemplate>> TemplatesAsync(CancellationToken cancellationToken) => (await studio.GetAsync(cancellationToken)).Templates;

    /// <summary>
    /// What a poster of the item says: title, authority (without one, the site's publisher), campaign, and the occasion that is named. 404 for an item, translation or occasion that is not there; 409
    /// <c>trashed</c>, <c>retracted</c>.
    /// </summary>
    /// <param name="id">The item.</param>
    /// <param name="lang">Another language of it; null for its own.</param>
    /// <param name="occasion">Key of an occasion to name; null for none.</param>
    /// <param name="cancellationToken">The asker left.</param>
    public async Task<Outcome<PosterContent>> ContentAsync(string id, string? lang, string? occasion, CancellationToken cancellationToken)
    {
        var found = await items.GetAsync(id, null, cancellationToken);
        if (found.Succeeded && !string.IsNullOrEmpty(lang) && !found.Value.Lang.Equals(lang, StringComparison.OrdinalIgnoreCase))
        {
            if (found.Value.Translations.FirstOrDefault(translation => translation.Lang.Equals(lang, StringComparison.OrdinalIgnoreCase)) is not { } other)
                return PosterProblems.NoTranslation(lang, found.Value.Translations.Select(translation => translation.Lang).Prepend(found.Value.Lang));
            found = await items.GetAsync(other.Id, null, cancellationToken);
        }

        if (!found.Succeeded)
            return found.Problem;
        var item = found.Value;
        if (item.State == ItemState.Trashed)
            return ItemProblems.Trashed(item.Id);
        if (item.State == ItemState.Retracted)
            return PosterProblems.Retracted;
        string? named = null;
        if (!string.IsNullOrEmpty(occasion))
        {
            var day = await occasions.GetAsync(occasion, cancellationToken);
            if (!day.Succeeded)
                return day.Problem;
            named = day.Value.Name;
        }

        var campaign = item.Campaign is { } key ? (await campaigns.GetAsync(key, cancellationToken)).Value?.Name : null;
        return new PosterContent(item.Lang, item.Title, await AuthorityAsync(item.Authority, cancellationToken), campaign, named);
    }

    /// <summary>What a poster of a text says.</summary>
    public async Task<PosterContent> ContentOfTextAsync(string text, string lang, string? authority, CancellationToken cancellationToken) => new(lang, text, await AuthorityAsync(authority, cancellationToken));

    /// <summary>The drawing by that template, or why there is none.</summary>
    public async Task<Outcome<PosterDrawing>> DrawAsync(PosterContent content, string template, CancellationToken cancellationToken)
    {
        var posters = await studio.GetAsync(cancellationToken);
        return posters.Templates.FirstOrDefault(known => known.Key == template) is { } found ? posters.Run(found, content) : PosterProblems.NoTemplate(template, posters.Templates);
    }

    /// <summary>The file in that format (<c>svg</c>, <c>pdf</c>, <c>png</c>), or why there is none.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="template">Key of the template.</param>
    /// <param name="format">The format.</param>
    /// <param name="width">For a PNG of a template in millimetres: its width in pixels instead of the template's; 100 to 6000.</param>
    /// <param name="cancellationToken">The asker left.</param>
    public async Task<Outcome<PosterFile>> RunAsync(PosterContent content, string template, string format, int? width, CancellationToken cancellationToken)
    {
        var posters = await studio.GetAsync(cancellationToken);
        if (posters.Templates.FirstOrDefault(known => known.Key == template) is not { } found)
            return PosterProblems.NoTemplate(template, posters.Templates);
        if (!found.Formats.Contains(format))
            return PosterProblems.NoFormat(found, format);
        var drawn = posters.Run(found, content);
        if (!drawn.Succeeded)
            return drawn.Problem;
        var pixels = Pixels(found, width);
        var name = NameOf(content, found, format);
        return format switch
        {
            "svg" => new PosterFile(name, "image/svg+xml", SvgPoster.Write(drawn.Value)),
            "pdf" => new PosterFile(name, "application/pdf", PdfPoster.Write(drawn.Value)),
            _ => new PosterFile(name, "image/png", PngPoster.Write(drawn.Value, pixels)),
        };
    }

    /// <summary>Many of them on one picture, as PNG.</summary>
    /// <param name="drawings">Posters of one template; at least one.</param>
    /// <param name="width">Width of each in pixels, 100 to 2000; null for the template's.</param>
    public static byte[] Sheet(IReadOnlyList<PosterDrawing> drawings, int? width) => PosterSheet.Write(drawings, Math.Clamp(width ?? drawings[0].Template.Pixels, 100, 2000));

    // lights of a board are counted: a picture for it has one size
    private static int Pixels(PosterTemplate template, int? width) => template.Unit == PosterUnit.Mm && width is { } asked ? Math.Clamp(asked, 100, 6000) : template.Pixels;

    private async Task<string?> AuthorityAsync(string? own, CancellationToken cancellationToken) => string.IsNullOrWhiteSpace(own) ? (await site.GetAsync(cancellationToken)).Publisher : own;

    // the name that a person finds it by again: template and slogan, without signs that some systems do not take
    private static string NameOf(PosterContent content, PosterTemplate template, string format)
    {
        var words = new StringBuilder();
        foreach (var word in content.Of(PosterField.Slogan)!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new string([.. word.Where(letter => char.IsLetterOrDigit(letter) || letter is '-' or ',')])))
        {
            if (words.Length + word.Length > NameLength)
                break;
            if (word.Any(char.IsLetterOrDigit))
                words.Append(words.Length > 0 ? " " : "").Append(word);
        }

        return $"{template.Name.Vi.Replace('×', 'x')} - {words}.{format}";
    }
}
