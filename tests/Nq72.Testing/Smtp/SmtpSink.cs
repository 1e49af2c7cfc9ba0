using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Nq72.Testing.Smtp;

/// <summary>
/// A mail server that keeps what it is given: real SMTP (RFC 5321) over TCP on a loopback port; with a certificate it offers STARTTLS (RFC 3207)
/// or speaks TLS from the first byte. It can be stopped and started again on the same port. Thread-safe.
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

    private readonly X509Certificate2? certificate;
    private readonly bool tlsFromTheFirstByte;

    private SmtpSink(X509Certificate2? certificate, bool tlsFromTheFirstByte) => (this.certificate, this.tlsFromTheFirstByte) = (certificate, tlsFromTheFirstByte);

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
    /// <param name="certificate">What it shows for TLS; null: it speaks in the clear only.</param>
    /// <param name="tlsFromTheFirstByte">Whether it begins with TLS instead of offering STARTTLS.</param>
    public static SmtpSink Listening(X509Certificate2? certificate = null, bool tlsFromTheFirstByte = false)
    {
        var sink = new SmtpSink(certificate, tlsFromTheFirstByte);
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
                Stream stream = client.GetStream();
                if (tlsFromTheFirstByte)
                    stream = await SecureAsync(stream, cancellationToken);
                if (await TalkAsync(stream, "220 sink.test ESMTP", offersTls: certificate is not null && !tlsFromTheFirstByte, cancellationToken))
                    await TalkAsync(await SecureAsync(stream, cancellationToken), null, offersTls: false, cancellationToken);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or AuthenticationException)
            {
                // cut off, as by a server that dies, or by a client that does not trust it
            }
        }
    }

    private async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
        return secured;
    }

    // true when the client asked for TLS and was told to begin
    private async Task<bool> TalkAsync(Stream stream, string? greeting, bool offersTls, CancellationToken cancellationToken)
    {
        // Latin-1 keeps every byte as it is
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        await using var writer = new StreamWriter(stream, Encoding.Latin1, leaveOpen: true) { AutoFlush = true, NewLine = "\r\n" };
        if (greeting is not null)
            await writer.WriteLineAsync(greeting.AsMemory(), cancellationToken);
        var (from, to) = ("", new List<string>());
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            var answer = "250 OK";
            if (verb == "EHLO")
                answer = $"250-sink.test\r\n250-8BITMIME\r\n{(offersTls ? "250-STARTTLS\r\n" : "")}250 AUTH PLAIN";
            else if (verb == "STARTTLS" && offersTls)
                answer = "220 Begin";
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
                Keep(new ReceivedMail(from, to, data) { IsEncrypted = stream is SslStream });
            }
            else if (verb == "QUIT")
                answer = "221 Bye";

            await writer.WriteLineAsync(answer.AsMemory(), cancellationToken);
            if (verb == "QUIT")
                return false;
            if (verb == "STARTTLS" && offersTls)
                return true;
        }

        return false;
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
