using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.Platform.Mail;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Notices.Messages;

/// <summary>Writes what is to be told, inside the transaction of the sweep that noticed it.</summary>
public sealed class QueueMessages(CmsDb db, NoticeRecipients recipients, IOptions<NoticeOptions> options, IOptions<SmtpOptions> smtp, InstallationOptions installation)
{
    /// <summary>Between two messages about one subject to one receiver: counts that grow by the second, and circuits that flap, are no flood.</summary>
    internal static readonly TimeSpan Quiet = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Adds the rows; the caller saves. Nothing where neither mail nor webhook is set, and never in a rehearsal.</summary>
    public async Task TellAsync(IReadOnlyList<NoticeNews> news, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (news.Count == 0 || installation.IsRehearsal || (!smtp.Value.IsOn && !options.Value.Webhook.IsOn))
            return;
        var topics = news.Select(one => TopicOf(one.Notice)).Distinct(StringComparer.Ordinal).ToList();
        var since = now - Quiet;
        var earlier = await db.Set<NoticeMessage>().AsNoTracking()
            .Where(message => topics.Contains(message.Topic) && (message.State == NoticeMessageState.Waiting || message.SettledAt > since)).ToListAsync(cancellationToken);
        var people = smtp.Value.IsOn ? await recipients.ReadAsync(cancellationToken) : [];
        foreach (var (notice, what) in news)
        {
            if (options.Value.Webhook.IsOn)
                Add(notice, what, NoticeWay.Webhook, null, earlier, now);
            if (what != NoticeEvent.Opened)
                continue;
            foreach (var person in people.Where(person => person.CanHelp(notice)))
                Add(notice, what, NoticeWay.Mail, person.AccountId, earlier, now);
        }

        var old = now - Kept;
        await db.Set<NoticeMessage>().Where(message => message.SettledAt < old).ExecuteDeleteAsync(cancellationToken);
    }

    private static string TopicOf(Notice notice) => $"{notice.Kind}:{notice.Subject}";

    private void Add(Notice notice, NoticeEvent what, NoticeWay way, Guid? account, List<NoticeMessage> earlier, DateTimeOffset now)
    {
        var topic = TopicOf(notice);
        var before = earlier.Where(message => message.Way == way && message.AccountId == account && message.Event == what && message.Topic == topic).ToList();
        // one that waits says what is the matter when it goes, which is this too
        if (before.Exists(message => message.NoticeId == notice.Id && message is { State: NoticeMessageState.Waiting, LeaseUntil: null }))
            return;
        // only what was told, or is on its way, asks for quiet: what waits for its own quiet must not push the next one further off
        var told = before.Where(message => message.State == NoticeMessageState.Sent || message.LeaseUntil > now).Select(message => message.SettledAt ?? now).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        notice.SendFailed = null;
        db.Add(new NoticeMessage
        {
            Id = Guid.CreateVersion7(now), NoticeId = notice.Id, Topic = topic, Way = way, Event = what, AccountId = account, CreatedAt = now,
            DueAt = told > now - Quiet ? told + Quiet : now,
        });
    }
}

/// <summary>Something to tell.</summary>
public sealed record NoticeNews(Notice Notice, NoticeEvent Event);
