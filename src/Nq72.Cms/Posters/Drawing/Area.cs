using System.Runtime.InteropServices;

namespace Nq72.Cms.Posters.Drawing;

/// <summary>A rectangle; down is more.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Area(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Nothing.</summary>
    public static readonly Area Empty = new(double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);

    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public bool IsEmpty => Left > Right;

    /// <summary>As far as this point too.</summary>
    public Area With(Spot spot) => new(Math.Min(Left, spot.X), Math.Min(Top, spot.Y), Math.Max(Right, spot.X), Math.Max(Bottom, spot.Y));

    /// <summary>Both.</summary>
    public Area With(Area other) => new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>Whether the other lies in it.</summary>
    public bool Holds(Area other) => other.IsEmpty || (Left <= other.Left && Top <= other.Top && Right >= other.Right && Bottom >= other.Bottom);
}
