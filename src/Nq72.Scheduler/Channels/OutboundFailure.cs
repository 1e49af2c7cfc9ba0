using System.Net.Sockets;
using System.Security.Authentication;

namespace Nq72.Scheduler.Channels;

/// <summary>Names what went wrong on the way out: one judgement for deliveries, tests and probes.</summary>
/// <param name="Code">What it was.</param>
/// <param name="Detail">The error's words.</param>
/// <param name="MaybeReceived">Whether the request may have arrived all the same.</param>
internal sealed record OutboundFailure(DeliveryCode Code, string Detail, bool MaybeReceived)
{
    /// <summary>What the exception means; null when it is no failure of the way out but a fault of ours.</summary>
    public static OutboundFailure? Of(Exception exception)
    {
        if (Find<PrivateAddressException>(exception) is { } refused)
            return new(DeliveryCode.PrivateAddress, refused.Message, false);
        if (Find<RehearsalException>(exception) is { } rehearsal)
            return new(DeliveryCode.Rehearsal, rehearsal.Message, false);
        if (Find<BadCertificateException>(exception) is { } distrusted)
            return new(DeliveryCode.BadCertificate, distrusted.Message, false);
        if (Find<AuthenticationException>(exception) is { } handshake)
            return new(DeliveryCode.TlsFailed, handshake.Message, false);
        return exception switch
        {
            HttpRequestException request => Of(request),
            SocketException { SocketErrorCode: SocketError.HostNotFound } => new(DeliveryCode.DnsLookupFailed, exception.Message, false),
            SocketException => new(DeliveryCode.ConnectionFailed, exception.Message, false),
            // the handler's own patience while it connects
            OperationCanceledException { InnerException: TimeoutException late } => new(DeliveryCode.ConnectionFailed, late.Message, false),
            IOException => new(DeliveryCode.ConnectionLost, exception.Message, true),
            _ => null,
        };
    }

    private static OutboundFailure Of(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new(DeliveryCode.DnsLookupFailed, exception.Message, false),
        HttpRequestError.ConnectionError => new(DeliveryCode.ConnectionFailed, exception.Message, false),
        HttpRequestError.SecureConnectionError => new(DeliveryCode.TlsFailed, exception.InnerException?.Message ?? exception.Message, false),
        HttpRequestError.InvalidResponse => new(DeliveryCode.InvalidAnswer, exception.Message, true),
        _ => new(DeliveryCode.ConnectionLost, exception.Message, true),
    };

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
                return found;
        }

        return null;
    }
}
