using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts.People;

/// <summary>Makes and takes the links by which a person chooses a password: of an invitation, or of a reset.</summary>
public sealed class AccountLinks(
    CmsDb db, UnitOfWork unitOfWork, IPasswordHasher<Account> hasher, PasswordRules rules, DeskSessions sessions, AuditRecorder audit, IOptions<AccountOptions> options, TimeProvider clock)
{
    private const int SecretBytes = 24;

    /// <summary>Makes a link and ends the earlier ones of that account. Call it inside a unit of work; the answer is the only time the secret is seen.</summary>
    internal async Task<(string Secret, AccountLink Link)> MakeAsync(Account account, bool askedByPerson, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await db.AccountLinks.Where(link => link.AccountId == account.Id && link.EndedAt == null).ExecuteUpdateAsync(row => row.SetProperty(link => link.EndedAt, now), cancellationToken);
        await db.AccountLinks.Where(link => link.AccountId == account.Id && link.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var holds = TimeSpan.FromHours(account.PasswordHash is null ? options.Value.InvitationHours : options.Value.ResetHours);
        var made = new AccountLink { Id = Guid.CreateVersion7(now), AccountId = account.Id, Hash = Hash(secret), CreatedAt = now, ExpiresAt = now + holds, AskedByPerson = askedByPerson };
        db.AccountLinks.Add(made);
        return (secret, made);
    }

    /// <summary>Whose password a link sets; a 404 that says what to do when it sets none.</summary>
    public async Task<Outcome<Account>> FindAsync(string? secret, CancellationToken cancellationToken)
    {
        var (now, hash) = (clock.Now(), Hash(secret ?? ""));
        var found = await db.AccountLinks.AsNoTracking().Where(link => link.Hash == hash && link.EndedAt == null && link.ExpiresAt > now)
            .Join(db.Users, link => link.AccountId, account => account.Id, (_, account) => account).FirstOrDefaultAsync(account => account.DisabledAt == null, cancellationToken);
        return found is null ? NoSuchLink : found;
    }

    /// <summary>Sets the password and uses the link up. Ends what sessions there are: whoever had the old password is out.</summary>
    public async Task<Outcome<Account>> UseAsync(string? secret, string? password, string? repeated, string? address, CancellationToken cancellationToken)
    {
        var found = await FindAsync(secret, cancellationToken);
        if (!found.Succeeded)
            return found.Problem;
        if (rules.Check(found.Value, password) is { } wrong)
            return Problem.Invalid([wrong]);
        if (password != repeated)
            return Problem.Invalid("repeated", "passwordDiffers", "Hai lần gõ mật khẩu khác nhau.", "The two passwords differ.");
        var hashed = hasher.HashPassword(found.Value, password!);
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var (now, hash) = (clock.Now(), Hash(secret!));
        // of two at once the second finds it used
        if (await db.AccountLinks.Where(link => link.Hash == hash && link.EndedAt == null && link.ExpiresAt > now).ExecuteUpdateAsync(row => row.SetProperty(link => link.EndedAt, now), cancellationToken) == 0)
            return NoSuchLink;
        var account = await db.Users.FirstAsync(row => row.Id == found.Value.Id, cancellationToken);
        var action = account.PasswordHash is null ? "account.accept" : "account.resetPassword";
        SetPassword(account, hashed);
        (account.AccessFailedCount, account.LockoutEnd) = (0, null);
        await sessions.EndAllAsync(account.Id, null, cancellationToken);
        audit.Record(Person(account) with { Address = address }, action, "account", account.Id.ToString(), new { account.UserName });
        await work.CommitAsync(cancellationToken);
        return account;
    }

    /// <summary>Changes a person's own password. All their other sessions end.</summary>
    public async Task<Outcome<Done>> ChangeAsync(Guid id, string? password, string? repeated, Actor actor, CancellationToken cancellationToken)
    {
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } known)
            return Problem.NotFound("Không có tài khoản này.", "There is no such account.");
        if (rules.Check(known, password) is { } wrong)
            return Problem.Invalid([wrong]);
        if (password != repeated)
            return Problem.Invalid("repeated", "passwordDiffers", "Hai lần gõ mật khẩu khác nhau.", "The two passwords differ.");
        var hashed = hasher.HashPassword(known, password!);
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        SetPassword(await db.Users.FirstAsync(row => row.Id == id, cancellationToken), hashed);
        await sessions.EndAllAsync(id, Guid.TryParse(actor.Session, out var own) ? own : null, cancellationToken);
        audit.Record(actor, "account.changePassword", "account", id.ToString());
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    /// <summary>The person as the one who does something to their own account.</summary>
    internal static Actor Person(Account account) => new(ActorKind.User, account.Id.ToString(), account.DisplayName, new HashSet<string>(StringComparer.Ordinal));

    private static void SetPassword(Account account, string hashed) =>
        (account.PasswordHash, account.SecurityStamp, account.ConcurrencyStamp) = (hashed, Convert.ToHexString(RandomNumberGenerator.GetBytes(20)), Guid.NewGuid().ToString());

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static Problem NoSuchLink => new(404, "noSuchLink", new("Liên kết không dùng được", "The link cannot be used"),
        new("Liên kết đã được dùng, đã hết hạn hoặc đã có liên kết mới hơn. Hãy xin người quản trị một liên kết mới.", "It was used, has expired, or a newer one took its place. Ask an administrator for a new one."));
}
