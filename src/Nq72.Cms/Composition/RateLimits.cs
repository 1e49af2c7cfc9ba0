using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
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
    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // the machine's clock: an installation that rehearses another day has callers of today
        services.AddSingleton(new CallerShares(TimeProvider.System));
    }

    public static void UseRateLimits(this IApplicationBuilder app) => app.Use(LimitAsync);

    /// <summary>Requests a minute that this caller has, and what is left of them; null where there is no limit.</summary>
    public static LimitStanding? StandingOf(HttpContext context) => context.Features.Get<Standing>()?.Minute;

    private static Task LimitAsync(HttpContext context, RequestDelegate next)
    {
        var perMinute = ShareOf(context, context.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value);
        if (perMinute == 0)
            return next(context);
        var taken = context.RequestServices.GetRequiredService<CallerShares>().Take(CallerOf(context), perMinute);
        context.Features.Set(new Standing(new("minute", perMinute, TimeSpan.FromMinutes(1), taken.Left, taken.Full)));
        return taken.Granted ? next(context) : RefuseAsync(context, taken.Next);
    }

    private static string CallerOf(HttpContext context) =>
        context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } known ? $"key {known}" : $"address {NetworkOf(context.Connection.RemoteIpAddress)}";

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

    private static async Task RefuseAsync(HttpContext context, TimeSpan next)
    {
        var wait = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(next.TotalSeconds)));
        if (context.Features.Get<ApiToken>() is null && StandingOf(context) is { } standing)
            LimitStanding.Write(context.Response, [standing]);
        await new ProblemResult(new Problem(429, "rateLimited", new("Hỏi quá nhiều", "Too many requests"), new(
            $"Hãy thử lại sau {wait.TotalSeconds:0} giây; dùng ETag và 'sync' để hỏi ít hơn, hoặc xin mã truy cập của đối tác.", $"Try again in {wait.TotalSeconds:0} s; use ETag and 'sync' to ask less, or ask for a partner's key."))
        { RetryAfter = wait }).ExecuteAsync(context);
    }

    private sealed record Standing(LimitStanding Minute);
}
