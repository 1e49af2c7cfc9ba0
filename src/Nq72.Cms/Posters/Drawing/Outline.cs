using System.Runtime.InteropServices;
using SkiaSharp;

namespace Nq72.Cms.Posters.Drawing;

/// <summary>A closed area as points and curves, filled by the non-zero rule. Immutable, so letters are read from their font once.</summary>
public sealed class Outline
{
    /// <summary>Nothing.</summary>
    public static readonly Outline Empty = new([]);

    private Outline(IReadOnlyList<OutlineStep> steps)
    {
        Steps = steps;
        Bounds = Bound(steps);
    }

    /// <summary>How the pen moves.</summary>
    public IReadOnlyList<OutlineStep> Steps { get; }

    /// <summary>Where it lies; empty for nothing. From control points, so never less than what is filled.</summary>
    public Area Bounds { get; }

    /// <summary>The outline of a path.</summary>
    public static Outline Of(SKPath path)
    {
        var steps = new List<OutlineStep>();
        var points = new SKPoint[4];
        using var pen = path.CreateRawIterator();
        for (var verb = pen.Next(points); verb != SKPathVerb.Done; verb = pen.Next(points))
        {
            switch (verb)
            {
                case SKPathVerb.Move: steps.Add(new(OutlineVerb.Move, Spot(points[0]))); break;
                case SKPathVerb.Line: steps.Add(new(OutlineVerb.Line, Spot(points[1]))); break;
                case SKPathVerb.Quad: steps.Add(Raised(Spot(points[0]), Spot(points[1]), Spot(points[2]))); break;
                case SKPathVerb.Cubic: steps.Add(new(OutlineVerb.Curve, Spot(points[3]), Spot(points[1]), Spot(points[2]))); break;
                case SKPathVerb.Close: steps.Add(new(OutlineVerb.Close)); break;
                // arcs of path data come as conics
                default:
                    var quads = SKPath.ConvertConicToQuads(points[0], points[1], points[2], pen.ConicWeight(), 2);
                    for (var at = 0; at + 2 < quads.Length; at += 2)
                        steps.Add(Raised(Spot(quads[at]), Spot(quads[at + 1]), Spot(quads[at + 2])));
                    break;
            }
        }

        return steps.Count == 0 ? Empty : new Outline(steps);
    }

    /// <summary>The outline of SVG path data.</summary>
    public static Outline OfPathData(string data)
    {
        using var path = SKPath.ParseSvgPathData(data) ?? throw new InvalidOperationException($"'{data}' is no path data.");
        return Of(path);
    }

    /// <summary>A rectangle.</summary>
    public static Outline OfArea(Area area) => new(
    [
        new(OutlineVerb.Move, new(area.Left, area.Top)), new(OutlineVerb.Line, new(area.Right, area.Top)), new(OutlineVerb.Line, new(area.Right, area.Bottom)), new(OutlineVerb.Line, new(area.Left, area.Bottom)),
        new(OutlineVerb.Close),
    ]);

    /// <summary>All of them as one.</summary>
    public static Outline Join(IEnumerable<Outline> outlines) => new([.. outlines.SelectMany(outline => outline.Steps)]);

    /// <summary>As many times as large, then moved.</summary>
    public Outline Placed(double scale, double x, double y)
    {
        if (Steps.Count == 0)
            return this;
        return new([.. Steps.Select(step => step with { End = Move(step.End), First = Move(step.First), Second = Move(step.Second) })]);

        Spot Move(Spot spot) => new((spot.X * scale) + x, (spot.Y * scale) + y);
    }

    private static Spot Spot(SKPoint point) => new(point.X, point.Y);

    // a curve of the third degree that is the one of the second: PDF knows no other
    private static OutlineStep Raised(Spot from, Spot control, Spot to) => new(OutlineVerb.Curve, to,
        new(from.X + ((control.X - from.X) * 2 / 3), from.Y + ((control.Y - from.Y) * 2 / 3)), new(to.X + ((control.X - to.X) * 2 / 3), to.Y + ((control.Y - to.Y) * 2 / 3)));

    private static Area Bound(IReadOnlyList<OutlineStep> steps)
    {
        var area = Area.Empty;
        foreach (var step in steps)
        {
            if (step.Verb == OutlineVerb.Close)
                continue;
            area = area.With(step.End);
            if (step.Verb == OutlineVerb.Curve)
                area = area.With(step.First).With(step.Second);
        }

        return area;
    }
}

/// <summary>A step of the pen.</summary>
/// <param name="Verb">What it does.</param>
/// <param name="End">Where it ends.</param>
/// <param name="First">For a curve: its first control point.</param>
/// <param name="Second">For a curve: its second control point.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OutlineStep(OutlineVerb Verb, Spot End = default, Spot First = default, Spot Second = default);

/// <summary>What the pen does.</summary>
public enum OutlineVerb
{
    /// <summary>Goes there without drawing.</summary>
    Move,

    /// <summary>A straight line.</summary>
    Line,

    /// <summary>A cubic Bézier curve.</summary>
    Curve,

    /// <summary>Back to where it began.</summary>
    Close,
}

/// <summary>A point; down is more.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Spot(double X, double Y);
