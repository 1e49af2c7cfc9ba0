using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>Name and password; after several wrong ones the account rests for a while.</summary>
[AllowAnonymous]
public sealed class SignIn(SignInManager<Account> signIn) : DeskPage
{
    /// <summary>The name as typed.</summary>
    public string? Name { get; private set; }

    /// <summary>Whether to stay signed in on this device.</summary>
    public bool Keep { get; private set; }

    /// <summary>Where to go afterwards.</summary>
    public string ReturnUrl { get; private set; } = DeskPaths.Home;

    protected override string? NeededScope => null;

    public IActionResult OnGet(string? returnUrl)
    {
        ReturnUrl = Url.IsLocalUrl(returnUrl) ? returnUrl : DeskPaths.Home;
        return User.Identity?.IsAuthenticated == true ? LocalRedirect(ReturnUrl) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? name, string? password, bool keep, string? returnUrl, CancellationToken cancellationToken)
    {
        (Name, Keep, ReturnUrl) = (name?.Trim(), keep, Url.IsLocalUrl(returnUrl) ? returnUrl : DeskPaths.Home);
        var missing = Missing(password).ToList();
        if (missing.Count > 0)
        {
            Show(Problem.Invalid(missing));
            return Page();
        }

        cancellationToken.ThrowIfCancellationRequested();
        var result = await signIn.PasswordSignInAsync(Name!, password!, keep, lockoutOnFailure: true);
        if (result.Succeeded)
            return LocalRedirect(ReturnUrl);
        Show(result.IsLockedOut ? LockedOut : WrongPair);
        return Page();
    }

    private static Problem LockedOut => new(423, "lockedOut", new("Tài khoản tạm khóa", "The account is locked for now"),
        new("Sai mật khẩu nhiều lần. Hãy đợi vài phút rồi thử lại, hoặc nhờ người quản trị mở khóa.", "Too many wrong passwords. Wait a few minutes and try again, or ask an administrator."));

    private static Problem WrongPair => new(401, "wrongPassword", new("Tên đăng nhập hoặc mật khẩu không đúng", "Name or password is wrong"),
        new("Kiểm tra phím Caps Lock và bộ gõ tiếng Việt: mật khẩu nên gõ khi tắt bộ gõ.", "Check Caps Lock and the input method."));

    private IEnumerable<FieldError> Missing(string? password)
    {
        if (string.IsNullOrEmpty(Name))
            yield return new("name", "required", new("Hãy nhập tên đăng nhập.", "Enter your name."));
        if (string.IsNullOrEmpty(password))
            yield return new("password", "required", new("Hãy nhập mật khẩu.", "Enter your password."));
    }
}
