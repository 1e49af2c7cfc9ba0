using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Nq72.Cms.Platform.Mail;

/// <summary>Hands one mail to the mail server. Its address is the administrator's own setting, and may well be a private one. Thread-safe.</summary>
public sealed class MailOut(IOptions<SmtpOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Null when the server took it.</summary>
    public async Task<SendFailure?> SendAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (settings.Sender is not { } sender)
            return SendFailure.NotConfigured;
        mail.From.Add(sender);
        using var waited = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waited.Token, cancellationToken);
        // revocation is not asked for, as on the channels: a list that cannot be reached would keep every mail back
        using var client = new SmtpClient { CheckCertificateRevocation = false, Timeout = (int)Patience.TotalMilliseconds };
        if (settings.TrustedRoots.Length > 0)
            client.ServerCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(settings.TrustedRoots, certificate, chain, errors);
        try
        {
            await client.ConnectAsync(settings.Host, settings.PortNumber, Protection(settings), either.Token);
            if (settings.User.Length > 0)
                await client.AuthenticateAsync(settings.User, settings.Password, either.Token);
            await client.SendAsync(mail, either.Token);
        }
        catch (OperationCanceledException) when (waited.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new("timeout", false);
        }
        catch (Exception exception) when (Explain(exception) is { } failure)
        {
            return failure;
        }

        try
        {
            await client.DisconnectAsync(quit: true, either.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ProtocolException or OperationCanceledException or CommandException)
        {
            // the mail was taken; a farewell that fails must not send it twice
        }

        return null;
    }

    // a certificate for another name, or none, is nothing that a root could heal
    private static bool IsTrusted(string rootsFile, X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 theirs)
            return errors == SslPolicyErrors.None;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(rootsFile);
        for (var place = 0; place < sent?.ChainElements.Count; place++)
            chain.ChainPolicy.ExtraStore.Add(sent.ChainElements[place].Certificate);
        return chain.Build(theirs);
    }

    private static SecureSocketOptions Protection(SmtpOptions settings) => settings.Protection switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private static SendFailure? Explain(Exception exception) => exception switch
    {
        // this person's address is refused for good; everything else somebody may repair
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused => new($"{(int)refused.StatusCode} recipientRefused", (int)refused.StatusCode >= 500) { Detail = refused.Message },
        SmtpCommandException refused => new($"{(int)refused.StatusCode} refused", false) { Detail = refused.Message },
        MailKit.Security.AuthenticationException => new("authenticationFailed", false),
        SslHandshakeException { ServerCertificate: not null } => new("badCertificate", false),
        SslHandshakeException or System.Security.Authentication.AuthenticationException => new("tlsFailed", false),
        NotSupportedException => new($"notSupported: {exception.Message}", false),
        SocketException or IOException or TimeoutException => new($"connectionFailed: {exception.Message}", false),
        ProtocolException => new($"invalidAnswer: {exception.Message}", false),
        _ => null,
    };
}

/// <summary>Why a message did not go.</summary>
/// <param name="Words">A code, and what was said; never an address or a secret.</param>
/// <param name="IsFinal">Whether trying again is of no use.</param>
public sealed record SendFailure(string Words, bool IsFinal)
{
    public static readonly SendFailure NotConfigured = new("notConfigured", false);

    /// <summary>The server's own words, for the log: they may repeat an address.</summary>
    public string? Detail { get; init; }
}
