using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Nq72.Scheduler.Platform;

namespace Nq72.Scheduler.Channels;

/// <summary>
/// The one pooled client for everything that goes out. Names are resolved here, each address is checked, and the connection is made to
/// exactly the address that was checked. No redirects, cookies or proxies. Thread-safe.
/// </summary>
internal sealed class OutboundHttp : IDisposable
{
    private readonly AddressPolicy addresses;
    private readonly InstallationOptions installation;

    public OutboundHttp(AddressPolicy addresses, InstallationOptions installation)
    {
        this.addresses = addresses;
        this.installation = installation;
        Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            SslOptions = Tls(null),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            // short enough that a moved name is followed within minutes
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            ConnectCallback = async (context, cancellationToken) =>
                new NetworkStream(await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken), ownsSocket: true),
        })
        {
            // each request brings its own patience
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Client.DefaultRequestHeaders.UserAgent.ParseAdd("Nq72");
    }

    public HttpClient Client { get; }

    /// <summary>How TLS is spoken; a certificate that is not trusted is told apart from a handshake that failed.</summary>
    public static SslClientAuthenticationOptions Tls(string? host) => new()
    {
        TargetHost = host,
        RemoteCertificateValidationCallback = static (_, _, _, errors) => errors == SslPolicyErrors.None ? true : throw new BadCertificateException(errors),
    };

    /// <summary>Connects to the first address of the host that may be and can be.</summary>
    /// <exception cref="PrivateAddressException">The name leads to addresses that may not be sent to.</exception>
    /// <exception cref="RehearsalException">This is a rehearsal, and the name leads out of this machine.</exception>
    /// <exception cref="SocketException">The name does not resolve, or nobody answers.</exception>
    public async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var found = await AddressPolicy.ResolveAsync(host, cancellationToken);
        if (found.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound, $"The name {host} does not resolve.");
        // one private address among public ones is a trap, not an alternative
        if (Array.Find(found, address => !addresses.Allows(address)) is { } refused)
            throw new PrivateAddressException(host, refused);
        if (installation.IsRehearsal && !Array.TrueForAll(found, IPAddress.IsLoopback))
            throw new RehearsalException(host);
        SocketException? last = null;
        foreach (var address in found)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return socket;
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                last = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!;
    }

    /// <summary>Sends a post of the house's own. Null when the receiver took it (2xx).</summary>
    public async Task<PostFailure?> PostAsync(HttpRequestMessage request, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var waited = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waited.Token, cancellationToken);
        try
        {
            using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var judged = WebhookTransport.Judge(response, clock.GetUtcNow());
            return judged.Verdict == SendVerdict.Accepted ? null : new(judged.Code!.Value, $"HTTP {(int)response.StatusCode}", judged.Verdict == SendVerdict.FailAndStop);
        }
        catch (OperationCanceledException) when (waited.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(DeliveryCode.Timeout, "", false);
        }
        catch (Exception exception) when (OutboundFailure.Of(exception) is { } failure)
        {
            return new(failure.Code, failure.Detail, false);
        }
    }

    public void Dispose() => Client.Dispose();
}

/// <summary>A name leads to an address that this installation does not send to.</summary>
internal sealed class PrivateAddressException(string host, IPAddress address) : Exception($"{host} leads to {address}, which is not a public address.");

/// <summary>A rehearsal sends nothing outside, whatever a channel says.</summary>
internal sealed class RehearsalException(string host) : Exception($"{host} is outside, and this is a rehearsal.");

/// <summary>A receiver's certificate is not trusted.</summary>
internal sealed class BadCertificateException(SslPolicyErrors errors) : AuthenticationException($"The certificate is not trusted: {errors}.");
