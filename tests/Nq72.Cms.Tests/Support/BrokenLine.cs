using System.Net.Sockets;
using System.Text;
using Nq72.Testing.Cms;

namespace Nq72.Cms.Tests.Support;

/// <summary>A line on which a part of an upload is sent, and that then breaks, or stays open and silent.</summary>
internal sealed class BrokenLine : IDisposable
{
    private readonly TcpClient line = new() { LingerState = new LingerOption(true, 0) };

    /// <summary>Sends the first bytes of a longer go.</summary>
    public static async Task<BrokenLine> SendAsync(CmsHost host, CmsClient client, string address, long offset, byte[] sent, long announced, CancellationToken cancellationToken, string? checksum = null)
    {
        var broken = new BrokenLine();
        await broken.line.ConnectAsync(host.Url.Host, host.Url.Port, cancellationToken);
        var head = $"PATCH {address} HTTP/1.1\r\nHost: {host.Url.Authority}\r\nAuthorization: {client.Http.DefaultRequestHeaders.Authorization}\r\nTus-Resumable: 1.0.0\r\n"
            + $"Content-Type: {TusUploads.OffsetStream}\r\nUpload-Offset: {offset}\r\nContent-Length: {announced}\r\n{(checksum is null ? "" : $"Upload-Checksum: {checksum}\r\n")}\r\n";
        var stream = broken.line.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        await stream.WriteAsync(sent, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        return broken;
    }

    /// <summary>It breaks.</summary>
    public void Dispose() => line.Dispose();
}
