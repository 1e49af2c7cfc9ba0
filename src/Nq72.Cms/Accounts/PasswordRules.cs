using System.Reflection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts;

/// <summary>
/// What a password must be: long enough, not the person's name, not one of those that everybody tries first. No rules about signs: they make
/// people write it down. Thread-safe.
/// </summary>
/// <remarks>Source: NIST SP 800-63B §3.1.1.</remarks>
public sealed class PasswordRules(IOptions<AccountOptions> options) : IPasswordValidator<Account>
{
    /// <summary>Longest password, in characters: hashing more only costs time.</summary>
    public const int MaxLength = 200;

    private static readonly HashSet<string> Common = ReadCommon();

    /// <summary>What is wrong with a password for this person; null when nothing is.</summary>
    public FieldError? Check(Account account, string? password)
    {
        var min = options.Value.PasswordMinLength;
        if (password is null || password.Length < min)
            return new("password", "passwordTooShort", new($"Mật khẩu phải dài ít nhất {min} ký tự.", $"A password has at least {min} characters."));
        if (password.Length > MaxLength)
            return new("password", "passwordTooLong", new($"Mật khẩu dài nhiều nhất {MaxLength} ký tự.", $"A password has at most {MaxLength} characters."));
        if (IsName(account, password))
            return new("password", "passwordIsName", new("Mật khẩu không được là tên, tên đăng nhập hay thư điện tử của bạn.", "A password is not your name, your user name or your e-mail address."));
        return Common.Contains(Plain(password))
            ? new("password", "passwordCommon", new("Mật khẩu này nằm trong những mật khẩu bị thử đầu tiên; hãy chọn một câu chỉ mình bạn nghĩ ra.", "This is one of the passwords that are tried first; choose a sentence that only you would think of."))
            : null;
    }

    /// <summary>As <see cref="Check"/>, for what Identity makes itself.</summary>
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Check(user, password) is { } wrong ? IdentityResult.Failed(new IdentityError { Code = wrong.Code, Description = wrong.Message.En }) : IdentityResult.Success);

    private static bool IsName(Account account, string password)
    {
        var plain = Plain(password);
        return new[] { account.UserName, account.DisplayName, account.Email, account.Email?.Split('@')[0] }
            .Any(name => name is { Length: > 0 } && Plain(name) is { Length: > 0 } known && (plain == known || plain == known + known));
    }

    // capitals, blanks and marks between do not make another password of it
    private static string Plain(string text) => new([.. text.ToLowerInvariant().Where(char.IsLetterOrDigit)]);

    private static HashSet<string> ReadCommon()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Nq72.Cms.Accounts.common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Plain).ToHashSet(StringComparer.Ordinal);
    }
}
