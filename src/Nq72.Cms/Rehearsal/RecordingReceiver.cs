using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Nq72.Scheduler.Rehearsals;

namespace Nq72.Cms.Rehearsal;

/// <summary>The partners played inside this process, on loopback: they take every push, behave as the script says, and count.</summary>
internal sealed class RecordingReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly X509Certificate2 untrusted;
    private readonly ConcurrentDictionary<Guid, int> taken = new();

    // bound and not listening: whoever connects is refused, and nobody else gets the port
    private readonly Socket dead = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private PartnerScript script = PartnerScript.AllWell;
    private TimeProvider clock = TimeProvider.System;
    private PartnerWaits? waits;

    private RecordingReceiver(WebApplication app, X509Certificate2 untrusted)
    {
        this.app = app;
        this.untrusted = untrusted;
    }

    /// <summary>Where they are.</summary>
    public PartnerAddresses Addresses { get; private set; } = new("", "", "");

    /// <summary>How often each delivery was answered with 2xx, by its idempotency key.</summary>
    public IReadOnlyDictionary<Guid, int> Taken => taken;

    public static async Task<RecordingReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var certificate = MakeCertificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        var receiver = new RecordingReceiver(builder.Build(), certificate);
        receiver.app.MapMethods("/{channel}/{destination}", [HttpMethods.Post, HttpMethods.Head], receiver.TakeAsync);
        await receiver.app.StartAsync(cancellationToken);
        receiver.dead.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var urls = receiver.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(url => url.TrimEnd('/')).ToList();
        receiver.Addresses = new(urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal)),
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)receiver.dead.LocalEndPoint!).Port}"), urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal)));
        return receiver;
    }

    /// <summary>From now on they behave so, by that clock.</summary>
    public void Play(PartnerScript played, TimeProvider by, PartnerWaits waiting) => (script, clock, waits) = (played, by, waiting);

    public async ValueTask DisposeAsync()
    {
        dead.Dispose();
        await app.DisposeAsync();
        untrusted.Dispose();
    }

    private async Task<IResult> TakeAsync(string channel, string destination, HttpContext http)
    {
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        var mood = script.MoodOf(channel, destination, clock.GetUtcNow());
        if (mood.Seconds > 0 && waits is not null && Guid.TryParse(http.Request.Headers["Nq72-Delivery"], out var delivery))
            await waits.TakeAsync(delivery, TimeSpan.FromSeconds(mood.Seconds), clock, http.RequestAborted);
        if (mood.RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (mood.Status is >= 200 and < 300 && Guid.TryParse(http.Request.Headers["webhook-id"], out var id))
            taken.AddOrUpdate(id, 1, (_, times) => times + 1);
        return Results.StatusCode(mood.Status);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=rehearsal", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
