using System.Net;
using System.Net.Sockets;

namespace Nq72.Testing;

/// <summary>Loopback ports for programs that cannot be told to take any.</summary>
public static class FreePort
{
    // below those that Linux gives to outgoing connections: one of these would take the port while the program is down
    private const int First = 16384;
    private const int Last = 32767;

    /// <summary>A port that was free a moment ago. Whoever can listen on port 0 should rather do that.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last + 1);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken: another one
            }
        }
    }
}
