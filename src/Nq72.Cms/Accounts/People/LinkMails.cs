using System.Globalization;
using Microsoft.Extensions.Options;
using MimeKit;
using Nq72.Cms.Platform.Mail;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Accounts.People;

/// <summary>Sends a link to the person it is for. Thread-safe.</summary>
public sealed class LinkMails(MailOut mail, IOptions<SmtpOptions> smtp, InstallationOptions installation, ILogger<LinkMails> log)
{
    /// <summary>The page that a link opens.</summary>
    public const string Path = "/admin/link/";

    /// <summary>Whether there is a mail server; never in a rehearsal.</summary>
    public bool CanSend => smtp.Value.IsOn && !installation.IsRehearsal;

    /// <summary>The whole address of a link.</summary>
    public string Address(string secret) => $"{installation.PublicUrl}{Path}{secret}";

    /// <summary>Sends the link and says what became of it.</summary>
    public async Task<LinkMail> SendAsync(Account account, string secret, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        if (!CanSend)
            return LinkMail.NotConfigured;
        if (string.IsNullOrEmpty(account.Email))
            return LinkMail.NoAddress;
        using var message = Compose(account, Address(secret), expiresAt);
        if (await mail.SendAsync(message, cancellationToken) is not { } failure)
            return LinkMail.Sent;
        log.LogWarning("The mail with a link for the account {Account} could not be sent: {Reason} {Detail}", account.Id, failure.Words, failure.Detail);
        return LinkMail.Failed;
    }

    private MimeMessage Compose(Account account, string url, DateTimeOffset expiresAt)
    {
        var invites = account.PasswordHash is null;
        var until = TimeZoneInfo.ConvertTime(expiresAt, installation.Zone).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);
        var body = invites
            ? $"Chào {account.DisplayName},\n\nBạn được mời vào bàn biên tập Nq72. Tên đăng nhập của bạn: {account.UserName}\nMở liên kết sau để chọn mật khẩu; liên kết dùng một lần, đến {until}:\n\n{url}\n\nNếu bạn không chờ thư này, hãy bỏ qua nó.\n"
            : $"Chào {account.DisplayName},\n\nCó người xin đặt lại mật khẩu của tài khoản {account.UserName}. Mở liên kết sau để chọn mật khẩu mới; liên kết dùng một lần, đến {until}:\n\n{url}\n\nNếu không phải bạn xin, hãy bỏ qua thư này: mật khẩu vẫn như cũ.\n";
        var message = new MimeMessage { Subject = invites ? "[Nq72] Mời vào bàn biên tập" : "[Nq72] Đặt lại mật khẩu", Body = new TextPart("plain") { Text = body } };
        message.To.Add(new MailboxAddress(account.DisplayName, account.Email!));
        // RFC 3834: no holiday answers
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
