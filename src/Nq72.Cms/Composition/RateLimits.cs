using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;
using Nq72.Cms.Accounts;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Composition;

/// <summary>
/// Limits callers by key, or by address where they have none: a quarter of a minute's share at once, the rest evenly. Loopback addresses, health
/// and static files are exempt, but not from the limit that somebody gave to a key of its own. Behind a proxy that is not trusted every caller
/// has the proxy's address. Each node counts for itself.
/// </summary>
internal static class RateLimits
{
    // limiters are topped up ten times a second at most
    private const int FinestPerMinute = 600;

    // of a minute's share so much is there at once
    private const int AtOnce = 4;

    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimiter(limiter => limiter.OnRejected = RefuseAsync);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, limits) =>
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => PartitionOf(context, limits.Value)));
    }

    /// <summary>Requests a minute that this caller has, and what is left of them; null where there is no limit.</summary>
    public static LimitStanding? StandingOf(HttpContext context)
    {
        var services = context.RequestServices;
        var perMinute = ShareOf(context, services.GetRequiredService<IOptions<RateLimitOptions>>().Value);
        if (perMinute == 0 || services.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter?.GetStatistics(context) is not { } statistics)
            return null;
        var left = statistics.CurrentAvailablePermits;
        var full = Math.Max(1, perMinute / AtOnce);
        // what is missing comes back evenly
        return new LimitStanding("minute", perMinute, TimeSpan.FromMinutes(1), left, TimeSpan.FromMinutes((double)Math.Max(0, full - left) / perMinute));
    }

    private static RateLimitPartition<string> PartitionOf(HttpContext context, RateLimitOptions limits)
    {
        var perMinute = ShareOf(context, limits);
        if (perMinute == 0)
            return RateLimitPartition.GetNoLimiter("");
        var caller = context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } known ? $"key {known}" : $"address {NetworkOf(context.Connection.RemoteIpAddress)}";
        // a limiter keeps the measure it was made with: another measure is another limiter
        return Bucket(string.Create(CultureInfo.InvariantCulture, $"{caller} {perMinute}"), perMinute);
    }

    // requests a minute; 0 for no limit
    private static int ShareOf(HttpContext context, RateLimitOptions limits)
    {
        if (context.Features.Get<ApiToken>()?.PerMinute is { } own && !IsUnlimited(context))
            return own;
        if (IsLocal(context) || IsUnlimited(context))
            return 0;
        return context.User.FindFirstValue(ClaimTypes.NameIdentifier) is null ? limits.PerAddress : limits.PerKey;
    }

    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address) || (address.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(address.MapToIPv4()));

    private static bool IsUnlimited(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase) || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    // one subscriber holds a whole /64 and can take a new address for each request
    private static string NetworkOf(IPAddress? address)
    {
        if (address is null || address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
            return address?.MapToIPv4().ToString() ?? "";
        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }

    private static RateLimitPartition<string> Bucket(string caller, int perMinute) => RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = Math.Max(1, perMinute / AtOnce),
        TokensPerPeriod = perMinute < FinestPerMinute ? 1 : perMinute / 60,
        ReplenishmentPeriod = perMinute < FinestPerMinute ? TimeSpan.FromMinutes(1) / perMinute : TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(after.TotalSeconds))) : TimeSpan.FromSeconds(1);
        if (context.Features.Get<ApiToken>() is null && StandingOf(context) is { } standing)
            LimitStanding.Write(context.Response, [standing]);
        await new ProblemResult(new Problem(429, "rateLimited", new("Hỏi quá nhiều", "Too many requests"), new(
            $"Hãy thử lại sau {wait.TotalSeconds:0} giây; dùng ETag và 'sync' để hỏi ít hơn, hoặc xin mã truy cập của đối tác.", $"Try again in {wait.TotalSeconds:0} s; use ETag and 'sync' to ask less, or ask for a partner's key."))
        { RetryAfter = wait }).ExecuteAsync(context);
    }
}
