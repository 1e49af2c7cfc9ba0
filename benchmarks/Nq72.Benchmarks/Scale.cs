using System.Globalization;

namespace Nq72.Benchmarks;

/// <summary>
/// How large a benchmark is: 1 is what is written down; <c>NQ72_BENCHMARK_SCALE=0.01</c> is for seeing that it runs. What is printed tells
/// the size that was measured.
/// </summary>
internal static class Scale
{
    private static readonly double Part = double.Parse(Environment.GetEnvironmentVariable("NQ72_BENCHMARK_SCALE") is { Length: > 0 } given ? given : "1", CultureInfo.InvariantCulture);

    /// <summary>So many, or the part of it that is measured; never fewer than <paramref name="least"/>.</summary>
    public static int Of(int full, int least = 1) => Math.Min(full, Math.Max(least, (int)(full * Part)));

    /// <summary>So long, or the part of it; never shorter than a fifth of a second.</summary>
    public static TimeSpan Of(TimeSpan full) => full * Math.Min(1, Math.Max(Part, 0.2 / full.TotalSeconds));
}
