using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts.Passkeys;

/// <summary>
/// Passkeys of persons: a key in a device or a password keeper that opens with finger, face or PIN, and works at this address only. It stands for password and
/// code together, because the device asks who holds it.
/// </summary>
public sealed class AccountPasskeys(CmsDb db, UnitOfWork unitOfWork, SignInManager<Account> signIn, UserManager<Account> users, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Most passkeys of one person.</summary>
    public const int Most = 10;

    private const int NameLength = 100;

    /// <summary>A person's passkeys, the oldest first.</summary>
    public async Task<IReadOnlyList<PasskeyView>> ListAsync(Guid accountId, CancellationToken cancellationToken) =>
        [.. (await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(row => row.UserId == accountId).ToListAsync(cancellationToken))
            .OrderBy(row => row.Data.CreatedAt).Select(row => new PasskeyView(Base64Url.EncodeToString(row.CredentialId), row.Data.Name ?? "", row.Data.CreatedAt))];

    /// <summary>What the browser is asked for to make a passkey, as JSON; the challenge goes along in a sealed cookie.</summary>
    public async Task<string> ProposeAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var account = await db.Users.AsNoTracking().FirstAsync(row => row.Id == accountId, cancellationToken);
        return await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.UserName!, DisplayName = account.DisplayName });
    }

    /// <summary>Adds the passkey that the browser made.</summary>
    public async Task<Outcome<Done>> AddAsync(Guid accountId, string? credential, string? name, Actor actor, CancellationToken cancellationToken)
    {
        var errors = new Fields();
        var called = errors.Required("passkeyName", name, NameLength);
        if (errors.AreInvalid)
            return errors.Problem;
        var made = await AttestAsync(credential);
        if (made?.UserEntity?.Id != accountId.ToString() || made.Passkey is not { } passkey)
            return NotMade;
        passkey.Name = called;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Accounts, cancellationToken);
        if (await db.Set<IdentityUserPasskey<Guid>>().CountAsync(row => row.UserId == accountId, cancellationToken) >= Most)
            return Problem.Conflict("tooManyPasskeys", new($"Mỗi người có nhiều nhất {Most} khóa truy cập", $"A person has at most {Most} passkeys"), new("Hãy bỏ bớt khóa không dùng.", "Remove one that is not used."));
        var account = await db.Users.FirstAsync(row => row.Id == accountId, cancellationToken);
        var added = await users.AddOrUpdatePasskeyAsync(account, passkey);
        if (!added.Succeeded)
            return NotMade;
        audit.Record(actor, "account.passkeyAdd", "account", accountId.ToString(), new { passkey = called });
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    /// <summary>Removes a passkey of the person; one that is gone, or another's, is passed over.</summary>
    public async Task<Outcome<Done>> RemoveAsync(Guid accountId, string? id, Actor actor, CancellationToken cancellationToken)
    {
        if (!Base64Url.IsValid(id ?? ""))
            return Done.Value;
        var credential = Base64Url.DecodeFromChars(id ?? "");
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await db.Set<IdentityUserPasskey<Guid>>().FirstOrDefaultAsync(row => row.UserId == accountId && row.CredentialId == credential, cancellationToken) is { } found)
        {
            db.Remove(found);
            audit.Record(actor, "account.passkeyRemove", "account", accountId.ToString(), new { passkey = found.Data.Name });
        }

        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    /// <summary>What the browser is asked for to sign in, as JSON. It names nobody: the person chooses among the passkeys that the browser has.</summary>
    public Task<string> AskAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return signIn.MakePasskeyRequestOptionsAsync(null);
    }

    /// <summary>Whose passkey answered; null for none that holds. Who rests after wrong passwords may come in: nobody guesses a key.</summary>
    public async Task<Account?> CheckAsync(string? credential, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await AssertAsync(credential) is not { User: { } account, Passkey: { IsUserVerified: true } passkey } || account.StateAt(clock.Now()) is PersonState.Disabled or PersonState.Invited)
            return null;
        // with the new count, by which a copied key gives itself away
        if (!(await users.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded)
            return null;
        await work.CommitAsync(cancellationToken);
        return account;
    }

    private async Task<PasskeyAttestationResult?> AttestAsync(string? credential)
    {
        try
        {
            return string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // there was no challenge, or it was another one's
            return null;
        }
    }

    private async Task<PasskeyAssertionResult<Account>?> AssertAsync(string? credential)
    {
        try
        {
            return string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Problem NotMade => Problem.Invalid("passkeyName", "passkeyNotMade", "Chưa tạo được khóa truy cập: trình duyệt từ chối hoặc trang đã mở quá lâu. Hãy thử lại.", "The passkey was not made: the browser refused, or the page was open for too long. Try again.");
}

/// <summary>A passkey as its person sees it.</summary>
/// <param name="Id">Id of the credential, base64url.</param>
/// <param name="Name">What the person called it.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record PasskeyView(string Id, string Name, DateTimeOffset CreatedAt);
