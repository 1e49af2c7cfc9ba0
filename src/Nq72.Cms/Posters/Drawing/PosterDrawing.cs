using Nq72.Theming;

namespace Nq72.Cms.Posters.Drawing;

/// <summary>A poster ready to be written in any format: areas of one colour in the template's unit, and the texts that they show.</summary>
/// <param name="Template">What it was made by.</param>
/// <param name="Lang">Language of the slogan, BCP 47.</param>
/// <param name="Shapes">What is drawn below the texts.</param>
/// <param name="Texts">The texts, as they fitted.</param>
public sealed record PosterDrawing(PosterTemplate Template, string Lang, IReadOnlyList<DrawnArea> Shapes, IReadOnlyList<DrawnText> Texts)
{
    /// <summary>The slogan, as written.</summary>
    public string Slogan => Texts.FirstOrDefault(text => text.Shows == PosterField.Slogan)?.Text ?? "";

    /// <summary>Everything else that can be read on it, one sentence each.</summary>
    public string Further => string.Join(". ", Texts.Where(text => text.Shows != PosterField.Slogan).Select(text => text.Text.TrimEnd('.')));
}

/// <summary>An area of one colour, <c>#rrggbb</c>.</summary>
public sealed record DrawnArea(Outline Outline, string Fill);

/// <summary>A text as it fitted.</summary>
/// <param name="Shows">Which.</param>
/// <param name="Text">As written; what is drawn may be in capitals, with bars for dashes.</param>
/// <param name="Size">The size that was found, in the template's unit.</param>
/// <param name="Leading">From baseline to baseline, in the template's unit.</param>
/// <param name="Lines">Its lines from top to bottom.</param>
/// <param name="Bars">The bars between its clauses.</param>
public sealed record DrawnText(PosterField Shows, string Text, double Size, double Leading, IReadOnlyList<DrawnLine> Lines, IReadOnlyList<DrawnArea> Bars);

/// <summary>A line of a text.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Baseline">Where it stands.</param>
/// <param name="Shape">Its letters.</param>
public sealed record DrawnLine(string Text, double Baseline, DrawnArea Shape);
