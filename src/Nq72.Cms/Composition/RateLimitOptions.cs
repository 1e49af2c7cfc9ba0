using System.ComponentModel.DataAnnotations;

namespace Nq72.Cms.Composition;

/// <summary>How much one caller may ask, so that no one takes the installation from the others.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:RateLimit";

    /// <summary>Requests a minute from one address (one /64 network of IPv6) without a key, 0–1,000,000; default 1,200. 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int PerAddress { get; set; } = 1200;

    /// <summary>Requests a minute with one key, or of one person in the desk, 0–1,000,000; default 6,000. 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int PerKey { get; set; } = 6000;
}
