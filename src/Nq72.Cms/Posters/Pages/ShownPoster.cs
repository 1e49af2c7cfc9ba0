using Nq72.Cms.Posters.Drawing;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Theming;

namespace Nq72.Cms.Posters.Pages;

/// <summary>A template with what became of the slogan in it.</summary>
/// <param name="Template">The template.</param>
/// <param name="Slogan">The slogan as it fits; null when the poster cannot be made.</param>
/// <param name="Problem">Why it cannot; null when it can.</param>
public sealed record ShownPoster(PosterTemplate Template, DrawnText? Slogan, Problem? Problem)
{
    internal static ShownPoster Of(PosterTemplate template, Outcome<PosterDrawing> drawn) =>
        new(template, drawn.Value?.Texts.FirstOrDefault(text => text.Shows == PosterField.Slogan), drawn.Problem);
}
