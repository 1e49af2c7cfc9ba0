using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts.SecondFactor;

/// <summary>
/// A code of an authenticator app beside the password, and recovery codes for the day the phone is gone. The secret is kept encrypted, of recovery codes only hashes;
/// no code is taken twice, and wrong ones count as wrong passwords do.
/// </summary>
public sealed class SecondFactors(CmsDb db, UnitOfWork unitOfWork, CheckPassword passwords, IDataProtectionProvider protection, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>How many recovery codes a person gets.</summary>
    public const int RecoveryCodeCount = 10;

    private const string Issuer = "Nq72";
    private const string CodeAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private readonly IDataProtector protector = protection.CreateProtector("Nq72.Accounts.CodeSecret");

    // carried by the form from its page to its post: nothing is kept of a set-up that nobody finished
    private readonly ITimeLimitedDataProtector pending = protection.CreateProtector("Nq72.Accounts.PendingCodeSecret").ToTimeLimitedDataProtector();

    /// <summary>A new secret, sealed for the form, and what the person needs to set it up. Holds for 15 minutes.</summary>
    public (string Sealed, CodeSetUp SetUp) Propose(Account account)
    {
        var secret = RandomNumberGenerator.GetBytes(TimeCodes.SecretBytes);
        return (pending.Protect(account.Id + " " + Convert.ToHexString(secret), TimeSpan.FromMinutes(15)), CodeSetUp.Of(secret, account.UserName!, Issuer));
    }

    /// <summary>What a sealed secret proposed; null when it is another person's, or too old.</summary>
    public CodeSetUp? Open(Account account, string? sealedSecret) => Unseal(account, sealedSecret) is { } secret ? CodeSetUp.Of(secret, account.UserName!, Issuer) : null;

    /// <summary>Turns the second factor on, once a code shows that the app has the secret. Returns the recovery codes, which are seen this once.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> TurnOnAsync(Guid id, string? sealedSecret, string? code, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var account = await db.Users.FirstAsync(row => row.Id == id, cancellationToken);
        if (account.CodeSecret is not null)
            return Problem.Conflict("secondFactorOn", new("Đã bật mã xác thực", "The second factor is on already"));
        if (Unseal(account, sealedSecret) is not { } secret)
            return Problem.Conflict("setUpTooOld", new("Trang này đã mở quá lâu", "This page was open for too long"), new("Hãy quét lại mã mới.", "Scan the new code."));
        if (TimeCodes.Find(secret, code, clock.Now(), null) is not { } step)
            return WrongCode;
        (account.CodeSecret, account.LastCodeStep, account.TwoFactorEnabled) = (protector.Protect(Convert.ToHexString(secret)), step, true);
        var codes = NewRecoveryCodes(account);
        audit.Record(actor, "account.secondFactorOn", "account", id.ToString());
        await work.CommitAsync(cancellationToken);
        return codes;
    }

    /// <summary>Turns it off.</summary>
    public async Task<Outcome<Done>> TurnOffAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var account = await db.Users.FirstAsync(row => row.Id == id, cancellationToken);
        (account.CodeSecret, account.LastCodeStep, account.RecoveryCodes, account.TwoFactorEnabled) = (null, null, null, false);
        audit.Record(actor, "account.secondFactorOff", "account", id.ToString());
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    /// <summary>Makes new recovery codes, which are seen this once; the earlier ones are worth nothing any more.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> RenewAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var account = await db.Users.FirstAsync(row => row.Id == id, cancellationToken);
        if (account.CodeSecret is null)
            return Problem.Conflict("secondFactorOff", new("Chưa bật mã xác thực", "The second factor is off"));
        var codes = NewRecoveryCodes(account);
        audit.Record(actor, "account.renewRecoveryCodes", "account", id.ToString());
        await work.CommitAsync(cancellationToken);
        return codes;
    }

    /// <summary>Takes a code of the app, or a recovery code, of a person whose password was right. Returns how they came in; null for a wrong code or a resting account.</summary>
    public async Task<SignInMethod?> CheckAsync(Guid id, string? code, string? address, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        // two that send one code at once take turns
        await work.WriteAloneAsync(Register.Accounts, cancellationToken);
        var account = await db.Users.FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (account?.CodeSecret is null || account.StateAt(clock.Now()) != PersonState.Active)
            return null;
        var method = Take(account, code);
        if (method == SignInMethod.RecoveryCode)
            audit.Record(People.AccountLinks.Person(account) with { Address = address }, "account.useRecoveryCode", "account", id.ToString(), new { left = Codes(account).Length });
        await work.FlushAsync(cancellationToken);
        await passwords.NoteAsync(account, method is not null, address, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return method;
    }

    /// <summary>How many recovery codes are left.</summary>
    public static int Left(Account account) => Codes(account).Length;

    internal static Problem WrongCode => Problem.Invalid("code", "wrongCode", "Mã không đúng hoặc đã dùng. Hãy chờ mã kế tiếp trên điện thoại; đồng hồ điện thoại phải đúng giờ.",
        "The code is wrong or was used. Wait for the next one; the phone's clock must be right.");

    private SignInMethod? Take(Account account, string? code)
    {
        if (TimeCodes.Find(Convert.FromHexString(protector.Unprotect(account.CodeSecret!)), code, clock.Now(), account.LastCodeStep) is { } step)
        {
            account.LastCodeStep = step;
            return SignInMethod.Code;
        }

        var (kept, hash) = (Codes(account), Hash(code ?? ""));
        if (!kept.Contains(hash))
            return null;
        account.RecoveryCodes = string.Join(' ', kept.Where(known => known != hash));
        return SignInMethod.RecoveryCode;
    }

    private static List<string> NewRecoveryCodes(Account account)
    {
        var codes = Enumerable.Range(0, RecoveryCodeCount).Select(_ => $"{RandomNumberGenerator.GetString(CodeAlphabet, 5)}-{RandomNumberGenerator.GetString(CodeAlphabet, 5)}").ToList();
        account.RecoveryCodes = string.Join(' ', codes.Select(Hash));
        return codes;
    }

    private byte[]? Unseal(Account account, string? sealedSecret)
    {
        try
        {
            var parts = pending.Unprotect(sealedSecret ?? "").Split(' ');
            return parts[0] == account.Id.ToString() ? Convert.FromHexString(parts[1]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string[] Codes(Account account) => (account.RecoveryCodes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // 49 bits drawn at random: no salt, no slow hash
    private static string Hash(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. code.ToLowerInvariant().Where(char.IsLetterOrDigit)]))));
}
