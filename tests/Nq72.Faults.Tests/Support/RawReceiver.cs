using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nq72.Faults.Tests.Support;

/// <summary>A receiver below HTTP: it reads whole requests and writes back whatever bytes it is told, or none. Thread-safe.</summary>
internal sealed class RawReceiver : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closed = new();
    private readonly List<string> keys = [];
    private readonly Task accepting;

    public RawReceiver()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Url => new($"http://{listener.LocalEndpoint}/");

    /// <summary>What is written back to the nth request, counted from 1, before the connection is closed or kept.</summary>
    public Func<int, RawAnswer> Script { get; set; } = _ => RawAnswer.Ok;

    /// <summary>The idempotency keys of the requests, in the order of arrival.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (keys)
                return [.. keys];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        listener.Dispose();
        await accepting;
        closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(closed.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            while (await ReadAsync(reader) is { } key)
            {
                int number;
                lock (keys)
                {
                    keys.Add(key);
                    number = keys.Count;
                }

                var answer = Script(number);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(answer.Bytes), closed.Token);
                if (answer.Close)
                    return;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // the other side has gone, or the test is over
        }
    }

    private async Task<string?> ReadAsync(StreamReader reader)
    {
        var (key, length) = ("", 0);
        for (var line = await reader.ReadLineAsync(closed.Token); line is { Length: > 0 }; line = await reader.ReadLineAsync(closed.Token))
        {
            if (line.StartsWith("webhook-id:", StringComparison.OrdinalIgnoreCase))
                key = line.Split(':')[1].Trim();
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line.Split(':')[1].Trim(), System.Globalization.CultureInfo.InvariantCulture);
        }

        if (key.Length == 0)
            return null;
        var body = new char[length];
        return await reader.ReadBlockAsync(body, closed.Token) == length ? key : null;
    }
}

/// <summary>What goes back over the wire.</summary>
/// <param name="Bytes">As Latin-1; may be half an answer, two, or none.</param>
/// <param name="Close">Whether the connection is closed after that.</param>
internal sealed record RawAnswer(string Bytes, bool Close)
{
    public static readonly RawAnswer Ok = new("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Close: false);
}
