using System.Globalization;

namespace Nq72.Cms.Accounts;

/// <summary>Where a web page comes from, as browsers say it in <c>Origin</c>: scheme, host and a port that is not the scheme's own.</summary>
internal static class WebOrigin
{
    /// <summary>Every origin.</summary>
    public const string Any = "*";

    // what browsers write is shorter than this: 253 for the host, the rest for scheme and port
    private const int MaxLength = 270;

    /// <summary>
    /// The origin as a browser would send it, so that it can be compared letter by letter; null for what is none. Source: RFC 6454 §6.2.
    /// </summary>
    public static string? Read(string? text)
    {
        if (text is null or { Length: > MaxLength } || text == Any)
            return text == Any ? Any : null;
        // a slash at the end, a path, a name or a query would never equal what browsers send
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp) || uri.Host.Length == 0
            || text.IndexOfAny(['/', '?', '#', '@', '\\', '*', ' '], text.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0) >= 0)
            return null;
        // browsers send a name with Vietnamese letters in its ASCII form
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.IsDefaultPort ? $"{uri.Scheme}://{host}" : string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{host}:{uri.Port}");
    }

    /// <summary>Whether one of the origins that a token names, blank-separated, is this one.</summary>
    public static bool IsAmong(string origins, string? origin) =>
        origins == Any || (!string.IsNullOrEmpty(origin) && origins.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(origin, StringComparer.Ordinal));
}
