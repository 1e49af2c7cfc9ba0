using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Nq72.Cms.Platform.Mail;

/// <summary>Settings of the mail server. As written, so that what is wrong with them can be said in words.</summary>
public sealed class SmtpOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Smtp";

    /// <summary>The server; empty: no mail at all.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port, 1 to 65535; default 587.</summary>
    public string Port { get; set; } = "587";

    /// <summary><c>StartTls</c> (default; refused when the server cannot), <c>Tls</c> from the first byte, or <c>None</c>.</summary>
    public string Security { get; set; } = nameof(SmtpSecurity.StartTls);

    /// <summary>A PEM file of certificates that the server's may go back to, beside those that the machine trusts; empty: only the machine's.</summary>
    public string TrustedRoots { get; set; } = "";

    /// <summary>Name to sign in with; empty: nobody signs in.</summary>
    public string User { get; set; } = "";

    /// <summary>Its password.</summary>
    public string Password { get; set; } = "";

    /// <summary>The sender: an address, or <c>name &lt;address&gt;</c>.</summary>
    public string From { get; set; } = "";

    internal bool IsOn => Host.Length > 0;

    internal int PortNumber => int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    internal SmtpSecurity? Protection => Enum.TryParse<SmtpSecurity>(Security, ignoreCase: true, out var found) && Enum.IsDefined(found) && !char.IsAsciiDigit(Security[0]) ? found : null;

    internal MailboxAddress? Sender => MailboxAddress.TryParse(From, out var found) && found.Address.IndexOf('@', StringComparison.Ordinal) > 0 ? found : null;
}

/// <summary>How the way to the mail server is protected.</summary>
internal enum SmtpSecurity
{
    /// <summary>In the clear at first, then encrypted; a server that cannot is refused.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,

    /// <summary>Not at all: for a relay on the same machine.</summary>
    None,
}

/// <summary>Says at the start what would keep mail from going.</summary>
internal sealed class SmtpOptionsCheck : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        var failures = new List<string>();
        if (options.PortNumber is < 1 or > 65535)
            failures.Add($"Nq72:Smtp:Port '{options.Port}' không phải cổng từ 1 đến 65535 (is not a port from 1 to 65535).");
        if (options.Protection is null)
            failures.Add($"Nq72:Smtp:Security là StartTls, Tls hoặc None, không phải '{options.Security}' (is StartTls, Tls or None).");
        if (options.IsOn && options.Sender is null)
            failures.Add($"Nq72:Smtp:From '{options.From}' không phải địa chỉ thư (is not a mail address).");
        if (options.IsOn && options.TrustedRoots.Length > 0 && !HoldsCertificates(options.TrustedRoots))
            failures.Add($"Nq72:Smtp:TrustedRoots '{options.TrustedRoots}' không phải tệp chứng thư PEM đọc được (is not a PEM file of certificates that can be read).");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool HoldsCertificates(string file)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(file);
            return found.Count > 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }
}
