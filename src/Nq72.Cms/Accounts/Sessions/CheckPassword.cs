using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts.Sessions;

/// <summary>
/// Whether name and password are those of somebody who may come in. Unknown, wrong, invited, closed and resting accounts are answered alike, after the work of
/// one password; <see cref="AccountOptions.TriesBeforeRest"/> wrong ones in a row make an account rest.
/// </summary>
public sealed class CheckPassword(CmsDb db, UnitOfWork unitOfWork, IPasswordHasher<Account> hasher, ILookupNormalizer normalizer, AuditRecorder audit, TimeProvider clock)
{
    // of no account: what is held against it costs as much as against a real one
    private static readonly Account Nobody = new();
    private static string? nobodysHash;

    /// <summary>The account; null whatever the reason.</summary>
    public async Task<Account?> RunAsync(string name, string password, string? address, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeName(name);
        var account = await db.Users.AsNoTracking().FirstOrDefaultAsync(row => row.NormalizedUserName == normalized, cancellationToken);
        if (account?.StateAt(clock.Now()) is not PersonState.Active)
        {
            Verify(Nobody, nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()), password);
            return null;
        }

        var isRight = Verify(account, account.PasswordHash!, password);
        await NoteAsync(account, isRight, address, cancellationToken);
        return isRight ? account : null;
    }

    /// <summary>Whether it is the password of a person who is at the desk already. Wrong ones count as at the sign-in.</summary>
    public async Task<bool> IsOwnAsync(Guid accountId, string? password, string? address, CancellationToken cancellationToken) =>
        await db.Users.AsNoTracking().Where(row => row.Id == accountId).Select(row => row.UserName).FirstOrDefaultAsync(cancellationToken) is { } name
        && await RunAsync(name, password ?? "", address, cancellationToken) is not null;

    /// <summary>Notes a try: a right one clears the count, a wrong one adds to it and may make the account rest.</summary>
    internal async Task NoteAsync(Account account, bool isRight, string? address, CancellationToken cancellationToken)
    {
        if (isRight && account.AccessFailedCount == 0)
            return;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var mine = db.Users.Where(row => row.Id == account.Id);
        await mine.ExecuteUpdateAsync(row => row.SetProperty(kept => kept.AccessFailedCount, kept => isRight ? 0 : kept.AccessFailedCount + 1), cancellationToken);
        DateTimeOffset? until = clock.Now() + AccountOptions.Rest;
        if (!isRight && await mine.Where(row => row.AccessFailedCount >= AccountOptions.TriesBeforeRest)
            .ExecuteUpdateAsync(row => row.SetProperty(kept => kept.AccessFailedCount, 0).SetProperty(kept => kept.LockoutEnd, until), cancellationToken) > 0)
            audit.Record(Actor.System with { Address = address }, "account.lock", "account", account.Id.ToString(), new { account.UserName, until });
        await work.CommitAsync(cancellationToken);
    }

    private bool Verify(Account account, string hash, string password) => hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed;
}
