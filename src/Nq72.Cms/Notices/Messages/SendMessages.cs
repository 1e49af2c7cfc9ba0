using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;
using Nq72.Cms.Platform.Mail;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Notices.Messages;

/// <summary>
/// Sends what waits. A message is claimed for a time before it goes, so nodes do not send the same; one whose node died goes again: at least
/// once. What fails is tried again by a ladder, ten times and not after 24 hours; then the notice says that it could not be told.
/// </summary>
public sealed class SendMessages
{
    internal const int MaxAttempts = 10;
    internal static readonly TimeSpan GivenUpAfter = TimeSpan.FromHours(24);

    // longer than one sending may take
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly int[] LadderMinutes = [1, 2, 5, 10, 30, 60, 120, 240, 480];

    private readonly CmsDb db;
    private readonly UnitOfWork unitOfWork;
    private readonly NoticeRecipients recipients;
    private readonly MailOut mail;
    private readonly SignedPost post;
    private readonly NoticeWebhookOptions webhook;
    private readonly InstallationOptions installation;
    private readonly TimeProvider clock;
    private readonly ILogger<SendMessages> log;

    internal SendMessages(
        CmsDb db, UnitOfWork unitOfWork, NoticeRecipients recipients, MailOut mail, SignedPost post, IOptions<NoticeOptions> options, InstallationOptions installation, TimeProvider clock, ILogger<SendMessages> log)
    {
        (this.db, this.unitOfWork, this.recipients, this.mail, this.post) = (db, unitOfWork, recipients, mail, post);
        (webhook, this.installation, this.clock, this.log) = (options.Value.Webhook, installation, clock, log);
    }

    /// <summary>Sends everything that is due this way. Returns how many messages were tried or settled.</summary>
    public async Task<int> RunAsync(NoticeWay way, CancellationToken cancellationToken)
    {
        if (installation.IsRehearsal)
            return 0;
        var count = 0;
        while (await ClaimAsync(way, cancellationToken) is { Count: > 0 } mine)
        {
            await SendAsync(mine, cancellationToken);
            count += mine.Count;
        }

        return count;
    }

    // everything for one person at a time, which is one mail; a post at a time
    internal async Task<List<NoticeMessage>> ClaimAsync(NoticeWay way, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var due = db.Set<NoticeMessage>().Where(message => message.Way == way && message.State == NoticeMessageState.Waiting && message.DueAt <= now && (message.LeaseUntil == null || message.LeaseUntil <= now));
        // ids in the order in which they were written: what was opened goes before it is closed
        if (await due.OrderBy(message => message.CreatedAt).ThenBy(message => message.Id).Select(message => new { message.Id, message.AccountId }).FirstOrDefaultAsync(cancellationToken) is not { } first)
            return [];
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        Guid? lease = Guid.NewGuid();
        DateTimeOffset? until = now + Lease;
        var wanted = way == NoticeWay.Mail ? due.Where(message => message.AccountId == first.AccountId) : due.Where(message => message.Id == first.Id);
        await wanted.ExecuteUpdateAsync(
            row => row.SetProperty(message => message.LeasedBy, lease).SetProperty(message => message.LeaseUntil, until).SetProperty(message => message.Attempts, message => message.Attempts + 1),
            cancellationToken);
        var mine = await db.Set<NoticeMessage>().AsNoTracking().Where(message => message.LeasedBy == lease).OrderBy(message => message.CreatedAt).ThenBy(message => message.Id).ToListAsync(cancellationToken);
        await work.CommitAsync(cancellationToken);
        return mine;
    }

    private async Task SendAsync(List<NoticeMessage> mine, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var ids = mine.Select(message => message.NoticeId).ToList();
        var notices = await db.Set<Notice>().AsNoTracking().Where(notice => ids.Contains(notice.Id)).ToDictionaryAsync(notice => notice.Id, cancellationToken);
        var person = mine[0].AccountId is { } account ? (await recipients.ReadAsync(cancellationToken)).FirstOrDefault(one => one.AccountId == account) : null;
        var fresh = new List<NoticeMessage>();
        foreach (var message in mine)
        {
            if (!await IsNeededAsync(message, notices.GetValueOrDefault(message.NoticeId), person, cancellationToken))
                await SettleAsync([message], NoticeMessageState.Withdrawn, null, person, cancellationToken);
            else if (message.Attempts > MaxAttempts || now - message.CreatedAt >= GivenUpAfter)
                await SettleAsync([message], NoticeMessageState.Failed, message.LastError ?? "tooLate", person, cancellationToken);
            else
                fresh.Add(message);
        }

        if (fresh.Count == 0)
            return;
        var failure = await CarryAsync(fresh, notices, person, cancellationToken);
        if (failure is null)
            await SettleAsync(fresh, NoticeMessageState.Sent, null, person, cancellationToken);
        else
            await PutOffAsync(fresh, failure, person, cancellationToken);
    }

