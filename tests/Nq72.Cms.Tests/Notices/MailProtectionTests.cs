using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using MimeKit;
using Nq72.Cms.Platform.Mail;
using Nq72.Testing.Smtp;

namespace Nq72.Cms.Tests.Notices;

/// <summary>On the way to the mail server nobody reads along: TLS is asked for, and a server that cannot show who it is gets nothing.</summary>
public sealed class MailProtectionTests : IDisposable
{
    private readonly TemporaryFolder folder = new("nq72-mail-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Mail_goes_encrypted_to_a_server_whose_certificate_is_trusted(bool fromTheFirstByte)
    {
        using var certificate = MakeCertificate(IPAddress.Loopback);
        await using var sink = SmtpSink.Listening(certificate, fromTheFirstByte);

        Assert.Null(await SendAsync(sink, fromTheFirstByte, certificate));

        Assert.True(Assert.Single(sink.Mails).IsEncrypted);
        Assert.Equal("nq72 mat-khau", Assert.Single(sink.SignIns));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Server_whose_certificate_nobody_knows_gets_neither_mail_nor_password(bool fromTheFirstByte)
    {
        using var certificate = MakeCertificate(IPAddress.Loopback);
        using var another = MakeCertificate(IPAddress.Loopback);
        await using var sink = SmtpSink.Listening(certificate, fromTheFirstByte);

        Assert.Equal(new SendFailure("badCertificate", false), await SendAsync(sink, fromTheFirstByte, trusted: null));
        Assert.Equal(new SendFailure("badCertificate", false), await SendAsync(sink, fromTheFirstByte, another));

        Assert.Empty(sink.Mails);
        Assert.Empty(sink.SignIns);
    }

    [Fact]
    public async Task Certificate_for_another_name_is_refused_although_its_root_is_trusted()
    {
        using var certificate = MakeCertificate(IPAddress.Parse("192.0.2.1"));
        await using var sink = SmtpSink.Listening(certificate);

        Assert.Equal(new SendFailure("badCertificate", false), await SendAsync(sink, fromTheFirstByte: false, certificate));

        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task Server_that_offers_no_TLS_gets_nothing_where_it_is_asked_for()
    {
        await using var sink = SmtpSink.Listening();

        var failure = await SendAsync(sink, fromTheFirstByte: false, trusted: null);

        Assert.StartsWith("notSupported", failure?.Words, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
        Assert.Empty(sink.SignIns);
    }

    [Fact]
    public void Roots_that_cannot_be_read_are_told_at_the_start()
    {
        var options = new SmtpOptions { Host = "mail.example.vn", From = "a@nq72.test", TrustedRoots = folder.Combine("khong-co.pem") };
        Assert.Contains("khong-co.pem", Assert.Single(Check().Failures!), StringComparison.Ordinal);
        options.TrustedRoots = folder.Write("khong-phai.pem", "không phải chứng thư");
        Assert.True(Check().Failed);
        using var certificate = MakeCertificate(IPAddress.Loopback);
        options.TrustedRoots = folder.Write("ca.pem", certificate.ExportCertificatePem());
        Assert.True(Check().Succeeded);

        ValidateOptionsResult Check() => new SmtpOptionsCheck().Validate(null, options);
    }

    public void Dispose() => folder.Dispose();

    private Task<SendFailure?> SendAsync(SmtpSink sink, bool fromTheFirstByte, X509Certificate2? trusted)
    {
        var options = new SmtpOptions
        {
            Host = "127.0.0.1", Port = $"{sink.Port}", Security = fromTheFirstByte ? "Tls" : "StartTls", From = "Nq72 <bao.cao@nq72.test>", User = "nq72", Password = "mat-khau",
            TrustedRoots = trusted is null ? "" : folder.Write("ca.pem", trusted.ExportCertificatePem()),
        };
        var mail = new MimeMessage { Subject = "Thử", Body = new TextPart("plain") { Text = "Nội dung." } };
        mail.To.Add(new MailboxAddress("Lan", "lan@nq72.test"));
        return new MailOut(Options.Create(options), TimeProvider.System).SendAsync(mail, Token);
    }

    private static X509Certificate2 MakeCertificate(IPAddress address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=mail {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
