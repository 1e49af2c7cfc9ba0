using System.Net.Security;
using System.Net.Sockets;

namespace Nq72.Scheduler.Channels;

/// <summary>Sees whether one destination can be reached: connection, TLS and a HEAD for webhooks, the folder for file drops. Sends nothing. Thread-safe.</summary>
internal sealed class ProbeDestination(OutboundHttp http, FileDropTransport files, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Probes; ten seconds at most.</summary>
    /// <param name="transport">How it is sent to.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="key">Its key.</param>
    /// <param name="url">Where a webhook posts to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<DestinationProbe> ExecuteAsync(TransportKind transport, string channel, string key, string? url, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var (code, status, detail) = transport switch
        {
            TransportKind.Webhook when url is null => (DeliveryCode.NotConfigured, null, null),
            TransportKind.Webhook => await ProbeWebhookAsync(new Uri(url), either.Token, cancellationToken),
            TransportKind.FileDrop => ProbeFolder(channel, key),
            _ => ((DeliveryCode?)null, (int?)null, (string?)null),
        };
        return new(key, code is null, code, status, (int)clock.GetElapsedTime(begun).TotalMilliseconds, detail);
    }

    private async Task<(DeliveryCode? Code, int? Status, string? Detail)> ProbeWebhookAsync(Uri url, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            using (var socket = await http.ConnectAsync(url.IdnHost, url.Port, patience))
            {
                if (url.Scheme == Uri.UriSchemeHttps)
                {
                    await using var tls = new SslStream(new NetworkStream(socket));
                    await tls.AuthenticateAsClientAsync(OutboundHttp.Tls(url.IdnHost), patience);
                }
            }

            using var head = new HttpRequestMessage(HttpMethod.Head, url);
            using var answer = await http.Client.SendAsync(head, HttpCompletionOption.ResponseHeadersRead, patience);
            return (CodeOf((int)answer.StatusCode), (int)answer.StatusCode, null);
        }
        catch (Exception exception) when (OutboundFailure.Of(exception) is { } failure)
        {
            return (failure.Code, null, failure.Detail);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (DeliveryCode.Timeout, null, null);
        }
    }

    // many receivers refuse HEAD, and say so with 4xx or 501: that they answer is what was asked
    private static DeliveryCode? CodeOf(int status) => status switch
    {
        429 or 503 => DeliveryCode.Throttled,
        501 => null,
        >= 500 => DeliveryCode.ServerError,
        _ => null,
    };

    private (DeliveryCode? Code, int? Status, string? Detail) ProbeFolder(string channel, string destination)
    {
        try
        {
            var folder = Path.Combine(files.Root, channel, destination);
            Directory.CreateDirectory(folder);
            var trial = Path.Combine(folder, $".{Guid.NewGuid():N}.probe");
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
            return (null, null, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (DeliveryCode.FileNotWritten, null, exception.Message);
        }
    }
}

/// <summary>What a probe found of one destination.</summary>
/// <param name="Key">The destination.</param>
/// <param name="Ok">Whether it can be reached: it answered, and not that it is down (429, 5xx but 501).</param>
/// <param name="Code">Why not.</param>
/// <param name="Status">What it answered to HEAD.</param>
/// <param name="Milliseconds">How long that took.</param>
/// <param name="Detail">The error's words.</param>
public sealed record DestinationProbe(string Key, bool Ok, DeliveryCode? Code, int? Status, int Milliseconds, string? Detail);
