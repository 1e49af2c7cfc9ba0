using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nq72.Testing.Smtp;

/// <summary>
/// A mail server that keeps what it is given: real SMTP (RFC 5321) over TCP on a loopback port, without TLS. It can be stopped and started
/// again on the same port. Thread-safe.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly List<ReceivedMail> mails = [];
    private readonly List<string> signIns = [];
    private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TcpListener listener = new(IPAddress.Loopback, 0);
    private CancellationTokenSource stopped = new();
    private Task running = Task.CompletedTask;

    private SmtpSink()
    {
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>The answer to RCPT TO for an address, such as <c>550 No such mailbox</c>; null takes it. Takes everybody unless told otherwise.</summary>
    public Func<string, string?> Refuse { get; set; } = _ => null;

    /// <summary>What was taken up to now, in order.</summary>
    public IReadOnlyList<ReceivedMail> Mails
    {
        get
        {
            lock (gate)
                return [.. mails];
        }
    }

    /// <summary>The values of AUTH PLAIN that were given, decoded, with blanks for the zero bytes.</summary>
    public IReadOnlyList<string> SignIns
    {
        get
        {
            lock (gate)
                return [.. signIns];
        }
    }

    /// <summary>A sink that listens.</summary>
    public static SmtpSink Listening()
    {
        var sink = new SmtpSink();
        sink.Start();
        return sink;
    }

    /// <summary>Listens (again), on the same port.</summary>
    public void Start()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        stopped = new CancellationTokenSource();
        running = ListenAsync(listener, stopped.Token);
    }

    /// <summary>Stops listening: connections are refused until <see cref="Start"/>.</summary>
    public async Task StopAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        await running;
        stopped.Dispose();
    }

    /// <summary>Waits until at least so many mails were taken, and returns all of them.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> WaitForAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (mails.Count >= count)
                    return [.. mails];
                next = arrival.Task;
            }

            await next.WaitAsync(Patience, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ListenAsync(TcpListener on, CancellationToken cancellationToken)
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(TalkAsync(await on.AcceptTcpClientAsync(cancellationToken), cancellationToken));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                // Latin-1 keeps every byte as it is
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { AutoFlush = true, NewLine = "\r\n" };
                await writer.WriteLineAsync("220 sink.test ESMTP".AsMemory(), cancellationToken);
                var (from, to) = ("", new List<string>());
                while (await reader.ReadLineAsync(cancellationToken) is { } line)
                {
                    var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                    var answer = "250 OK";
                    if (verb == "EHLO")
                        answer = "250-sink.test\r\n250-8BITMIME\r\n250 AUTH PLAIN";
                    else if (verb == "AUTH")
                        answer = Authenticate(line);
                    else if (verb == "MAIL")
                        (from, to) = (AddressIn(line), []);
                    else if (verb == "RCPT")
                    {
                        if (Refuse(AddressIn(line)) is { } refusal)
                            answer = refusal;
                        else
                            to.Add(AddressIn(line));
                    }
                    else if (verb == "DATA")
                    {
                        await writer.WriteLineAsync("354 Go on".AsMemory(), cancellationToken);
                        var data = await ReadDataAsync(reader, cancellationToken);
                        Keep(new ReceivedMail(from, to, data));
                    }
                    else if (verb == "QUIT")
                        answer = "221 Bye";

                    await writer.WriteLineAsync(answer.AsMemory(), cancellationToken);
                    if (verb == "QUIT")
                        return;
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // cut off, as by a server that dies
            }
        }
    }

    private string Authenticate(string line)
    {
        lock (gate)
            signIns.Add(Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[^1])).Replace('\0', ' ').Trim());
        return "235 Welcome";
    }

    private void Keep(ReceivedMail mail)
    {
        TaskCompletionSource waiters;
        lock (gate)
        {
            mails.Add(mail);
            waiters = arrival;
            arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiters.SetResult();
    }

    private static async Task<byte[]> ReadDataAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line && line != ".")
            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return Encoding.Latin1.GetBytes(data.ToString());
    }

    private static string AddressIn(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
