using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Accounts.SecondFactor;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>Name and password; after several wrong ones the account rests for a while. Who has a second factor is asked for it next.</summary>
[AllowAnonymous]
public sealed class SignIn(CheckPassword passwords, EnterDesk enter) : DeskPage
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

        if (await passwords.RunAsync(Name!, password!, HttpContext.Address(), cancellationToken) is not { } account)
        {
            Show(WrongPair);
            return Page();
        }

        if (account.CodeSecret is not null)
        {
            await HalfSignedIn.BeginAsync(HttpContext, account.Id, Keep, ReturnUrl, cancellationToken);
            return LocalRedirect(HalfSignedIn.Path);
        }

        await enter.RunAsync(HttpContext, account.Id, SignInMethod.Password, Keep, cancellationToken);
        return LocalRedirect(ReturnUrl);
    }

    // one answer for all, after the work of one password: whether an account exists, or rests, is nobody's business
    private static Problem WrongPair => new(401, "wrongPassword", new("Tên đăng nhập hoặc mật khẩu không đúng", "Name or password is wrong"),
        new("Kiểm tra phím Caps Lock và bộ gõ tiếng Việt: mật khẩu nên gõ khi tắt bộ gõ. Sai năm lần liền thì tài khoản nghỉ 10 phút; trong lúc đó mật khẩu đúng cũng chưa vào được.",
            "Check Caps Lock and the input method. After five wrong ones in a row an account rests for 10 minutes, for the right password too."));

    private IEnumerable<FieldError> Missing(string? password)
    {
        if (string.IsNullOrEmpty(Name))
            yield return new("name", "required", new("Hãy nhập tên đăng nhập.", "Enter your name."));
        if (string.IsNullOrEmpty(password))
            yield return new("password", "required", new("Hãy nhập mật khẩu.", "Enter your password."));
    }
}
