using System.ComponentModel.DataAnnotations;

namespace Nq72.Cms.PartnerApi;

/// <summary>Settings of answers' lifetimes.</summary>
public sealed class CacheOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Cache";

    /// <summary>Upper bound of <c>max-age</c> in seconds, 0–86,400; default 30, so that a retraction reaches outside caches too.</summary>
    [Range(0, 86_400)]
    public int MaxAge { get; set; } = 30;

    /// <summary>
    /// Upper bound of <c>stale-while-revalidate</c> in seconds, 0–86,400; default 10, time enough to ask again over a slow line; 0 for never.
    /// No answer says more of it than its <c>max-age</c>, and both together end before the next boundary.
    /// </summary>
    [Range(0, 86_400)]
    public int StaleWhileRevalidate { get; set; } = 10;
}
