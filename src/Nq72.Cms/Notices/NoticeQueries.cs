using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Notices;

/// <summary>Reads notices.</summary>
public sealed class NoticeQueries(CmsDb db)
{
    /// <summary>Notices, the last to become more first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="page">Which page.</param>
    /// <param name="language">The language of what they say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Page<NoticeView>> ListAsync(NoticeFilter filter, PageRequest page, string language, CancellationToken cancellationToken)
    {
        var rows = filter.State is { } state ? db.Set<Notice>().AsNoTracking().Where(notice => notice.State == state) : db.Set<Notice>().AsNoTracking().Where(notice => notice.State != NoticeState.Resolved);
        if (filter.Kind is { } kind)
            rows = rows.Where(notice => notice.Kind == kind);
        if (filter.UnreadBy is { } person)
            rows = Unread(rows, person);
        if (page.After is [var instant, var id] && long.TryParse(instant, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && Guid.TryParse(id, out var last))
        {
            var at = Instants.FromMicroseconds(microseconds);
            rows = rows.Where(notice => notice.LastAt < at || (notice.LastAt == at && notice.Id.CompareTo(last) < 0));
        }

        var found = await rows.OrderByDescending(notice => notice.LastAt).ThenByDescending(notice => notice.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return page.Cut([.. found.Select(notice => NoticeView.Of(notice, language))], view => Cursor.Encode(view.LastAt.ToMicroseconds().ToString(CultureInfo.InvariantCulture), view.Id.ToString("D")));
    }

    /// <summary>How many open ones a person can help with and has not read.</summary>
    public Task<int> CountUnreadAsync(Actor person, CancellationToken cancellationToken) =>
        Unread(db.Set<Notice>().Where(notice => notice.State == NoticeState.Open), person).CountAsync(cancellationToken);

    /// <summary>Which of these a person has not read since they last became more; the resolved ones are none.</summary>
    public async Task<IReadOnlySet<Guid>> UnreadAsync(IReadOnlyCollection<Guid> ids, Actor person, CancellationToken cancellationToken) =>
        (await Unread(db.Set<Notice>().Where(notice => ids.Contains(notice.Id) && notice.State != NoticeState.Resolved), person with { Scopes = Scopes.All }).Select(notice => notice.Id).ToListAsync(cancellationToken)).ToHashSet();

    // of the person's scopes: what they can do nothing about is not theirs to have read
    private IQueryable<Notice> Unread(IQueryable<Notice> notices, Actor person)
    {
        var scopes = Scopes.All.Where(person.May).ToList();
        return notices.Where(notice => scopes.Contains(notice.Scope)
            && !db.Set<NoticeRead>().Any(read => read.Person == person.Id && read.NoticeId == notice.Id && read.ReadAt >= notice.LastAt));
    }

    /// <summary>The same by how much they weigh; those of which there is none are missing.</summary>
    public async Task<IReadOnlyDictionary<NoticeSeverity, int>> CountOpenBySeverityAsync(CancellationToken cancellationToken) =>
        await db.Set<Notice>().Where(notice => notice.State == NoticeState.Open).GroupBy(notice => notice.Severity).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
}

/// <summary>A notice as it is read, in the reader's language.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What is the matter, stable.</param>
/// <param name="Severity"><c>bad</c> or <c>warn</c>.</param>
/// <param name="State"><c>open</c>, <c>seen</c> or <c>resolved</c>.</param>
/// <param name="Scope">Scope of those who can do something about it.</param>
/// <param name="Subject"><c>channel/destination</c>, or a release's id.</param>
/// <param name="Title">What is the matter, in words.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Code">Code of a preflight's finding, where there is one.</param>
/// <param name="Count">How many deliveries or findings it stands for.</param>
/// <param name="FirstAt">When it was first seen by the program.</param>
/// <param name="LastAt">When it last became more.</param>
/// <param name="SeenAt">When a person took note of it.</param>
/// <param name="SeenBy">Who did.</param>
/// <param name="ResolvedAt">When its cause was gone.</param>
/// <param name="Link">The desk's page about it.</param>
/// <param name="SentAt">When it was last told by mail or webhook.</param>
/// <param name="SendFailed">Who could not be told, and why, once that was given up: <c>mail lan: …</c> or <c>webhook: …</c>.</param>
public sealed record NoticeView(
    Guid Id, NoticeKind Kind, NoticeSeverity Severity, NoticeState State, string Scope, string Subject, string Title, string Remedy, string? Code, int Count,
    DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset? SeenAt, string? SeenBy, DateTimeOffset? ResolvedAt, string Link, DateTimeOffset? SentAt, string? SendFailed)
{
    internal static NoticeView Of(Notice notice, string language) => new(
        notice.Id, notice.Kind, notice.Severity, notice.State, notice.Scope, notice.Subject, NoticeWords.Title(notice).In(language), NoticeWords.Remedy(notice).In(language), notice.Code, notice.Count,
        notice.FirstAt, notice.LastAt, notice.SeenAt, notice.SeenBy, notice.ResolvedAt, NoticeWords.Link(notice),
        notice.SentAt, notice.SendFailed);
}
