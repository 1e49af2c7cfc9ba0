using System.Net.Security;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Channels;

/// <summary>Sees whether a channel's destinations can be reached: connection, TLS and a HEAD for webhooks, the folder for file drops. Sends nothing.</summary>
public sealed class ProbeChannel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int AtATime = 8;

    private readonly SchedulerDb db;
    private readonly OutboundHttp http;
    private readonly FileDropTransport files;
    private readonly TimeProvider clock;

    internal ProbeChannel(SchedulerDb db, OutboundHttp http, FileDropTransport files, TimeProvider clock)
    {
        this.db = db;
        this.http = http;
        this.files = files;
        this.clock = clock;
    }

    /// <summary>Probes every destination of a channel.</summary>
    public async Task<Outcome<ProbeView>> ExecuteAsync(string name, CancellationToken cancellationToken)
    {
        var channel = await db.Set<Channel>().AsNoTracking().Include(known => known.Destinations).FirstOrDefaultAsync(known => known.Name == name, cancellationToken);
        if (channel is null)
            return Problem.NotFound("Không có kênh này.", "There is no such channel.");
        using var places = new SemaphoreSlim(AtATime);
        var probes = await Task.WhenAll(channel.Destinations.OrderBy(destination => destination.Position).Select(async destination =>
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                return await ProbeAsync(channel, destination, cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }));
        return new ProbeView(channel.Name, channel.State, channel.State == ChannelState.Ok && Array.TrueForAll(probes, probe => probe.Ok), probes);
    }

    private async Task<DestinationProbe> ProbeAsync(Channel channel, Destination destination, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var (code, status, detail) = channel.Transport switch
        {
            TransportKind.Webhook when destination.Url is null => (DeliveryCode.NotConfigured, null, null),
            TransportKind.Webhook => await ProbeWebhookAsync(new Uri(destination.Url), either.Token, cancellationToken),
            TransportKind.FileDrop => ProbeFolder(channel.Name, destination.Key),
            _ => ((DeliveryCode?)null, (int?)null, (string?)null),
        };
        return new(destination.Key, code is null, code, status, (int)clock.GetElapsedTime(begun).TotalMilliseconds, detail);
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
                    await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.IdnHost }, patience);
                }
            }

            using var head = new HttpRequestMessage(HttpMethod.Head, url);
            using var answer = await http.Client.SendAsync(head, HttpCompletionOption.ResponseHeadersRead, patience);
            // many receivers refuse HEAD: that they answer is what was asked
            return (null, (int)answer.StatusCode, null);
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

/// <summary>What a probe found.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="State">Its state.</param>
/// <param name="Ok">Whether every destination can be reached.</param>
/// <param name="Destinations">Each of them.</param>
public sealed record ProbeView(string Channel, ChannelState State, bool Ok, IReadOnlyList<DestinationProbe> Destinations);

/// <summary>What a probe found of one destination.</summary>
/// <param name="Key">The destination.</param>
/// <param name="Ok">Whether it can be reached.</param>
/// <param name="Code">Why not.</param>
/// <param name="Status">What it answered to HEAD.</param>
/// <param name="Milliseconds">How long that took.</param>
/// <param name="Detail">The error's words.</param>
public sealed record DestinationProbe(string Key, bool Ok, DeliveryCode? Code, int? Status, int Milliseconds, string? Detail);
