using System.Globalization;
using System.Text;

namespace Nq72.Cms.Monitoring;

/// <summary>Writes figures as Prometheus reads them. Source: Prometheus exposition formats, text format 0.0.4.</summary>
internal sealed class MetricsText
{
    /// <summary>Its media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder text = new();

    /// <summary>Begins a family: what follows belongs to it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type"><c>gauge</c>, <c>counter</c> or <c>histogram</c>.</param>
    /// <param name="help">What it counts.</param>
    public MetricsText Family(string name, string type, string help)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    /// <summary>One number.</summary>
    public MetricsText Sample(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        text.Append(name);
        for (var i = 0; i < labels.Length; i++)
            text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escape(labels[i].Value)).Append('"');
        text.Append(labels.Length == 0 ? " " : "} ").Append(Number(value)).Append('\n');
        return this;
    }

    /// <summary>A family of one number without labels.</summary>
    public MetricsText Single(string name, string type, string help, double value) => Family(name, type, help).Sample(name, value);

    /// <summary>A histogram's samples.</summary>
    /// <param name="name">Of the family.</param>
    /// <param name="bounds">Upper bounds, rising.</param>
    /// <param name="counts">By bucket, not added up; one more than bounds.</param>
    /// <param name="sum">Of everything that was observed.</param>
    public MetricsText Histogram(string name, IReadOnlyList<double> bounds, IReadOnlyList<long> counts, double sum)
    {
        var below = 0L;
        for (var i = 0; i < counts.Count; i++)
        {
            below += counts[i];
            Sample($"{name}_bucket", below, ("le", i < bounds.Count ? Number(bounds[i]) : "+Inf"));
        }

        return Sample($"{name}_sum", sum).Sample($"{name}_count", below);
    }

    public override string ToString() => text.ToString();

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
