namespace Nq72.Cms.Monitoring;

/// <summary>Settings of <c>/metrics</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Metrics";

    /// <summary>Whether whoever reaches the address may read it without a token; default no.</summary>
    public bool Anonymous { get; set; }
}
