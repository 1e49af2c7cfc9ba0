using System.Net.Http.Headers;
using System.Text;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Channels;

/// <summary>A signed POST. 2xx is accepted; redirects are not followed; everything else follows the ladder but 410.</summary>
/// <remarks>Source: Standard Webhooks 1.0.0.</remarks>
internal sealed class WebhookTransport(OutboundHttp http, TimeProvider clock) : ITransport
{
    private const int ExcerptBytes = 1200;

    public TransportKind Kind => TransportKind.Webhook;

    public async Task<SendResult> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        if (parcel.Url is null || parcel.Secrets.Count == 0)
            return SendResult.Retry(DeliveryCode.NotConfigured);
        using var request = Build(parcel, clock.GetUtcNow());
        using var patience = new CancellationTokenSource(parcel.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        if (!parcel.StillOurs())
            return SendResult.NotOurs;
        try
        {
            using var response = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var excerpt = await ReadExcerptAsync(response, either.Token);
            return Judge(response, clock.GetUtcNow()) with { HttpStatus = (int)response.StatusCode, Excerpt = excerpt };
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return SendResult.Retry(DeliveryCode.Timeout) with { MaybeReceived = true };
        }
        catch (Exception exception) when (OutboundFailure.Of(exception) is { } failure)
        {
            return SendResult.Retry(failure.Code, failure.Detail) with { MaybeReceived = failure.MaybeReceived };
        }
    }

    /// <summary>The request of one attempt.</summary>
    internal static HttpRequestMessage Build(Parcel parcel, DateTimeOffset now)
    {
        var content = new ReadOnlyMemoryContent(parcel.Bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(parcel.ContentType);
        var request = new HttpRequestMessage(HttpMethod.Post, parcel.Url) { Content = content };
        WebhookSignature.Apply(request.Headers, parcel.IdempotencyKey, now, parcel.Bytes.Span, parcel.Secrets);
        if (!parcel.IsTest)
            request.Headers.Add("Nq72-Delivery", parcel.DeliveryId.ToString("D"));
        request.Headers.Add("Nq72-Operation", parcel.Operation);
        request.Headers.Add("Nq72-Due", parcel.DueAt.ToWire());
        return request;
    }

    /// <summary>What the status of an answer means.</summary>
    internal static SendResult Judge(HttpResponseMessage response, DateTimeOffset now) => (int)response.StatusCode switch
    {
        >= 200 and < 300 => SendResult.Accepted,
        >= 300 and < 400 => SendResult.Retry(DeliveryCode.Redirect),
        410 => new SendResult(SendVerdict.FailAndStop, DeliveryCode.Gone),
        429 or 503 => SendResult.Retry(DeliveryCode.Throttled) with { RetryAfter = RetryAfter(response, now) },
        // the gateway gave up waiting; what stands behind it may have got it
        504 => SendResult.Retry(DeliveryCode.ServerError) with { MaybeReceived = true },
        413 => SendResult.Retry(DeliveryCode.TooLarge),
        >= 400 and < 500 => SendResult.Retry(DeliveryCode.ClientError),
        _ => SendResult.Retry(DeliveryCode.ServerError),
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        var asked = header?.Delta ?? (header?.Date - now);
        return asked > TimeSpan.Zero ? asked : null;
    }

    private static async Task<string?> ReadExcerptAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[ExcerptBytes];
            var length = await body.ReadAtLeastAsync(buffer, ExcerptBytes, throwOnEndOfStream: false, cancellationToken);
            return length == 0 ? null : Encoding.UTF8.GetString(buffer, 0, length).Replace('\0', ' ').Trim();
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            // the answer's status is what counts; its words are a courtesy
            return null;
        }
    }
}
