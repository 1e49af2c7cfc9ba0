using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Notices.Messages;

/// <summary>Who is told of what: accounts with a mail address whose roles hold the notice's scope, or every scope.</summary>
public sealed class NoticeRecipients(CmsDb db)
{
    /// <summary>Everybody who has a mail address, with what they may do.</summary>
    public async Task<IReadOnlyList<NoticeRecipient>> ReadAsync(CancellationToken cancellationToken)
    {
        var held = await db.Users.AsNoTracking().Where(account => account.Email != null && account.Email != "" && account.DisabledAt == null)
            .Join(db.Set<IdentityUserRole<Guid>>(), account => account.Id, held => held.UserId, (account, held) => new { account.Id, account.UserName, account.DisplayName, account.Email, held.RoleId })
            .Join(db.Roles, pair => pair.RoleId, role => role.Id, (pair, role) => new { pair.Id, pair.UserName, pair.DisplayName, pair.Email, role.Scopes })
            .ToListAsync(cancellationToken);
        return [.. held.GroupBy(row => row.Id).Select(rows => new NoticeRecipient(
            rows.Key, rows.First().UserName!, rows.First().DisplayName, rows.First().Email!,
            rows.SelectMany(row => row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal)))];
    }
}

/// <summary>A person who can be told.</summary>
public sealed record NoticeRecipient(Guid AccountId, string UserName, string DisplayName, string Address, IReadOnlySet<string> Held)
{
    /// <summary>Whether the person can do something about it, by the rule of the policies: the scope itself, or every one.</summary>
    public bool CanHelp(Notice notice) => Held.Contains(notice.Scope) || Held.Contains(Scopes.Admin);
}
