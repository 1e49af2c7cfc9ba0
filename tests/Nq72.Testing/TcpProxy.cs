using System.Net;
using System.Net.Sockets;

namespace Nq72.Testing;

/// <summary>
/// Between a node and its database: passes bytes on until it is cut. Cut, nothing comes through in either direction and nobody is told, as
/// when a cable is pulled; mended, the old connections are dropped and new ones pass.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly int target;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closed = new();
    private readonly Lock gate = new();
    private readonly List<TcpClient> connections = [];
    private readonly Task accepting;
    private volatile bool cut;
    private volatile bool breaksOff;

    /// <summary>A proxy that listens and passes everything on.</summary>
    /// <param name="target">The port on this machine that it leads to.</param>
    public TcpProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>From now on nothing passes.</summary>
    public void Cut() => cut = true;

    /// <summary>The next connection is closed as soon as something comes over it: whoever opens it is broken off in the middle.</summary>
    public void BreakOffNext() => breaksOff = true;

    /// <summary>New connections pass again; those of before are reset. Nothing when it was not cut.</summary>
    public void Mend()
    {
        lock (gate)
        {
            if (!cut)
                return;
            Reset();
            cut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        listener.Dispose();
        await accepting;
        lock (gate)
            Reset();
        closed.Dispose();
    }

    private void Reset()
    {
        connections.ForEach(connection => connection.Dispose());
        connections.Clear();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassAsync(await listener.AcceptTcpClientAsync(closed.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task PassAsync(TcpClient near)
    {
        var far = new TcpClient();
        lock (gate)
            connections.AddRange([near, far]);
        try
        {
            if (breaksOff)
            {
                breaksOff = false;
                await near.GetStream().ReadExactlyAsync(new byte[1], closed.Token);
                throw new IOException("The connection is broken off.");
            }

            await far.ConnectAsync(IPAddress.Loopback, target, closed.Token);
            await await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // one side has gone: so does the other
            near.Dispose();
            far.Dispose();
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[16 * 1024];
        var (source, sink) = (from.GetStream(), to.GetStream());
        while (true)
        {
            var length = await source.ReadAsync(buffer, closed.Token);
            if (length == 0)
                throw new IOException("The connection was closed.");
            // what comes while it is cut is gone; whoever waits for it waits until it is mended
            if (!cut)
                await sink.WriteAsync(buffer.AsMemory(0, length), closed.Token);
        }
    }
}
