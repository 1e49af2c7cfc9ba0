using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Composition;

/// <summary>
/// Limits callers by key, or by address where they have none: a quarter of a minute's share at once, the rest evenly. Loopback addresses, health
/// and static files are exempt. Behind a proxy that is not trusted every caller has the proxy's address.
/// </summary>
internal static class RateLimits
{
    // limiters are topped up ten times a second at most
    private const int FinestPerMinute = 600;

    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimiter(limiter => limiter.OnRejected = RefuseAsync);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, limits) =>
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => PartitionOf(context, limits.Value)));
    }

    private static RateLimitPartition<string> PartitionOf(HttpContext context, RateLimitOptions limits)
    {
        if (IsExempt(context))
            return RateLimitPartition.GetNoLimiter("");
        return context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } caller
            ? Bucket($"key {caller}", limits.PerKey)
            : Bucket($"address {NetworkOf(context.Connection.RemoteIpAddress)}", limits.PerAddress);
    }

    private static bool IsExempt(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address) || (address.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(address.MapToIPv4()))
        || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase) || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    // one subscriber holds a whole /64 and can take a new address for each request
    private static string NetworkOf(IPAddress? address)
    {
        if (address is null || address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
            return address?.MapToIPv4().ToString() ?? "";
        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }

    private static RateLimitPartition<string> Bucket(string caller, int perMinute) => perMinute == 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, perMinute / 4),
            TokensPerPeriod = perMinute < FinestPerMinute ? 1 : perMinute / 60,
            ReplenishmentPeriod = perMinute < FinestPerMinute ? TimeSpan.FromMinutes(1) / perMinute : TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, Math.Ceiling(after.TotalSeconds)) : 1;
        rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await new ProblemResult(new Problem(429, "rateLimited", new("Hỏi quá nhiều", "Too many requests"), new(
            $"Hãy thử lại sau {wait} giây; dùng ETag và 'sync' để hỏi ít hơn, hoặc xin mã truy cập của đối tác.", $"Try again in {wait} s; use ETag and 'sync' to ask less, or ask for a partner's key."))).ExecuteAsync(rejected.HttpContext);
    }
}
