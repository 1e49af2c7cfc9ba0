using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts.People;

/// <summary>Reads people. An installation has hundreds at most: they are read whole and looked through here, so that both databases find alike.</summary>
public sealed class PersonQueries(CmsDb db, TimeProvider clock)
{
    /// <summary>How many keys a cursor of this list holds.</summary>
    public const int CursorKeys = 1;

    /// <summary>People by user name.</summary>
    /// <param name="text">Words of name, user name, address, office or role, without regard to marks and case; null for all.</param>
    /// <param name="state">Only these; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Page<PersonView>> ListAsync(string? text, PersonState? state, PageRequest page, CancellationToken cancellationToken)
    {
        var words = Folded(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = (await ReadAsync(null, cancellationToken)).Where(person => state is null || person.State == state).Where(person => Has(person, words))
            .OrderBy(person => person.UserName, StringComparer.Ordinal);
        var rest = page.After is [var last] ? found.Where(person => string.CompareOrdinal(person.UserName, last) > 0) : found;
        return page.Cut([.. rest.Take(page.Limit + 1)], person => Cursor.Encode(person.UserName));
    }

    /// <summary>One person; null when there is none.</summary>
    public async Task<PersonView?> FindAsync(Guid id, CancellationToken cancellationToken) => (await ReadAsync(id, cancellationToken)).SingleOrDefault();

    private static bool Has(PersonView person, string[] words)
    {
        if (words.Length == 0)
            return true;
        var known = Folded(string.Join(' ', [person.DisplayName, person.UserName, person.Email, person.Unit, .. person.Roles]));
        return Array.TrueForAll(words, word => known.Contains(word, StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<PersonView>> ReadAsync(Guid? id, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var accounts = await db.Users.AsNoTracking().Where(account => id == null || account.Id == id).ToListAsync(cancellationToken);
        var roles = (await db.UserRoles.AsNoTracking().Where(held => id == null || held.UserId == id).Join(db.Roles, held => held.RoleId, role => role.Id, (held, role) => new { held.UserId, role.Name })
            .ToListAsync(cancellationToken)).ToLookup(held => held.UserId, held => held.Name!);
        var limits = (await db.GrantLimits.AsNoTracking().Where(limit => id == null || limit.AccountId == id).Join(db.UserRoles, limit => new { limit.AccountId, limit.RoleId }, held => new { AccountId = held.UserId, held.RoleId }, (limit, _) => limit)
            .Join(db.Roles, limit => limit.RoleId, role => role.Id, (limit, role) => new { limit.AccountId, role.Name, limit.Types, limit.Unit }).ToListAsync(cancellationToken))
            .ToLookup(limit => limit.AccountId, limit => new RoleLimit(limit.Name!, limit.Types.Split(' ', StringSplitOptions.RemoveEmptyEntries), limit.Unit));
        var since = now - Sessions.DeskSessions.Idle;
        var sessions = await db.AccountSessions.AsNoTracking().Where(session => (id == null || session.AccountId == id) && session.EndedAt == null && session.SeenAt > since)
            .GroupBy(session => session.AccountId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        var passkeys = await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(passkey => id == null || passkey.UserId == id)
            .GroupBy(passkey => passkey.UserId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        return accounts.ConvertAll(account => new PersonView(
            account.Id, account.UserName!, account.DisplayName, account.Email, account.CreatedAt, account.Unit, [.. roles[account.Id].Order(StringComparer.Ordinal)], [.. limits[account.Id].OrderBy(limit => limit.Role, StringComparer.Ordinal)], account.StateAt(now), account.LastSignInAt,
            account.LockoutEnd > now ? account.LockoutEnd : null, account.CodeSecret is not null, passkeys.GetValueOrDefault(account.Id), sessions.GetValueOrDefault(account.Id)));
    }

    // as people type in a hurry: without marks, and đ as d
    private static string Folded(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)).ToLowerInvariant().Replace('đ', 'd');
}
