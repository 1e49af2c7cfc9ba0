using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Accounts.Passkeys;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>Signing in by passkey: what to ask the browser for, and its answer. Only the script of the sign-in page comes here.</summary>
[AllowAnonymous]
public sealed class SignInPasskey(AccountPasskeys passkeys, EnterDesk enter) : DeskPage
{
    protected override string? NeededScope => null;

    public IActionResult OnGet() => LocalRedirect(DeskPaths.SignIn);

    public async Task<IActionResult> OnPostOptionsAsync(CancellationToken cancellationToken) =>
        PasskeyPlace.Obstacle(Request) is null ? Content(await passkeys.AskAsync(cancellationToken), "application/json") : StatusCode(StatusCodes.Status422UnprocessableEntity);

    public async Task<IActionResult> OnPostAsync(string? credential, bool keep, string? returnUrl, CancellationToken cancellationToken)
    {
        if (await passkeys.CheckAsync(credential, cancellationToken) is not { } account)
        {
            Show(new Problem(401, "wrongPasskey", new("Khóa truy cập không dùng được", "The passkey cannot be used"),
                new("Khóa không thuộc hệ thống này, đã bị bỏ, hoặc trang đã mở quá lâu. Hãy thử lại hay đăng nhập bằng mật khẩu.", "It is not one of this installation, was removed, or the page was open for too long. Try again, or sign in by password.")));
            return Page();
        }

        await enter.RunAsync(HttpContext, account.Id, SignInMethod.Passkey, keep, cancellationToken);
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : DeskPaths.Home);
    }
}
