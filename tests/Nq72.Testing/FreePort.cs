using System.Net;
using System.Net.Sockets;

namespace Nq72.Testing;

/// <summary>Loopback ports for programs that cannot be told to take any.</summary>
public static class FreePort
{
    /// <summary>A port that was free a moment ago. Whoever can listen on port 0 should rather do that.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
