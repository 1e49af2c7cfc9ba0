using System.Net.Http.Headers;

namespace Nq72.Scheduler.Channels;

/// <summary>A signed POST of the house's own, outside the channels, guarded as theirs are: the same addresses, no redirects. Thread-safe.</summary>
/// <remarks>Source: Standard Webhooks 1.0.0.</remarks>
public sealed class SignedPost
{
    private readonly OutboundHttp http;
    private readonly TimeProvider clock;

    internal SignedPost(OutboundHttp http, TimeProvider clock) => (this.http, this.clock) = (http, clock);

    /// <summary>Whether the text is a secret that signs: <c>whsec_</c> and base64 of 24 to 64 bytes.</summary>
    public static bool IsSecret(string? secret) => DestinationSecrets.IsValid(secret);

    /// <summary>Posts JSON. Null when the receiver took it (2xx).</summary>
    /// <param name="url">Where to.</param>
    /// <param name="id">The message's, the same at every attempt: receivers tell repeats by it.</param>
    /// <param name="json">The body.</param>
    /// <param name="secret">In the clear.</param>
    /// <param name="patience">How long the whole may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PostFailure?> SendAsync(Uri url, Guid id, ReadOnlyMemory<byte> json, string secret, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        WebhookSignature.Apply(request.Headers, id, clock.GetUtcNow(), json.Span, [secret]);
        return await http.PostAsync(request, patience, clock, cancellationToken);
    }
}

/// <summary>Why a post was not taken.</summary>
/// <param name="Code">What it was.</param>
/// <param name="Detail">The status, or the error's words.</param>
/// <param name="IsFinal">Whether the receiver wants no more of it (410).</param>
public sealed record PostFailure(DeliveryCode Code, string Detail, bool IsFinal);
