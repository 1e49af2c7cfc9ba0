using System.Globalization;
using System.Text;
using System.Text.Json;
using MimeKit;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Notices.Messages;

/// <summary>What goes out: of a notice its title, its remedy and its link. Nothing of any item's text, and nothing secret.</summary>
internal static class MessageText
{
    private const string Language = "vi";

    /// <summary>One mail to one person about everything there is to tell now.</summary>
    public static MimeMessage Mail(NoticeRecipient person, IReadOnlyList<Notice> notices, Guid id, string publicUrl)
    {
        var views = notices.Select(notice => NoticeView.Of(notice, Language)).ToList();
        var body = new StringBuilder(views.Count == 1 ? "Một việc không diễn ra như đã hẹn:\n" : $"{views.Count} việc không diễn ra như đã hẹn:\n");
        foreach (var view in views)
            body.Append(CultureInfo.InvariantCulture, $"\n- {view.Title}\n  Việc cần làm: {view.Remedy}\n  {publicUrl}{view.Link}\n");
        body.Append(CultureInfo.InvariantCulture, $"\nMọi thông báo: {publicUrl}/admin/notices\n\nThư do Nq72 tự gửi tới những người xử lý được việc này.\n");
        var mail = new MimeMessage
        {
            Subject = views.Count == 1 ? $"[Nq72] {views[0].Title}" : $"[Nq72] {views.Count} việc cần người xử lý: {views[0].Title}; …",
            Body = new TextPart("plain") { Text = body.ToString() },
            // the same at every attempt, so that mailboxes can tell repeats
            MessageId = $"{id:N}@{(Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) ? url.IdnHost : "nq72")}",
        };
        mail.To.Add(new MailboxAddress(person.DisplayName, person.Address));
        // RFC 3834: no holiday answers
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>The webhook's body.</summary>
    public static byte[] Webhook(NoticeMessage message, Notice notice, string publicUrl)
    {
        var view = NoticeView.Of(notice, Language);
        return JsonSerializer.SerializeToUtf8Bytes(
            new NoticePost(
                message.Event == NoticeEvent.Opened ? "notice.opened" : "notice.closed", message.CreatedAt,
                new(view.Id, view.Kind, view.Severity, view.Scope, view.Title, view.Remedy, publicUrl + view.Link, view.Code, view.Count)),
            Json.Options);
    }
}

/// <summary>The body of the webhook of notices, in the form of Standard Webhooks.</summary>
/// <param name="Type"><c>notice.opened</c> (also when it became more) or <c>notice.closed</c>.</param>
/// <param name="Timestamp">When it was noticed.</param>
/// <param name="Data">The notice as it is when it is sent.</param>
internal sealed record NoticePost(string Type, DateTimeOffset Timestamp, NoticePostData Data);

/// <summary>A notice in a webhook; the members are those of <see cref="NoticeView"/>, the link with the public address.</summary>
internal sealed record NoticePostData(Guid Id, NoticeKind Kind, NoticeSeverity Severity, string Scope, string Title, string Remedy, string Link, string? Code, int Count);
