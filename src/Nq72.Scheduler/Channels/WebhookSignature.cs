using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Nq72.Scheduler.Channels;

/// <summary>Signatures by which a receiver knows us.</summary>
/// <remarks>Source: Standard Webhooks 1.0.0: <c>v1,</c> and base64 of HMAC-SHA256 over <c>id.timestamp.body</c>; several, with spaces between, while secrets are changed.</remarks>
internal static class WebhookSignature
{
    /// <summary>Adds the three headers of a message.</summary>
    /// <param name="headers">Those of the request.</param>
    /// <param name="id">The message's, the same at every attempt.</param>
    /// <param name="now">When it is sent.</param>
    /// <param name="body">The body as it is sent.</param>
    /// <param name="secrets">In the clear, newest first.</param>
    public static void Apply(HttpRequestHeaders headers, Guid id, DateTimeOffset now, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        var name = id.ToString("D");
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers.Add("webhook-id", name);
        headers.Add("webhook-timestamp", timestamp);
        headers.Add("webhook-signature", Sign(name, timestamp, body, secrets));
    }

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>: seconds since 1970.</param>
    /// <param name="body">The body as it is sent.</param>
    /// <param name="secrets">In the clear, newest first.</param>
    public static string Sign(string id, string timestamp, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return string.Join(' ', secrets.Where(DestinationSecrets.IsValid).Select(secret =>
        {
            DestinationSecrets.TryReadKey(secret, out var key);
            return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}";
        }));
    }
}
