using System.Globalization;
using Nq72.Cms.Posters.Drawing;
using Nq72.Cms.Posters.Fitting;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Theming;

namespace Nq72.Cms.Posters;

/// <summary>Puts the texts of a poster into their boxes. The same template and content give the same drawing. Thread-safe; the fonts are read once.</summary>
public sealed class LayPoster(PosterKit kit) : IDisposable
{
    private readonly Dictionary<string, PosterFont> fonts = kit.Fonts.ToDictionary(font => font.Key, font => new PosterFont(font.Value));

    /// <summary>The theme's templates.</summary>
    public IReadOnlyList<PosterTemplate> Templates => kit.Templates;

    /// <summary>The drawing; or <c>posterNoAuthority</c>, <c>posterGlyphs</c>, <c>posterTooLong</c>.</summary>
    public Outcome<PosterDrawing> Run(PosterTemplate template, PosterContent content)
    {
        var shown = template.Texts.Select(box => (Box: box, Text: content.Of(box.Shows))).ToList();
        if (shown.Exists(text => text is { Text: null, Box.Shows: PosterField.Authority }))
            return PosterProblems.NoAuthority(template);
        var given = shown.Where(text => text.Text is not null).Select(text => (text.Box, Text: text.Text!, Drawn: Drawn(text.Box, text.Text!, content.Lang))).ToList();
        var missing = given.SelectMany(text => fonts[text.Box.Font].Missing(text.Drawn)).Distinct().ToList();
        if (missing.Count > 0)
            return PosterProblems.Glyphs(template, missing);
        var phrases = kit.Phrases.GetValueOrDefault(content.Lang.Split('-')[0]) ?? [];
        var texts = new List<DrawnText>();
        foreach (var (box, text, drawn) in given)
        {
            if (new FitText(box, fonts[box.Font], phrases).Run(drawn) is not { } fitted)
                return PosterProblems.TooLong(template, box.Shows, text, box.MinSize);
            texts.Add(Place(box, fonts[box.Font], text, fitted));
        }

        var shapes = template.Shapes.Where(shape => shape.With is not { } with || texts.Exists(text => text.Shows == with)).Select(shape => new DrawnArea(Outline.OfPathData(shape.Path), shape.Fill));
        return new PosterDrawing(template, content.Lang, [.. shapes], texts);
    }

    public void Dispose()
    {
        foreach (var font in fonts.Values)
            font.Dispose();
    }

    // a line end that somebody typed is a blank here: the poster breaks its own lines
    private static string Drawn(PosterText box, string text, string lang)
    {
        var one = text.Replace('\n', ' ').Replace('\t', ' ');
        return box.Capitals ? one.ToUpper(CultureOf(lang)) : one;
    }

    private static CultureInfo CultureOf(string lang)
    {
        try
        {
            return CultureInfo.GetCultureInfo(lang);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }

    private static DrawnText Place(PosterText box, PosterFont font, string text, FittedText fitted)
    {
        var lines = new List<(FittedLine Line, Outline Shape, double Baseline)>();
        var bars = new List<(double Before, double After, int Clause)>();
        var pen = 0.0;
        foreach (var (at, line) in fitted.Lines.Index())
        {
            var begins = at > 0 && line.Clause != fitted.Lines[at - 1].Clause;
            pen += at == 0 ? 0 : fitted.Leading + (begins && box.Bar is { } bar ? bar.Gap * fitted.Size : 0);
            var shape = font.Draw(line.Text, box.Tracking).Placed(fitted.Size, 0, 0);
            lines.Add((line, shape.Placed(1, Indent(box, shape), pen), pen));
            if (begins && box.Bar is not null)
                bars.Add((lines[at - 1].Shape.Bounds.Bottom, lines[at].Shape.Bounds.Top, line.Clause));
        }

        var block = lines.Select(line => line.Shape.Bounds).Aggregate(Area.Empty, (all, one) => all.With(one));
        var down = box.Y - block.Top + box.Settle switch { PosterSettle.Top => 0, PosterSettle.Middle => (box.Height - block.Height) / 2, _ => box.Height - block.Height };
        if (box.Whole)
            down = Math.Round(down, MidpointRounding.AwayFromZero);
        return new DrawnText(box.Shows, text, fitted.Size, fitted.Leading,
            [.. lines.Select(line => new DrawnLine(line.Line.Text, line.Baseline + down, new DrawnArea(line.Shape.Placed(1, 0, down), box.Fills[line.Line.Clause % box.Fills.Count])))],
            [.. bars.Select(bar => Bar(box, fitted.Size, ((bar.Before + bar.After) / 2) + down)).Where(bar => bar.Outline.Bounds.Height > 0)]);
    }

    // letters stand at the edge of the box by their shape, not by the blank that each brings along
    private static double Indent(PosterText box, Outline shape) => box.X - shape.Bounds.Left + box.Align switch
    {
        PosterAlign.Left => 0,
        PosterAlign.Middle => (box.Width - shape.Bounds.Width) / 2,
        _ => box.Width - shape.Bounds.Width,
    };

    private static DrawnArea Bar(PosterText box, double size, double middle)
    {
        var (width, height) = (box.Bar!.Width * size, box.Bar.Height * size);
        var left = box.X + (box.Align switch { PosterAlign.Left => 0, PosterAlign.Middle => (box.Width - width) / 2, _ => box.Width - width });
        return new DrawnArea(Outline.OfArea(new(left, middle - (height / 2), left + width, middle + (height / 2))), box.Bar.Fill);
    }
}