    private async Task<bool> IsNeededAsync(NoticeMessage message, Notice? notice, NoticeRecipient? person, CancellationToken cancellationToken)
    {
        if (notice is null || (message.Way == NoticeWay.Mail && person?.CanHelp(notice) != true))
            return false;
        if (message.Event == NoticeEvent.Opened)
            return notice.State != NoticeState.Resolved;
        // who was never told that it opened, not even by an attempt that seemed to fail, need not hear that it closed
        return await db.Set<NoticeMessage>().AnyAsync(
            one => one.NoticeId == message.NoticeId && one.Way == message.Way && one.Event == NoticeEvent.Opened
                && (one.Attempts > 1 || (one.Attempts == 1 && one.State != NoticeMessageState.Withdrawn)),
            cancellationToken);
    }

    private async Task<SendFailure?> CarryAsync(List<NoticeMessage> messages, Dictionary<Guid, Notice> notices, NoticeRecipient? person, CancellationToken cancellationToken)
    {
        var first = messages[0];
        if (first.Way == NoticeWay.Mail)
        {
            if (!MailboxAddress.TryParse(person!.Address, out _))
                return new("addressInvalid", true);
            using var letter = MessageText.Mail(person, [.. messages.Select(message => notices[message.NoticeId]).DistinctBy(notice => notice.Id)], first.Id, installation.PublicUrl);
            return await mail.SendAsync(letter, cancellationToken);
        }

        if (!webhook.IsOn)
            return SendFailure.NotConfigured;
        var refused = await post.SendAsync(new Uri(webhook.Url), first.Id, MessageText.Webhook(first, notices[first.NoticeId], installation.PublicUrl), webhook.Secret, Patience, cancellationToken);
        return refused is null ? null : new($"{CodeOf(refused.Code)} {refused.Detail}".TrimEnd(), refused.IsFinal);
    }

    private static string CodeOf(DeliveryCode code) => JsonNamingPolicy.CamelCase.ConvertName($"{code}");

    private async Task PutOffAsync(List<NoticeMessage> messages, SendFailure failure, NoticeRecipient? person, CancellationToken cancellationToken)
    {
        var words = failure.Words.Length > NoticeMessageMapping.ErrorLength ? failure.Words[..NoticeMessageMapping.ErrorLength] : failure.Words;
        log.LogWarning("Notices could not be told by {Way}: {Reason}", messages[0].Way, failure.Detail ?? words);
        foreach (var message in messages)
        {
            var now = clock.Now();
            if (failure.IsFinal || message.Attempts >= MaxAttempts)
            {
                await SettleAsync([message], NoticeMessageState.Failed, words, person, cancellationToken);
                continue;
            }

            var next = now + TimeSpan.FromMinutes(LadderMinutes[Math.Min(message.Attempts, LadderMinutes.Length) - 1]);
            await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
            await Ours(message).ExecuteUpdateAsync(
                row => row.SetProperty(one => one.DueAt, next).SetProperty(one => one.LastError, words).SetProperty(one => one.LeasedBy, (Guid?)null).SetProperty(one => one.LeaseUntil, (DateTimeOffset?)null),
                cancellationToken);
            await work.CommitAsync(cancellationToken);
        }
    }

    private async Task SettleAsync(IReadOnlyList<NoticeMessage> messages, NoticeMessageState state, string? error, NoticeRecipient? person, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.Now();
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        foreach (var message in messages)
        {
            var settled = await Ours(message).ExecuteUpdateAsync(
                row => row.SetProperty(one => one.State, state).SetProperty(one => one.SettledAt, now).SetProperty(one => one.LastError, one => error ?? one.LastError)
                    .SetProperty(one => one.LeasedBy, (Guid?)null).SetProperty(one => one.LeaseUntil, (DateTimeOffset?)null),
                cancellationToken);
            if (settled == 0)
                continue;
            var notice = db.Set<Notice>().Where(one => one.Id == message.NoticeId);
            if (state == NoticeMessageState.Sent)
                await notice.ExecuteUpdateAsync(row => row.SetProperty(one => one.SentAt, now), cancellationToken);
            // people are named by their account: an address is nobody else's business
            var failed = person is null ? $"webhook: {error}" : $"mail {person.UserName}: {error}";
            if (state == NoticeMessageState.Failed)
                await notice.ExecuteUpdateAsync(row => row.SetProperty(one => one.SendFailed, failed), cancellationToken);
        }

        await work.CommitAsync(cancellationToken);
    }

    // a lease that another node took over in the meantime is theirs to settle
    private IQueryable<NoticeMessage> Ours(NoticeMessage message) => db.Set<NoticeMessage>().Where(one => one.Id == message.Id && one.LeasedBy == message.LeasedBy);
}
