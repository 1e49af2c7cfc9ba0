using System.Net;

namespace Nq72.Cms.Accounts.Passkeys;

/// <summary>Whether passkeys work at the address that the desk was opened at.</summary>
/// <remarks>Source: Web Authentication Level 3 §5.1.3: the origin is a secure context, and its host a domain, not an address of the network.</remarks>
internal static class PasskeyPlace
{
    /// <summary>Key of the text that says why they do not; null where they do.</summary>
    public static string? Obstacle(HttpRequest request) =>
        IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out _) ? "passkeys.obstacleAddress"
        : request.IsHttps || string.Equals(request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? null : "passkeys.obstacleHttp";
}
