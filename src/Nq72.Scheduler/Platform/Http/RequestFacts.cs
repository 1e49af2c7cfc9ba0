using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Nq72.Scheduler.Platform.Http;

/// <summary>What a request tells about its caller.</summary>
public static class RequestFacts
{
    /// <summary>Claim that carries one scope; a principal has one for each.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>Claim that carries the <see cref="ActorKind"/>.</summary>
    public const string ActorKindClaim = "nq72:actor";

    /// <summary>Claim that carries the id of the session at the desk.</summary>
    public const string SessionClaim = "nq72:session";

    /// <summary>Claim that carries one <see cref="Grant"/>.</summary>
    public const string GrantClaim = "nq72:grant";

    /// <summary>The language for people: <c>en</c> when Accept-Language prefers it, otherwise <c>vi</c>.</summary>
    public static string RequestLanguage(this HttpContext context)
    {
        var best = ("vi", Quality: 0.0);
        foreach (var range in context.Request.Headers.AcceptLanguage.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            var language = parts[0].Split('-')[0].ToLowerInvariant();
            if (language is not ("vi" or "en"))
                continue;
            var weight = parts.Skip(1).FirstOrDefault(part => part.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
            var quality = weight is null ? 1 : double.TryParse(weight.AsSpan(2), CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
            if (quality > best.Quality)
                best = (language, quality);
        }

        return best.Item1;
    }

    /// <summary>Who is asking, as signed in or by token; null for the public.</summary>
    public static Actor? Actor(this HttpContext context)
    {
        var user = context.User;
        if (user.Identity?.IsAuthenticated != true)
            return null;
        var scopes = user.FindAll(ScopeClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var kind = Enum.TryParse<ActorKind>(user.FindFirstValue(ActorKindClaim), out var parsed) ? parsed : ActorKind.User;
        return new Actor(kind, user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", user.Identity.Name ?? "", scopes) { Address = context.Address(), Session = user.FindFirstValue(SessionClaim), Grants = [.. user.FindAll(GrantClaim).Select(claim => Grant.Read(claim.Value))] };
    }

    /// <summary>The address that the request came from, as the server or a trusted proxy tells it; null when neither knows.</summary>
    public static string? Address(this HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address ? null : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    /// <summary>Who is asking, on a route that is only for those who signed in.</summary>
    public static Actor RequiredActor(this HttpContext context) =>
        context.Actor() ?? throw new InvalidOperationException("A route that needs an actor was mapped without authorization.");
}
